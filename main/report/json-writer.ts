import { canonicalJson } from '../model/canonical-json.ts';
import type { DeliveryReport } from '../model/report/delivery-report.ts';
import type { Document } from '../model/report/document.ts';
import { judge } from '../model/report/verdict.ts';

/**
 * The report for machines: its data, the verdict with its grounds, and the document as written.
 * `report` alone is what `reportHash` names: SHA-256 over its canonical JSON.
 */
export function writeJson(report: DeliveryReport, document: Document): string {
  const content = { reportHash: document.dataHash, judgement: judge(report), report, document };
  return `${JSON.stringify(JSON.parse(canonicalJson(content)), null, 2)}\n`;
}
