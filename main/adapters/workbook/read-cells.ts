import { type Cell, type CellValue, Workbook } from '@cj-tech-master/excelts';
import type { SheetCells } from '../../ports/workbook-reader.ts';
import { type Limits, refusalOf } from './inspect-zip.ts';

export type CellsRead = { readonly refusal: string } | { readonly sheets: readonly SheetCells[] };

/** What stands in the cells of an .xlsx file, as text; or why it is not read. */
export async function readCells(content: Buffer, limits: Limits): Promise<CellsRead> {
  const refusal = refusalOf(content, limits);
  if (refusal !== undefined) return { refusal };
  const book = new Workbook();
  try {
    await book.xlsx.load(content);
  } catch (error) {
    return { refusal: error instanceof Error ? error.message.slice(0, 200) : 'it cannot be read' };
  }
  let left = limits.cells;
  const sheets = book.worksheets.map((sheet) => {
    const cells: [number, number, string][] = [];
    sheet.eachRow((row, rowNumber) => {
      row.eachCell((cell, column) => {
        // of merged cells only the first holds something
        const text = cell.isMerged && cell.master !== cell ? '' : textOf(cell);
        if (text === '') return;
        left -= 1;
        cells.push([rowNumber, column, text]);
      });
    });
    return { name: sheet.name, cells };
  });
  return left < 0 ? { refusal: `it has more than ${limits.cells} filled cells` } : { sheets };
}

function textOf(cell: Cell): string {
  const format = cell.numFmt ?? '';
  return plain(cell.value, typeof format === 'string' ? format : format.formatCode);
}

function plain(value: CellValue, format: string): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  if (typeof value === 'number')
    return format.includes('%') ? `${Number((value * 100).toPrecision(15))}%` : String(value);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return String(value.error);
  if ('result' in value) return plain((value.result ?? null) as CellValue, format);
  if ('text' in value) return plain(value.text as CellValue, format);
  return '';
}
