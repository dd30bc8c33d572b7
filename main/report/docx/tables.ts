import {
  BorderStyle,
  type ITableCellOptions,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { z } from 'zod';
import type { Block, Cell, Content } from '../../model/report/document.ts';
import { cellRuns, runsOf } from '../cell-text.ts';
import type { ReportLanguage } from '../html/content.ts';
import { colours, paragraphOf, type RunLook, textRuns } from './paragraphs.ts';

type ParsedBlock = z.output<typeof Block>;
type BlockOf<Type extends ParsedBlock['type']> = Extract<ParsedBlock, { type: Type }>;
type ParsedCell = z.output<typeof Cell>;

const shares = { narrow: 15, medium: 24, wide: 40 };
const line = { style: BorderStyle.SINGLE, size: 4, color: colours.line };
export const cellBorders = { top: line, left: line, bottom: line, right: line };

/** The head is repeated on every page, a row stays whole; `width` is the room on the page in twentieths of a point. */
export function tableOf(
  { columns, rows, whenEmpty }: BlockOf<'table'>,
  language: ReportLanguage,
  width: number,
): (Table | Paragraph)[] {
  if (rows.length === 0) return [paragraphOf(whenEmpty, language, { color: colours.soft })];
  const widths = shared(
    columns.map(({ width: named, characters }) => characters ?? shares[named]),
    width,
  );
  const size = columns.length > 9 ? 15 : 18;
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ title }, index) =>
      plainCell(title, language, widths[index] ?? 0, { size, isStrong: true }, { fill: colours.wash }),
    ),
  });
  const body = rows.map((row) => {
    let column = 0;
    const children = row.map((cell) => {
      const own = widths.slice(column, column + cell.span).reduce((sum, one) => sum + one, 0);
      column += cell.span;
      return tableCell(cell, language, own, size, columns.length);
    });
    return new TableRow({ cantSplit: true, children });
  });
  return [fixedTable([head, ...body], widths), spacer()];
}

export function keyValuesOf(
  { rows }: BlockOf<'key-values'>,
  language: ReportLanguage,
  width: number,
): (Table | Paragraph)[] {
  const widths = shared([26, 74], width);
  const body = rows.map(
    ({ label, value }) =>
      new TableRow({
        cantSplit: true,
        children: [
          plainCell(label, language, widths[0] ?? 0, { size: 19, color: colours.soft }),
          tableCell(value, language, widths[1] ?? 0, 19, 1, true),
        ],
      }),
  );
  return [fixedTable(body, widths), spacer()];
}

/** Figures side by side, each above its label. */
export function figuresOf(
  { figures }: BlockOf<'figures'>,
  language: ReportLanguage,
  width: number,
): (Table | Paragraph)[] {
  const widths = shared(
    figures.map(() => 1),
    width,
  );
  const children = figures.map(
    ({ value, label, status }, index) =>
      new TableCell({
        ...sized(widths[index] ?? 0),
        borders: cellBorders,
        children: [
          paragraphOf(label, language, { size: 17, color: colours.soft }, { spacing: { before: 40, after: 20 } }),
          paragraphOf(
            value,
            language,
            {
              size: value.length > 8 ? 24 : 34,
              isStrong: true,
              ...(status === undefined ? {} : { color: colours.status[status] }),
            },
            { spacing: { after: 40 } },
          ),
        ],
      }),
  );
  return [fixedTable([new TableRow({ cantSplit: true, children })], widths), spacer()];
}

/** Two tables must not touch, or they become one. */
function spacer(): Paragraph {
  return new Paragraph({ spacing: { after: 0, line: 120, lineRule: 'exact' }, children: [] });
}

/** Room to write on: name, signature, date. */
export function signatureLine(labels: readonly Content[], language: ReportLanguage, width: number): Table {
  const widths = shared([1, 1.5, 1], width);
  const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };
  const under = { style: BorderStyle.SINGLE, size: 6, color: colours.ink };
  const children = labels.map(
    (label, index) =>
      new TableCell({
        ...sized(widths[index] ?? 0),
        borders: { top: none, left: none, right: none, bottom: under },
        children: [paragraphOf(label, language, { size: 17, color: colours.soft }, { spacing: { after: 560 } })],
      }),
  );
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: none, left: none, right: none, bottom: none, insideHorizontal: none, insideVertical: none },
    rows: [new TableRow({ cantSplit: true, children })],
  });
}

export function fixedTable(rows: TableRow[], widths: number[]): Table {
  return new Table({
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    margins:
      widths.length > 9 ? { top: 30, bottom: 30, left: 40, right: 40 } : { top: 40, bottom: 40, left: 70, right: 70 },
    rows,
  });
}

export function plainCell(
  content: Content,
  language: ReportLanguage,
  width: number,
  look: RunLook,
  { fill }: { readonly fill?: string } = {},
): TableCell {
  return new TableCell({
    ...sized(width),
    borders: cellBorders,
    ...(fill === undefined ? {} : { shading: shaded(fill) }),
    children: [new Paragraph({ children: textRuns(runsOf(content, language), look) })],
  });
}

export function shaded(fill: string): NonNullable<ITableCellOptions['shading']> {
  return { type: ShadingType.CLEAR, color: 'auto', fill };
}

/** Parts of a whole in whole numbers. */
export function shared(parts: readonly number[], whole: number): number[] {
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => Math.floor((part / sum) * whole));
}

function tableCell(
  cell: ParsedCell,
  language: ReportLanguage,
  width: number,
  size: number,
  columns: number,
  isPair = false,
): TableCell {
  const { look, status, number, span } = cell;
  const isBand = span > 1 && span >= columns;
  const color = isBand ? colours.brand : status === undefined ? undefined : colours.status[status];
  const fill = isBand ? 'F5F7FA' : look === 'blank' && !isPair ? colours.fill : undefined;
  const isRight = number !== undefined && look !== 'code' && !isPair;
  return new TableCell({
    ...sized(width),
    borders: cellBorders,
    ...(span > 1 ? { columnSpan: span } : {}),
    ...(fill === undefined ? {} : { shading: shaded(fill) }),
    children: [
      new Paragraph({
        ...(isRight ? { alignment: 'right' } : {}),
        ...(isBand ? { keepNext: true } : {}),
        children: textRuns(cellRuns(cell, language), {
          size,
          isStrong: look === 'strong',
          isCode: look === 'code',
          ...(color === undefined ? {} : { color }),
        }),
      }),
    ],
  });
}

function sized(width: number) {
  return { width: { size: width, type: WidthType.DXA }, verticalAlign: VerticalAlign.TOP };
}
