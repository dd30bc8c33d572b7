import type { z } from 'zod';
import type { Block } from '../model/report/document.ts';
import { text } from '../model/text.ts';

type ParsedBlock = z.output<typeof Block>;
type ParsedTable = Extract<ParsedBlock, { type: 'table' }>;

/** Latin characters of 7.5 pt that a sheet of A4 on its side has room for, with the lines between the columns. */
const roomOnPaper = 170;
/** A part is not filled to the last character. */
const roomOfPart = 145;
const usualCharacters = 15;

/**
 * A table too wide to be read on paper as tables one below the other: each begins with the key columns, so that a row is known
 * again. Spreadsheets keep it whole.
 */
export function foldedTables(table: ParsedTable): ParsedBlock[] {
  const parts = partsOf(table);
  if (parts.length < 2) return [table];
  return parts.flatMap((indexes, part): ParsedBlock[] => [
    ...(part === 0
      ? []
      : [
          {
            type: 'paragraph' as const,
            isMuted: true,
            text: text(
              `上表的其余各栏（第 ${part + 1} 部分，共 ${parts.length} 部分），行的次序相同。`,
              `Further columns of the table above (part ${part + 1} of ${parts.length}); the rows are the same.`,
            ),
          },
        ]),
    {
      ...table,
      columns: indexes.flatMap((index) => table.columns[index] ?? []),
      rows: table.rows.map((row) =>
        row.length === 1
          ? row.map((cell) => ({ ...cell, span: indexes.length }))
          : indexes.flatMap((at) => row[at] ?? []),
      ),
    },
  ]);
}

/** Columns of each part by their place in the whole table. */
function partsOf({ columns, rows }: ParsedTable): number[][] {
  const widths = columns.map(({ characters }) => characters ?? usualCharacters);
  const sum = (indexes: readonly number[]) => indexes.reduce((total, index) => total + (widths[index] ?? 0), 0);
  const all = columns.map((_, index) => index);
  const keys = all.filter((index) => columns[index]?.isKey);
  const isPlain = rows.every((row) => row.length === columns.length || row.length === 1);
  if (keys.length === 0 || !isPlain || sum(all) <= roomOnPaper) return [all];
  const parts: number[][] = [[]];
  for (const index of all.filter((one) => !keys.includes(one))) {
    const last = parts.at(-1) ?? [];
    if (last.length === 0 || sum([...keys, ...last, index]) <= roomOfPart) last.push(index);
    else parts.push([index]);
  }
  return parts.map((part) => [...keys, ...part]);
}
