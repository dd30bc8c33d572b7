import type { DeliveryReport } from '../model/report/delivery-report.ts';
import type { Document } from '../model/report/document.ts';
import { judge } from '../model/report/verdict.ts';
import { inPieces } from './in-pieces.ts';

/** Below, a value is written as a whole: a block of the document, a check, a change. */
const wholeFrom = 3;

/**
 * The report for machines: its data, the verdict with its grounds, and the document as written.
 * `report` alone is what `reportHash` names: SHA-256 over its canonical JSON.
 */
export function writeJson(report: DeliveryReport, document: Document): string {
  return [...jsonPieces(report, document)].join('');
}

/** The same in pieces, one after the other. */
export function* jsonPieces(report: DeliveryReport, document: Document): Generator<string> {
  const content = { reportHash: document.dataHash, judgement: judge(report), report, document };
  yield* inPieces(parts(content, 0));
  yield '\n';
}

/** As `JSON.stringify(value, withSortedKeys, 2)` writes it at that depth. */
function* parts(value: object, depth: number): Generator<string> {
  const margin = '  '.repeat(depth);
  const isArray = Array.isArray(value);
  const fields = Object.entries(withSortedKeys('', value) as object).filter(([, field]) => field !== undefined);
  if (depth === wholeFrom || fields.length === 0) {
    yield JSON.stringify(value, withSortedKeys, 2).replaceAll('\n', `\n${margin}`);
    return;
  }
  let opening = isArray ? '[' : '{';
  for (const [key, field] of fields) {
    yield `${opening}\n${margin}  ${isArray ? '' : `${JSON.stringify(key)}: `}`;
    if (field !== null && typeof field === 'object') yield* parts(field, depth + 1);
    else yield JSON.stringify(field);
    opening = ',';
  }
  yield `\n${margin}${isArray ? ']' : '}'}`;
}

function withSortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
