import type { Json } from '../../model/canonical-json.ts';
import type { TableQuestion } from '../../model/intake/question.ts';
import { otherColumn, questionnaire, rowColumn, tablesInside } from './questionnaire.ts';

export type Block = { [key: string]: Json };

/** Answers by question, and everything nobody asks for, as it was. */
export interface Answers {
  readonly byQuestion: Readonly<Record<string, Json>>;
  readonly others: Block;
}

/** In place of an empty list inside a row: it is empty on purpose. */
const nothingInside = 'none';

export function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Requirements, or what is written of them so far, taken apart. Pure; the input is left as it is. */
export function answersOf(requirements: unknown): Answers {
  const others = isBlock(requirements) ? structuredClone(requirements) : {};
  const byQuestion: Record<string, Json> = {};
  for (const question of questionnaire) {
    if (question.form === 'table' && question.inside !== undefined) continue;
    const value = take(others, question.id, (found) => question.form === 'field' || isRows(found));
    if (value === undefined) continue;
    byQuestion[question.id] = value;
    if (question.form === 'table') takeInner(question, value as Block[], byQuestion);
  }
  return { byQuestion, others };
}

/** The requirements these answers make, not yet checked. */
export function requirementsOf({ byQuestion, others }: Answers): Block {
  const made = structuredClone(others);
  for (const question of questionnaire) {
    if (question.form === 'table' && question.inside !== undefined) continue;
    const value = structuredClone(byQuestion[question.id]);
    const rows = question.form === 'table' ? joined(question, value as Block[] | undefined, byQuestion) : value;
    if (rows !== undefined) put(made, question.id, rows);
  }
  return made;
}

/** A table's rows, put together with the tables inside them; undefined when there is nothing. */
export function joined(
  table: TableQuestion,
  own: readonly Block[] | undefined,
  byQuestion: Readonly<Record<string, Json>>,
): Block[] | undefined {
  if (own === undefined) return undefined;
  const rows = structuredClone([...own]);
  const names = rowNames(rows);
  for (const inner of tablesInside(table.id)) {
    const field = innerField(inner);
    const items = (byQuestion[inner.id] ?? []) as Block[];
    rows.forEach((row, index) => {
      const mine = items.filter((item) => item[rowColumn] === names[index]).map(({ [rowColumn]: _, ...item }) => item);
      if (row[field] === nothingInside && mine.length === 0) row[field] = [];
      else if (mine.length > 0) row[field] = isRecordTable(inner) ? recordOf(mine) : mine;
    });
  }
  return rows;
}

/** How rows of inner tables name their row: its own name, the second of that name with #2. */
export function rowNames(rows: readonly Block[]): string[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const name = String(row.name ?? row.component ?? '');
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  });
}

function takeInner(table: TableQuestion, rows: Block[], byQuestion: Record<string, Json>): void {
  const names = rowNames(rows);
  for (const inner of tablesInside(table.id)) {
    const field = innerField(inner);
    const items = rows.flatMap((row, index) => {
      const list = row[field];
      const name = names[index] ?? '';
      if (isRecordTable(inner)) {
        if (!isBlock(list) || Object.keys(list).length === 0) return [];
        delete row[field];
        return Object.entries(list).map(([key, value]): Block => ({ [rowColumn]: name, key, value }));
      }
      if (!isRows(list) || list.some((item) => rowColumn in item)) return [];
      if (list.length === 0) row[field] = nothingInside;
      else delete row[field];
      return list.map((item): Block => ({ [rowColumn]: name, ...item }));
    });
    if (items.length > 0) byQuestion[inner.id] = items;
  }
}

function innerField({ id }: TableQuestion): string {
  return id.slice(id.lastIndexOf('[].') + 3);
}

function isRecordTable({ columns }: TableQuestion): boolean {
  return columns.some(({ id }) => id === 'key') && columns.some(({ id }) => id === 'value');
}

function recordOf(items: readonly Block[]): Block {
  return Object.fromEntries(items.map(({ key, value }) => [String(key), value ?? null]));
}

function isRows(value: unknown): value is Block[] {
  return Array.isArray(value) && value.every((item) => isBlock(item) && !(otherColumn in item));
}

function take(from: Block, path: string, fits: (value: Json) => boolean): Json | undefined {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const trail: Block[] = [from];
  for (const key of keys) {
    const next = trail.at(-1)?.[key];
    if (!isBlock(next) || !Object.hasOwn(trail.at(-1) ?? {}, key)) return undefined;
    trail.push(next);
  }
  const holder = trail.at(-1) ?? {};
  const value = Object.hasOwn(holder, last) ? holder[last] : undefined;
  // a null says nothing, and what does not fit the question stays where it is for the schema to name
  if (value === undefined || value === null || !fits(value)) return undefined;
  delete holder[last];
  keys.reduceRight((_, key, index) => {
    const block = trail[index + 1];
    const above = trail[index];
    if (block !== undefined && above !== undefined && Object.keys(block).length === 0) delete above[key];
    return undefined;
  }, undefined);
  return value;
}

function put(into: Block, path: string, value: Json): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let holder = into;
  for (const key of keys) {
    const next = holder[key];
    const block: Block = isBlock(next) ? next : {};
    holder[key] = block;
    holder = block;
  }
  holder[last] = value;
}
