import { type Cell, type CellValue, Workbook } from '@cj-tech-master/excelts';
import { refusalOf } from './inspect-zip.ts';

/** Reads a workbook from standard input and writes its cells as JSON: a process of its own, to be ended at any time. */
const limits = { contentBytes: 200 * 2 ** 20, cells: 100_000 };

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const content = Buffer.concat(chunks);
const refusal = refusalOf(content, limits);
process.stdout.write(JSON.stringify(refusal === undefined ? await read(content) : { refusal }));

async function read(bytes: Buffer): Promise<unknown> {
  const book = new Workbook();
  try {
    await book.xlsx.load(bytes);
  } catch (error) {
    return { refusal: error instanceof Error ? error.message.slice(0, 200) : 'it cannot be read' };
  }
  return {
    sheets: book.worksheets.map((sheet) => {
      const cells: [number, number, string][] = [];
      sheet.eachRow((row, rowNumber) => {
        row.eachCell((cell, column) => {
          // of merged cells only the first holds something
          const text = cell.isMerged && cell.master !== cell ? '' : textOf(cell);
          if (text !== '') cells.push([rowNumber, column, text]);
        });
      });
      return { name: sheet.name, cells };
    }),
  };
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
