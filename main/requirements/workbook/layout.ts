/** Where things stand on a sheet; column A is hidden and says what a row is. */
export const column = {
  mark: 1,
  number: 2,
  question: 3,
  answer: 4,
  unit: 5,
  unknown: 6,
  why: 7,
  example: 10,
  otherwise: 12,
  who: 14,
  last: 15,
} as const;

/** What column A holds: `q:<id>` a question, `table:<id>` column ids, `row`, `end`, `by` the person's name, `text:<n>` our own words up to column n. */
export const mark = { question: 'q:', table: 'table:', row: 'row', end: 'end', by: 'by', text: 'text:' } as const;

export const metaSheet = '_ferryman';
export const listSheet = '_lists';
export const workbookFormat = 'ferryman-workbook/1';
/** A cell holds no more; longer texts are parted over several. */
export const longestCell = 32_000;

/** `C7` */
export function cellName(row: number, at: number): string {
  let letters = '';
  for (let rest = at; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row}`;
}
