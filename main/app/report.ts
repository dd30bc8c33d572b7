import type { ReportView } from '../contract/operation.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { DeliveryReport } from '../model/report/delivery-report.ts';
import { judge } from '../model/report/verdict.ts';
import type { DocumentRevision } from '../ports/site-store.ts';
import { deliveryDocument } from '../report/delivery-document.ts';
import { type ReportLanguage, writeHtml } from '../report/html-writer.ts';
import { writeJson } from '../report/json-writer.ts';
import { composeReport } from './compose-report.ts';
import type { SiteSession } from './site-session.ts';

/** Composes the report from what the site holds now, and keeps it as a revision. SITE_E0007 when nothing was installed or verified. */
export async function keepReport(session: SiteSession): Promise<void> {
  session.store.saveDocument('report', await composeReport(session));
}

/** As `keepReport`, and shows it. */
export async function writeReport(session: SiteSession, language: ReportLanguage): Promise<ReportView> {
  await keepReport(session);
  return view(newest(session), language);
}

export function savedReport({ store }: SiteSession, language: ReportLanguage): ReportView | null {
  const document = store.latestDocument('report');
  return document === undefined ? null : view(document, language);
}

/** The newest report as JSON: the data that was hashed, with its verdict. */
export function reportJson(session: SiteSession): string {
  const report = DeliveryReport.parse(newest(session).content);
  return writeJson(report, deliveryDocument(report));
}

function newest({ store }: SiteSession): DocumentRevision {
  const document = store.latestDocument('report');
  if (document === undefined) throw new FerrymanError('SITE_E0007', { what: 'report', next: 'ferryman report' });
  return document;
}

function view({ content, createdAt }: DocumentRevision, language: ReportLanguage): ReportView {
  const report = DeliveryReport.parse(content);
  const document = deliveryDocument(report);
  return { hash: document.dataHash, verdict: judge(report).verdict, html: writeHtml(document, language), createdAt };
}
