import type { Worksheet } from '@cj-tech-master/excelts';
import type { Language } from '../../model/text.ts';
import { column, mark } from './layout.ts';
import { words } from './words.ts';

export const yellow = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF8DC' } } as const;
export const blue = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E79' } } as const;
export const pale = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDE7F0' } } as const;
const line = { style: 'thin', color: { argb: 'FFB8C4CE' } } as const;
export const border = { top: line, left: line, bottom: line, right: line };
export const grey = { argb: 'FF5A6672' };
export const white = { argb: 'FFFFFFFF' };
export const navy = { argb: 'FF1F4E79' };

/** A line of text that answers nothing. */
export function textLine(sheet: Worksheet, row: number, value: string, font: object): void {
  sheet.getCell(row, column.mark).value = mark.text + column.number;
  const cell = sheet.getCell(row, column.number);
  cell.value = value;
  cell.font = font;
}

export function page(sheet: Worksheet, language: Language, pagesWide: number): void {
  Object.assign(sheet.pageSetup, {
    orientation: 'landscape',
    paperSize: 9,
    fitToPage: true,
    fitToWidth: pagesWide === 0 ? 2 : pagesWide,
    fitToHeight: 0,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  });
  sheet.headerFooter.oddFooter = `&L&A&R${words.page[language]}`;
}

/** No password: it keeps a slip of the hand away, not a person. */
export async function protect(sheet: Worksheet): Promise<void> {
  await sheet.protect('', {
    insertRows: true,
    formatColumns: true,
    formatRows: true,
    formatCells: true,
    sort: true,
    selectLockedCells: true,
  });
}
