import type { ReportView } from '../contract/operation.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { DeliveryReport } from '../model/report/delivery-report.ts';
import { judge } from '../model/report/verdict.ts';
import { deliveryDocument } from '../report/delivery-document.ts';
import { type ReportLanguage, writeHtml } from '../report/html-writer.ts';
import { writeJson } from '../report/json-writer.ts';
import { composeReport } from './compose-report.ts';
import type { SiteSession } from './site-session.ts';

/** Writes the report from what the site holds now, and keeps it as a revision. SITE_E0007 when nothing was installed or verified. */
export async function writeReport(session: SiteSession, language: ReportLanguage): Promise<ReportView> {
  const { createdAt, content } = session.store.saveDocument('report', await composeReport(session));
  return view(DeliveryReport.parse(content), createdAt, language);
}

export function savedReport({ store }: SiteSession, language: ReportLanguage): ReportView | null {
  const document = store.latestDocument('report');
  return document === undefined ? null : view(DeliveryReport.parse(document.content), document.createdAt, language);
}

/** The newest report as JSON: the data that was hashed, with its verdict. */
export function reportJson({ store }: SiteSession): string {
  const document = store.latestDocument('report');
  if (document === undefined) throw new FerrymanError('SITE_E0007', { what: 'report', next: 'ferryman report' });
  const report = DeliveryReport.parse(document.content);
  return writeJson(report, deliveryDocument(report));
}

function view(report: DeliveryReport, createdAt: string, language: ReportLanguage): ReportView {
  const document = deliveryDocument(report);
  return { hash: document.dataHash, verdict: judge(report).verdict, html: writeHtml(document, language), createdAt };
}
