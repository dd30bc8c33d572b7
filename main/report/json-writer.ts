import type { DeliveryReport } from '../model/report/delivery-report.ts';
import type { Document } from '../model/report/document.ts';
import { judge } from '../model/report/verdict.ts';

/**
 * The report for machines: its data, the verdict with its grounds, and the document as written.
 * `report` alone is what `reportHash` names: SHA-256 over its canonical JSON.
 */
export function writeJson(report: DeliveryReport, document: Document): string {
  const content = { reportHash: document.dataHash, judgement: judge(report), report, document };
  return `${JSON.stringify(content, withSortedKeys, 2)}\n`;
}

function withSortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
