import { expect, test } from 'vitest';
import { Block, type Cell, type Column } from '../../main/model/report/document.ts';
import { text } from '../../main/model/text.ts';
import { foldedTables } from '../../main/report/fold-table.ts';

const columnOf = (name: string, characters: number, isKey = false): Column => ({
  title: text(name, name),
  characters,
  isKey,
});
const cellsOf = (row: string, columns: readonly Column[]): Cell[] =>
  columns.map(({ title }) => ({ content: `${row}${title.en}` }));
const tableOf = (columns: Column[], rows: Cell[][]) => {
  const table = Block.parse({ type: 'table', columns, rows, whenEmpty: text('无', 'none') });
  if (table.type !== 'table') throw new Error('it is a table');
  return table;
};
const wide = [columnOf('k', 10, true), columnOf('a', 70), columnOf('b', 70), columnOf('c', 60)];

test('a table that has room on paper, or no key, stays whole', () => {
  const narrow = tableOf(wide.slice(0, 3), [cellsOf('1', wide.slice(0, 3))]);
  expect(foldedTables(narrow)).toEqual([narrow]);
  const keyless = tableOf(
    wide.map((column) => ({ ...column, isKey: false })),
    [cellsOf('1', wide)],
  );
  expect(foldedTables(keyless)).toEqual([keyless]);
});

test('a wider one is folded: every cell once, the key in every part, bands over the whole of each', () => {
  const table = tableOf(wide, [[{ content: 'band', span: 4 }], cellsOf('1', wide), cellsOf('2', wide)]);
  const parts = foldedTables(table).flatMap((block) => (block.type === 'table' ? [block] : []));
  expect(parts.map(({ columns }) => columns.map(({ title }) => title.en))).toEqual([
    ['k', 'a'],
    ['k', 'b', 'c'],
  ]);
  expect(parts.map(({ rows }) => rows[0]?.[0]?.span)).toEqual([2, 3]);
  expect(parts.flatMap(({ rows }) => rows.slice(1).map((row) => row.map(({ content }) => content)))).toEqual([
    ['1k', '1a'],
    ['2k', '2a'],
    ['1k', '1b', '1c'],
    ['2k', '2b', '2c'],
  ]);
  expect(foldedTables(table)).toHaveLength(3);
});
