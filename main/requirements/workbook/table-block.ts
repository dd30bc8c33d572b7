import type { Worksheet } from '@cj-tech-master/excelts';
import type { Field, TableQuestion } from '../../model/intake/question.ts';
import { cellsOf } from '../questionnaire/cells.ts';
import { otherColumn } from '../questionnaire/questionnaire.ts';
import { answerCell } from './answer-cell.ts';
import type { ChoiceLists } from './choice-lists.ts';
import type { WorkbookContent } from './content.ts';
import { column, mark } from './layout.ts';
import { blue, border, grey, navy, pale, textLine, white } from './look.ts';
import { fieldNote, noteOf } from './notes.ts';
import { sayIn, words } from './words.ts';

/** A table with room for more rows; answers the row after it. */
export function tableBlock(
  sheet: Worksheet,
  start: number,
  question: TableQuestion,
  content: WorkbookContent,
  lists: ChoiceLists,
): number {
  const { language, byQuestion } = content;
  const say = sayIn(language);
  const needed = question.need === 'must' ? ' *' : '';
  textLine(sheet, start, say(question.title) + needed, { size: 13, bold: true, color: navy });
  textLine(sheet, start + 1, noteOf(question, say).replaceAll('\n', '  '), { color: grey });
  const ids = start + 2;
  const heads = start + 3;
  sheet.getRow(ids).hidden = true;
  sheet.getCell(ids, column.mark).value = mark.table + question.id;
  const rows = (
    byQuestion[question.id] === undefined ? [] : cellsOf(question, byQuestion[question.id] ?? [], language)
  ) as Record<string, string>[];
  const hasOthers = rows.some((row) => otherColumn in row);
  const columns: readonly Field[] = hasOthers
    ? [
        ...question.columns,
        { id: otherColumn, kind: 'text', title: words.other, isNeeded: false, isVersion: false, isTechnical: true },
      ]
    : question.columns;
  sheet.getCell(heads, column.mark).value = `${mark.text}${column.question + columns.length - 1}`;
  columns.forEach((field, index) => {
    const at = column.question + index;
    sheet.getCell(ids, at).value = field.id;
    const unit = field.unit === undefined ? '' : ` (${say(field.unit)})`;
    const cell = sheet.getCell(heads, at);
    const look = field.isTechnical
      ? { fill: pale, font: { color: grey } }
      : { fill: blue, font: { bold: true, color: white } };
    Object.assign(cell, {
      value: `${say(field.title)}${unit}${field.isNeeded ? ' *' : ''}`,
      border,
      alignment: { wrapText: true, vertical: 'middle' },
      ...look,
    });
    cell.note = fieldNote(field, say);
  });
  sheet.getRow(heads).height = 48;
  const empty = question.id === 'machines' ? 20 : question.id.startsWith('modules') ? 12 : 6;
  const total = rows.length + empty;
  for (let index = 0; index < total; index += 1) {
    const row = heads + 1 + index;
    sheet.getCell(row, column.mark).value = mark.row;
    Object.assign(sheet.getCell(row, column.number), { value: index + 1, font: { color: grey } });
    columns.forEach((field, at) => {
      answerCell(sheet, row, column.question + at, field, rows[index]?.[field.id] ?? '', { lists, language });
    });
  }
  const end = heads + 1 + total;
  sheet.getRow(end).hidden = true;
  sheet.getCell(end, column.mark).value = mark.end;
  return end + 1;
}
