import type { Workbook, Worksheet } from '@cj-tech-master/excelts';
import type { FieldQuestion } from '../../model/intake/question.ts';
import type { Section } from '../../model/site/section.ts';
import { cellsOf } from '../questionnaire/cells.ts';
import { questionsIn, sections } from '../questionnaire/questionnaire.ts';
import { answerCell } from './answer-cell.ts';
import type { ChoiceLists } from './choice-lists.ts';
import type { WorkbookContent } from './content.ts';
import { column, mark } from './layout.ts';
import { blue, border, grey, navy, page, protect, textLine, white, yellow } from './look.ts';
import { noteOf } from './notes.ts';
import { tableBlock } from './table-block.ts';
import { type Say, sayIn, words } from './words.ts';

/** The questions of one section: those of one cell first, then its tables. */
export async function sectionSheet(
  book: Workbook,
  id: Section,
  content: WorkbookContent,
  lists: ChoiceLists,
): Promise<void> {
  const { language } = content;
  const say = sayIn(language);
  const section = sections.find((candidate) => candidate.id === id);
  if (section === undefined) return;
  const sheet = book.addWorksheet(say(section.title), {
    views: [{ state: 'frozen', xSplit: 3, ySplit: 3, showGridLines: false }],
  });
  sheet.getColumn(column.mark).hidden = true;
  const widths: Readonly<Record<number, number>> = {
    [column.number]: 5,
    [column.question]: 34,
    [column.answer]: 28,
    [column.unit]: 12,
    [column.unknown]: 13,
  };
  for (let at = column.number; at <= 45; at += 1) sheet.getColumn(at).width = widths[at] ?? 17;
  textLine(sheet, 1, say(section.title), { size: 16, bold: true, color: navy });
  textLine(sheet, 2, `${say(section.about)}  ${say(words.knows)}${say(words.colon)}${say(section.who)}`, {
    color: grey,
  });
  sheet.getCell(2, column.number).alignment = { wrapText: false };
  const questions = questionsIn(id);
  const ones = questions.filter((question) => question.form === 'field');
  if (ones.length > 0) questionHead(sheet, 3, say);
  else sheet.getCell(3, column.mark).value = `${mark.text}${column.mark}`;
  let row = 4;
  ones.forEach((question, index) => {
    questionRow(sheet, row, index + 1, question, content, lists);
    row += 1;
  });
  for (const question of questions) {
    if (question.form === 'table') row = tableBlock(sheet, row + 1, question, content, lists);
  }
  page(sheet, language, id === 'application' || id === 'servers' ? 0 : 1);
  sheet.getRow(3).height = 20;
  sheet.pageSetup.printTitlesRow = '1:3';
  sheet.pageSetup.printTitlesColumn = 'A:C';
  await protect(sheet);
}

const spans: readonly (readonly [from: number, to: number])[] = [
  [column.why, column.why + 2],
  [column.example, column.example + 1],
  [column.otherwise, column.otherwise + 1],
  [column.who, column.last],
];

function questionHead(sheet: Worksheet, row: number, say: Say): void {
  sheet.getCell(row, column.mark).value = `${mark.text}${column.last}`;
  for (const [from, to] of spans) sheet.mergeCells(row, from, row, to);
  const titles = {
    number: words.number,
    question: words.question,
    answer: words.answer,
    unit: words.unit,
    unknown: words.unknown,
    why: words.why,
    example: words.example,
    otherwise: words.otherwise,
    who: words.who,
  } as const;
  for (const [name, title] of Object.entries(titles)) {
    const cell = sheet.getCell(row, column[name as keyof typeof titles]);
    Object.assign(cell, {
      value: say(title),
      fill: blue,
      font: { bold: true, color: white },
      border,
      alignment: { wrapText: true, vertical: 'middle' },
    });
  }
}

function questionRow(
  sheet: Worksheet,
  row: number,
  number: number,
  question: FieldQuestion,
  content: WorkbookContent,
  lists: ChoiceLists,
): void {
  const { language, byQuestion, unknown } = content;
  const say = sayIn(language);
  sheet.getCell(row, column.mark).value = mark.question + question.id;
  for (const [from, to] of spans) sheet.mergeCells(row, from, row, to);
  const plain = (at: number, value: string | number, font: object = {}) => {
    Object.assign(sheet.getCell(row, at), { value, font, border, alignment: { wrapText: true, vertical: 'top' } });
  };
  const needed = question.need === 'must' ? ' *' : '';
  plain(column.number, number);
  plain(column.question, say(question.title) + needed + (question.isTechnical ? say(words.technical) : ''), {
    bold: question.need !== 'may',
  });
  plain(column.unit, question.unit === undefined ? '' : say(question.unit));
  plain(column.why, say(question.why), { color: grey });
  plain(column.example, question.example === undefined ? '' : say(question.example), { color: grey, italic: true });
  plain(column.otherwise, question.otherwise === undefined ? '' : say(question.otherwise), { color: grey });
  plain(column.who, `${say(question.who)} → ${say(question.ask)}`, { color: grey });
  const value = byQuestion[question.id];
  const written = value === undefined ? '' : String(cellsOf(question, value, language));
  answerCell(sheet, row, column.answer, question, written, { note: noteOf(question, say), lists, language });
  const know = sheet.getCell(row, column.unknown);
  const mine = unknown[question.id];
  Object.assign(know, {
    value: mine === undefined ? null : mine.note || say(words.dontKnow),
    fill: yellow,
    border,
    numFmt: '@',
    protection: { locked: false },
  });
  know.dataValidation = {
    type: 'list',
    allowBlank: true,
    formulae: [lists.range([say(words.dontKnow)])],
    showErrorMessage: false,
  };
  const longest = Math.max(
    say(question.title).length / (language === 'zh' ? 15 : 30),
    say(question.why).length / (language === 'zh' ? 24 : 46),
    (say(question.who).length + say(question.ask).length + 3) / (language === 'zh' ? 15 : 30),
    1,
  );
  sheet.getRow(row).height = 4 + 15 * Math.ceil(longest);
}
