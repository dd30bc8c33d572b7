import type { Workbook } from '@cj-tech-master/excelts';
import { cellName, listSheet } from './layout.ts';

/** Words of the drop-downs, kept on a hidden sheet: a list inside the cell ends at 255 letters and at the first comma. */
export class ChoiceLists {
  readonly #columns = new Map<string, readonly string[]>();

  range(words: readonly string[]): string {
    const key = words.join('\n');
    this.#columns.set(key, words);
    const at = [...this.#columns.keys()].indexOf(key) + 1;
    const [letters] = cellName(1, at).split('1');
    return `'${listSheet}'!$${letters}$1:$${letters}$${words.length}`;
  }

  write(book: Workbook): void {
    const sheet = book.addWorksheet(listSheet, { state: 'veryHidden' });
    [...this.#columns.values()].forEach((words, at) => {
      words.forEach((word, row) => {
        sheet.getCell(row + 1, at + 1).value = word;
      });
    });
  }
}
