import type { z } from 'zod';
import { canonicalJson, hashOf, type Json } from '../../model/canonical-json.ts';
import type { CellProblem, Cells } from '../../model/intake/answers.ts';
import type { Field, Question, TableQuestion } from '../../model/intake/question.ts';
import { stripRemoteText } from '../../model/strip-remote-text.ts';
import { type Language, text } from '../../model/text.ts';
import { allowedIn } from './allowed.ts';
import { type Block, isBlock } from './answers.ts';
import { formatCell, parseCell } from './cell.ts';
import { otherColumn, rowColumn } from './questionnaire.ts';
import { schemaAt } from './schema-path.ts';

export interface ReadCells {
  /** Undefined when nothing was written. */
  readonly value: Json | undefined;
  readonly problems: readonly CellProblem[];
}

/** An answer as a person sees it. */
export function cellsOf(question: Question, value: Json, language: Language): Cells {
  if (question.form === 'field') return formatCell(question, value, language, schemaAt(question.id));
  return (value as Block[]).map((row) => rowCells(question, row, language));
}

/** What was written, checked cell by cell and row by row. */
export function readCells(question: Question, cells: Cells): ReadCells {
  if (question.form === 'field') {
    if (typeof cells !== 'string') return wrongForm(question);
    const result = parseCell(question, cells, schemaAt(question.id));
    if (result === undefined || 'value' in result) return { value: result?.value, problems: [] };
    return {
      value: undefined,
      problems: [{ question: question.id, found: foundIn(question, cells), allowed: result.allowed }],
    };
  }
  if (typeof cells === 'string') return cells.trim() === '' ? { value: undefined, problems: [] } : wrongForm(question);
  const rows: Block[] = [];
  const problems: CellProblem[] = [];
  cells.forEach((row, index) => {
    if (Object.values(row).every((cell) => cell.trim() === '')) return;
    const read = readRow(question, row);
    problems.push(...read.problems.map((problem) => ({ ...problem, row: index })));
    rows.push(read.row);
  });
  return { value: rows.length === 0 ? undefined : rows, problems };
}

/** Every column a table has, the one for what nobody asks included. */
export function columnSchema({ id }: TableQuestion, column: string): z.ZodType | undefined {
  if (column === rowColumn) return undefined;
  // a record's name and value, and the mark of an empty inner list, have no schema of their own
  if (id === 'platform[].inputs' || (id === 'modules' && column === 'routes')) return undefined;
  return schemaAt(`${id}[].${column}`);
}

/** The answer as it reads back from its own cells: two that read alike are the same answer; undefined = it says nothing. */
export function plainAnswer(question: Question, value: Json): Json | undefined {
  const { value: read, problems } = readCells(question, cellsOf(question, value, 'en'));
  return problems.length > 0 ? value : read;
}

/** 16 hex digits that stand for an answer. */
export function fingerprint(value: Json): string {
  return hashOf(value).slice(0, 16);
}

/** What tells a row from the others: its key columns; of rows that share them, the second with #2. */
export function rowKeys(question: TableQuestion, rows: readonly Block[]): string[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const parts = question.key.map((column) => columnValue(row, column)).filter((part) => part !== undefined);
    const key = parts.length === 0 ? canonicalJson(row) : parts.map(String).join(' ');
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key} #${count}`;
  });
}

function wrongForm(question: Question): ReadCells {
  const allowed = question.form === 'table' ? text('一张表', 'a table') : text('一个值', 'one value');
  return { value: undefined, problems: [{ question: question.id, found: '…', allowed }] };
}

function rowCells(question: TableQuestion, row: Block, language: Language): Record<string, string> {
  const rest = structuredClone(row);
  const cells: Record<string, string> = {};
  for (const column of question.columns) {
    const value = removeColumn(rest, column.id);
    if (value === undefined) continue;
    const cell = formatCell(column, value, language, columnSchema(question, column.id));
    if (cell !== '') cells[column.id] = cell;
  }
  return Object.keys(rest).length === 0 ? cells : { ...cells, [otherColumn]: JSON.stringify(rest) };
}

function readRow(question: TableQuestion, cells: Record<string, string>): { row: Block; problems: CellProblem[] } {
  const row = otherFields(cells[otherColumn]);
  const problems: CellProblem[] = [];
  const problem = (column: Field, found: string, allowed: CellProblem['allowed']) =>
    problems.push({ question: question.id, column: column.id, found, allowed });
  for (const column of question.columns) {
    const cell = cells[column.id] ?? '';
    const result = parseCell(column, cell, columnSchema(question, column.id));
    if (result === undefined) {
      if (column.isNeeded) problem(column, '', text('必须填写', 'it must be filled in'));
    } else if ('value' in result) putColumn(row, column.id, result.value);
    else problem(column, foundIn(column, cell), result.allowed);
  }
  bothTitles(row);
  if (problems.length === 0) problems.push(...wholeRow(question, row));
  return { row, problems };
}

/** What only the row as a whole can show, such as a load test without its evidence. */
function wholeRow(question: TableQuestion, row: Block): CellProblem[] {
  const schema = question.id === 'platform[].inputs' ? undefined : schemaAt(`${question.id}[]`);
  const { [rowColumn]: _name, ...own } = row;
  const checked = schema?.safeParse('routes' in own && own.routes === 'none' ? { ...own, routes: [] } : own);
  return (checked?.error?.issues ?? []).flatMap((issue) => {
    const path = issue.path.filter((part) => typeof part === 'string').join('.');
    const column =
      question.columns.find(({ id }) => id === path) ??
      question.columns.find(({ id }) => id.startsWith(`${path}.`) || path.startsWith(`${id}.`));
    const found = columnValue(own, path);
    return [
      {
        question: question.id,
        ...(column === undefined ? {} : { column: column.id }),
        found: found === undefined ? '' : foundIn(column, typeof found === 'string' ? found : JSON.stringify(found)),
        allowed:
          found === undefined
            ? text('必须填写', 'it must be filled in')
            : allowedIn(column ?? question.columns[0] ?? nowhere, issue),
      },
    ];
  });
}

const nowhere: Field = {
  id: '',
  kind: 'text',
  title: text('', ''),
  isNeeded: false,
  isVersion: false,
  isTechnical: false,
};

/** A title given in one language serves both. */
function bothTitles(row: Block): void {
  const { title } = row;
  if (!isBlock(title)) return;
  const given = title.zh ?? title.en;
  if (given !== undefined) row.title = { zh: given, en: given, ...title };
}

function otherFields(cell: string | undefined): Block {
  if (cell === undefined || cell.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(cell);
    return isBlock(value) ? value : {};
  } catch {
    return {};
  }
}

function columnValue(row: Block, column: string): Json | undefined {
  return column
    .split('.')
    .reduce<Json | undefined>(
      (value, key) => (isBlock(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      row,
    );
}

function removeColumn(row: Block, column: string): Json | undefined {
  const value = columnValue(row, column);
  if (value === undefined) return undefined;
  const keys = column.split('.');
  for (let length = keys.length; length > 0; length -= 1) {
    const holder = columnValue(row, keys.slice(0, length - 1).join('.'));
    const block = length === 1 ? row : holder;
    const key = keys[length - 1] ?? '';
    const held = isBlock(block) ? block[key] : undefined;
    if (isBlock(block) && (length === keys.length || (isBlock(held) && Object.keys(held).length === 0)))
      delete block[key];
  }
  return value;
}

function putColumn(row: Block, column: string, value: Json): void {
  const keys = column.split('.');
  const last = keys.pop() ?? '';
  let holder = row;
  for (const key of keys) {
    const next = holder[key];
    const block: Block = isBlock(next) ? next : {};
    holder[key] = block;
    holder = block;
  }
  holder[last] = value;
}

/** What stood there; of a way to log in never, for it may be a password. */
function foundIn(field: Pick<Field, 'kind'> | undefined, cell: string): string {
  if (field?.kind === 'login') return '***';
  return shown(cell);
}

function shown(cell: string): string {
  const line = stripRemoteText(cell).replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
