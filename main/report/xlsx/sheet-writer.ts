import type { Cell as SheetCell, Style, Worksheet } from '@cj-tech-master/excelts';
import type { z } from 'zod';
import type { Cell, Content } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { cellRuns, plainText, type Run, runsOf } from '../cell-text.ts';
import type { ReportLanguage } from '../html/content.ts';
import { isWide } from '../picture/measure.ts';
import type { ParsedBlock } from './sheet-plan.ts';
import { boxed, fills, fonts, statusColours, underline } from './sheet-style.ts';

type BlockOf<Type extends ParsedBlock['type']> = Extract<ParsedBlock, { type: Type }>;
type ParsedCell = z.output<typeof Cell>;
type Font = Style['font'];

const linePoints = 15;
const widthsOf = { narrow: 12, medium: 22, wide: 44 };
/** Texts a spreadsheet would take for a formula once somebody edits the cell. */
const looksLikeFormula = /^\s*[=+\-@]/;

/** Writes blocks down one worksheet, whose columns are those of its table. */
export class SheetWriter {
  readonly #sheet: Worksheet;
  readonly #language: ReportLanguage;
  readonly #widths: readonly number[];
  #row = 0;
  /** Row of the table's head; undefined without a table. */
  headRow: number | undefined;

  constructor(sheet: Worksheet, language: ReportLanguage, blocks: readonly ParsedBlock[]) {
    this.#sheet = sheet;
    this.#language = language;
    const table = blocks.find((block) => block.type === 'table' && block.rows.length > 0);
    this.#widths =
      table?.type === 'table' ? table.columns.map(({ width, characters }) => characters ?? widthsOf[width]) : [26, 80];
    sheet.columns = this.#widths.map((width) => ({ width: Math.max(6, width) + 1 }));
  }

  title(content: Content, below: string): void {
    this.#across(runsOf(content, this.#language), fonts.title);
    this.#across([{ text: below, isQuiet: true }], fonts.quiet);
    this.#row += 1;
  }

  write(block: ParsedBlock): void {
    switch (block.type) {
      case 'heading':
        this.#row += 1;
        this.#across(runsOf(block.text, this.#language), fonts.heading);
        return;
      case 'paragraph':
        this.#across(runsOf(block.text, this.#language), block.isMuted ? fonts.quiet : fonts.text);
        return;
      case 'bullets':
        for (const item of block.items)
          this.#across([{ text: '• ', isQuiet: false }, ...runsOf(item, this.#language)], fonts.text);
        return;
      case 'key-values':
        for (const { label, value } of block.rows) this.#pair(label, value);
        this.#row += 1;
        return;
      case 'figures':
        for (const { label, value, status } of block.figures) this.#pair(label, figureCell(value, status));
        this.#row += 1;
        return;
      case 'table':
        this.#table(block);
        return;
      case 'verdict':
        this.#across(runsOf(block.words, this.#language), fonts.heading);
        this.#across(runsOf(block.sentence, this.#language), fonts.text);
        return;
      case 'evidence':
        this.#across(
          [...runsOf(block.title, this.#language), { text: ` ${block.target}`, isQuiet: true }],
          fonts.strong,
        );
        this.#across(runsOf(block.text, this.#language), fonts.code);
        return;
      case 'picture':
        this.#across(runsOf(block.title, this.#language), fonts.heading);
        this.#across(runsOf(block.description, this.#language), fonts.text);
        return;
      case 'gantt':
        this.#across(runsOf(block.title, this.#language), fonts.heading);
        for (const { id, title, start, end } of block.bars)
          this.#pair(text(`${id} ${title.zh}`, `${id} ${title.en}`), parsed({ content: `${start} – ${end}` }));
        return;
      case 'sign-off':
        this.#signOff(block);
        return;
      case 'contents':
      case 'page-break':
        return;
    }
  }

  #table({ columns, rows, whenEmpty }: BlockOf<'table'>): void {
    if (rows.length === 0) {
      this.#across(runsOf(whenEmpty, this.#language), fonts.quiet);
      return;
    }
    this.#row += 1;
    this.headRow = this.#row;
    columns.forEach(({ title }, index) => {
      const cell = this.#sheet.getCell(this.#row, index + 1);
      put(cell, runsOf(title, this.#language), fonts.head);
      cell.style = {
        ...cell.style,
        fill: fills.head,
        border: boxed,
        alignment: { wrapText: true, vertical: 'middle', horizontal: 'center' },
      };
    });
    const headLines = columns.map(({ title }, index) =>
      lineCount(plainText(runsOf(title, this.#language)), (this.#widths[index] ?? 10) * 0.9),
    );
    this.#sheet.getRow(this.headRow).height = Math.max(...headLines) * linePoints + 6;
    for (const row of rows) this.#tableRow(row, columns.length);
    this.#row += 1;
  }

  #tableRow(row: readonly ParsedCell[], columns: number): void {
    this.#row += 1;
    let column = 1;
    for (const content of row) {
      const last = Math.min(columns, column + content.span - 1);
      const cell = this.#sheet.getCell(this.#row, column);
      this.#fill(cell, content);
      if (last > column) {
        for (let next = column + 1; next <= last; next += 1)
          this.#sheet.getCell(this.#row, next).style = { border: boxed, fill: fills.band };
        this.#sheet.mergeCells(this.#row, column, this.#row, last);
        cell.style = { ...cell.style, fill: fills.band, font: fonts.head };
      }
      column = last + 1;
    }
    this.#sheet.getRow(this.#row).height = this.#heightOf(row, columns);
  }

  /** Estimated, since merged and wrapped cells are not fitted by every program that opens the file. */
  #heightOf(row: readonly ParsedCell[], columns: number): number {
    let column = 0;
    const lines = row.map((cell) => {
      const width = this.#widths
        .slice(column, Math.min(columns, column + cell.span))
        .reduce((sum, one) => sum + one, 0);
      column += cell.span;
      return lineCount(plainText(cellRuns(cell, this.#language)), width);
    });
    const blank = row.some(({ look }) => look === 'blank') ? 20 : 0;
    return Math.min(400, Math.max(18, blank, Math.max(...lines, 1) * linePoints + 4));
  }

  #fill(cell: SheetCell, content: ParsedCell): void {
    const { number, date, status, look, note } = content;
    const runs = cellRuns(content, this.#language);
    const base = look === 'strong' ? fonts.strong : look === 'code' ? fonts.code : fonts.text;
    const font: Font = status === undefined ? base : { ...base, color: { argb: statusColours[status] } };
    const alignment = { wrapText: true, vertical: 'top' } as const;
    if (number !== undefined && status === undefined) {
      cell.value = number;
      const format = look === 'code' ? '0' : Number.isInteger(number) ? '#,##0' : '#,##0.0##';
      cell.style = {
        font,
        border: boxed,
        numFmt: format,
        alignment: {
          ...alignment,
          horizontal: look === 'code' ? 'left' : 'right',
          ...(look === 'code' ? {} : { indent: 1 }),
        },
      };
      if (note !== undefined) cell.note = plainText(runsOf(note, this.#language));
      return;
    }
    if (date !== undefined) {
      cell.value = new Date(`${date}T00:00:00Z`);
      cell.style = { font, border: boxed, numFmt: 'yyyy-mm-dd', alignment: { ...alignment, horizontal: 'left' } };
      return;
    }
    put(cell, runs, font);
    cell.style = { ...cell.style, border: boxed, alignment, ...(look === 'blank' ? { fill: fills.blank } : {}) };
  }

  #pair(label: Content, value: ParsedCell): void {
    this.#row += 1;
    const [labelEnd, valueEnd] = this.#pairColumns();
    const [left, right] = [this.#sheet.getCell(this.#row, 1), this.#sheet.getCell(this.#row, labelEnd + 1)];
    put(left, runsOf(label, this.#language), fonts.quiet);
    left.style = { ...left.style, border: boxed, alignment: { wrapText: true, vertical: 'top' } };
    this.#fill(right, value);
    right.style = { ...right.style, alignment: { wrapText: true, vertical: 'top', horizontal: 'left' } };
    if (labelEnd > 1) this.#sheet.mergeCells(this.#row, 1, this.#row, labelEnd);
    if (valueEnd > labelEnd + 1) this.#sheet.mergeCells(this.#row, labelEnd + 1, this.#row, valueEnd);
    const width = this.#widths.slice(labelEnd, valueEnd).reduce((sum, one) => sum + one, 0);
    const labelWidth = this.#widths.slice(0, labelEnd).reduce((sum, one) => sum + one, 0);
    const lines = Math.max(
      lineCount(plainText(cellRuns(value, this.#language)), width),
      lineCount(plainText(runsOf(label, this.#language)), labelWidth),
    );
    this.#sheet.getRow(this.#row).height = Math.max(18, lines * linePoints + 4);
  }

  /** Columns for a label of some twenty characters, and for what it says. */
  #pairColumns(): [number, number] {
    let [labelEnd, width] = [0, 0];
    while (labelEnd < this.#widths.length - 1 && width < 18) width += this.#widths[labelEnd++] ?? 0;
    let valueEnd = labelEnd;
    for (let value = 0; valueEnd < this.#widths.length && value < 70; valueEnd += 1)
      value += this.#widths[valueEnd] ?? 0;
    return [labelEnd, valueEnd];
  }

  #signOff({ roles }: BlockOf<'sign-off'>): void {
    const ink = text(
      '姓名：　　　　　　　　签字（盖章）：　　　　　　　　　　日期：',
      'Name:                    Signature (seal):                              Date:',
    );
    for (const { role, statement } of roles) {
      this.#row += 1;
      this.#across(runsOf(role, this.#language), fonts.heading);
      this.#across(runsOf(statement, this.#language), fonts.text, 44);
      this.#across(runsOf(ink, this.#language), fonts.quiet, 40);
      for (let column = 1; column <= this.#widths.length; column += 1)
        this.#sheet.getCell(this.#row, column).style = {
          ...this.#sheet.getCell(this.#row, column).style,
          border: underline,
        };
    }
  }

  /** One cell over all columns. */
  #across(runs: readonly Run[], font: Font, leastHeight = 0): void {
    this.#row += 1;
    const cell = this.#sheet.getCell(this.#row, 1);
    put(cell, runs, font);
    cell.style = { ...cell.style, alignment: { wrapText: true, vertical: 'top' } };
    if (this.#widths.length > 1) this.#sheet.mergeCells(this.#row, 1, this.#row, this.#widths.length);
    const width = this.#widths.reduce((sum, one) => sum + one, 0);
    const size = (font?.size ?? 10) / 10;
    this.#sheet.getRow(this.#row).height = Math.max(
      leastHeight,
      lineCount(plainText(runs), width / size) * linePoints * size + 4,
    );
  }
}

function put(cell: SheetCell, runs: readonly Run[], font: Font): void {
  const whole = plainText(runs);
  const isPlain = runs.every(({ isQuiet }) => !isQuiet);
  cell.value = isPlain
    ? whole
    : { richText: runs.map(({ text: part, isQuiet }) => ({ text: part, font: isQuiet ? fonts.quiet : font })) };
  // as text, it stays text when somebody edits the cell
  cell.style = { font, ...(looksLikeFormula.test(whole) ? { numFmt: '@' } : {}) };
}

/** Lines the text takes in a column, given as wide as so many digits. */
function lineCount(whole: string, width: number): number {
  const room = Math.max(3, width);
  return whole.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(digitWidth(line) / room)), 0);
}

/** In digits: Chinese is nearly two of them wide, Latin letters on the average a little less than one. */
function digitWidth(line: string): number {
  return [...line].reduce((sum, sign) => sum + (isWide(sign) ? 1.95 : 0.95), 0);
}

function figureCell(value: string, status: ParsedCell['status']): ParsedCell {
  const number = /^[\d,]+(\.\d+)?$/.test(value) ? Number(value.replaceAll(',', '')) : undefined;
  return parsed(number === undefined ? { content: value, status } : { number, status });
}

function parsed(cell: Partial<ParsedCell>): ParsedCell {
  return { lines: [], look: 'plain', span: 1, ...cell };
}
