import type { ReportView } from '../contract/operation.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { DeliveryReport } from '../model/report/delivery-report.ts';
import type { Verdict } from '../model/report/document.ts';
import { judge } from '../model/report/verdict.ts';
import type { DocumentRevision } from '../ports/site-store.ts';
import { deliveryDocument } from '../report/delivery-document.ts';
import { htmlPieces, type ReportLanguage } from '../report/html-writer.ts';
import { jsonPieces } from '../report/json-writer.ts';
import { composeReport } from './compose-report.ts';
import type { SiteSession } from './site-session.ts';

/** Composes the report from what the site holds now, and keeps it as a revision. SITE_E0007 when nothing was installed or verified. */
export async function keepReport(session: SiteSession): Promise<void> {
  session.store.saveDocument('report', await composeReport(session));
}

/** The newest report as a person and as a program reads it; what was drawn is the caller's alone, so that it can be let go. */
export interface OpenReport {
  /** Lower-case hex SHA-256 of its data. */
  readonly hash: string;
  readonly verdict: Verdict;
  readonly html: (language: ReportLanguage) => Iterable<string>;
  /** The data that was hashed, with its verdict, in pieces. */
  readonly json: () => Iterable<string>;
}

/** Undefined when none was written yet. */
export function openReport({ store }: SiteSession): OpenReport | undefined {
  const saved = store.latestDocument('report');
  return saved === undefined ? undefined : opened(saved);
}

/** As `keepReport`, and opens it. */
export async function writeReport(session: SiteSession): Promise<OpenReport> {
  await keepReport(session);
  return opened(newest(session));
}

/** As `keepReport`, and shows it in both languages. */
export async function showNewReport(session: SiteSession): Promise<ReportView> {
  await keepReport(session);
  return view(newest(session), 'both');
}

export function savedReport({ store }: SiteSession, language: ReportLanguage): ReportView | null {
  const document = store.latestDocument('report');
  return document === undefined ? null : view(document, language);
}

/** The newest report as JSON: the data that was hashed, with its verdict. */
export function reportJson(session: SiteSession): string {
  return [...opened(newest(session)).json()].join('');
}

function newest({ store }: SiteSession): DocumentRevision {
  const document = store.latestDocument('report');
  if (document === undefined) throw new FerrymanError('SITE_E0007', { what: 'report', next: 'ferryman report' });
  return document;
}

function opened({ content }: DocumentRevision): OpenReport {
  const report = DeliveryReport.parse(content);
  const document = deliveryDocument(report);
  return {
    hash: document.dataHash,
    verdict: judge(report).verdict,
    html: (language) => htmlPieces(document, language),
    json: () => jsonPieces(report, document),
  };
}

function view(saved: DocumentRevision, language: ReportLanguage): ReportView {
  const { hash, verdict, html } = opened(saved);
  return { hash, verdict, html: [...html(language)].join(''), createdAt: saved.createdAt };
}
