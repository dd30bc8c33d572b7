import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import type { Json } from '../../model/canonical-json.ts';
import type { Completeness } from '../../model/intake/answers.ts';
import type { Field, FieldQuestion, TableQuestion } from '../../model/intake/question.ts';
import type { Contact } from '../../model/site/calendar.ts';
import type { Section } from '../../model/site/section.ts';
import { type Language, type Text, text } from '../../model/text.ts';
import { cellsOf } from '../questionnaire/cells.ts';
import { baseOf } from '../questionnaire/merge.ts';
import { otherColumn, questionsIn, sections } from '../questionnaire/questionnaire.ts';
import { ChoiceLists } from './choice-lists.ts';
import { column, longestCell, mark, metaSheet, workbookFormat } from './layout.ts';

export interface WorkbookContent {
  readonly siteId: string;
  readonly siteName: string;
  readonly createdAt: string;
  readonly byQuestion: Readonly<Record<string, Json>>;
  readonly unknown: Readonly<Record<string, { readonly note: string }>>;
  readonly contacts: readonly Contact[];
  readonly completeness: Completeness;
  readonly sections: readonly Section[];
  readonly language: Language;
}

const words = {
  readMe: text('说明', 'Read me'),
  title: text('需求调查表', 'Planning questionnaire'),
  lead: text(
    '请只填写黄色格子。把鼠标停在格子上可以看到为什么问、例子和谁通常知道。不知道就在“不知道”一栏选“不知道”，旁边写清该问谁。填好后原样发回，不必改文件名。',
    'Please fill in the yellow cells only. Rest the mouse on a cell to see why it is asked, an example, and who usually knows. Where you do not know, choose "don’t know". Send the file back as it is.',
  ),
  secret: text('请不要在任何格子里写密码。', 'Never write a password into any cell.'),
  by: text('填写人', 'Filled in by'),
  section: text('部分', 'Section'),
  contact: text('负责人', 'Who answers'),
  nobody: text('未指定', 'nobody yet'),
  answered: text('已答', 'Answered'),
  open: text('待答', 'Open'),
  number: text('序号', 'No.'),
  question: text('问题', 'Question'),
  answer: text('回答', 'Answer'),
  unit: text('单位', 'Unit'),
  unknown: text('不知道？', 'Don’t know?'),
  dontKnow: text('不知道', 'don’t know'),
  why: text('为什么问', 'Why we ask'),
  example: text('例子', 'Example'),
  otherwise: text('不填时我们按', 'If left open we take'),
  who: text('谁通常知道 → 不知道时', 'Who usually knows → else'),
  needed: text('必填', 'needed'),
  technical: text('（技术）', '(technical)'),
  other: text('其它（勿动）', 'other (leave)'),
  choose: text('请从列表中选择', 'Please choose from the list'),
  page: text('第 &P 页，共 &N 页', 'Page &P of &N'),
} as const;

const yellow = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF8DC' } } as const;
const blue = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E79' } } as const;
const pale = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDE7F0' } } as const;
const line = { style: 'thin', color: { argb: 'FFB8C4CE' } } as const;
const border = { top: line, left: line, bottom: line, right: line };
const grey = { argb: 'FF5A6672' };

/** The questionnaire as a workbook: one sheet a section, what is known filled in. Same content, same bytes. */
export async function writeWorkbook(content: WorkbookContent): Promise<Uint8Array> {
  const book = new Workbook();
  book.creator = 'Ferryman 摆渡';
  book.created = new Date(content.createdAt);
  book.modified = new Date(content.createdAt);
  const say = (sentence: Text) => sentence[content.language];
  await coverSheet(book.addWorksheet(say(words.readMe)), content);
  const lists = new ChoiceLists();
  for (const section of content.sections) await sectionSheet(book, section, content, lists);
  lists.write(book);
  metaOf(book.addWorksheet(metaSheet, { state: 'veryHidden' }), content);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function coverSheet(
  sheet: Worksheet,
  { siteName, language, completeness, sections: wanted }: WorkbookContent,
): Promise<void> {
  const say = (sentence: Text) => sentence[language];
  sheet.properties.tabColor = { argb: 'FF1F4E79' };
  [2, 3, 26, 40, 12, 12, 12].forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  sheet.getColumn(column.mark).hidden = true;
  const put = (row: number, at: number, value: string | number) => {
    sheet.getCell(row, column.mark).value ??= mark.text;
    const cell = sheet.getCell(row, at);
    cell.value = value;
    return cell;
  };
  put(1, 3, `${siteName} · ${say(words.title)}`).font = { size: 18, bold: true, color: { argb: 'FF1F4E79' } };
  sheet.mergeCells(3, 3, 3, 7);
  put(3, 3, say(words.lead)).alignment = { wrapText: true, vertical: 'top' };
  sheet.getRow(3).height = language === 'zh' ? 66 : 84;
  put(4, 3, say(words.secret)).font = { bold: true, color: { argb: 'FFB00020' } };
  put(6, 3, say(words.by));
  sheet.getCell(6, column.mark).value = mark.by;
  const name = sheet.getCell(6, 4);
  name.fill = yellow;
  name.border = border;
  name.protection = { locked: false };
  const head = [words.section, words.contact, words.answered, words.unknown, words.open];
  head.forEach((title, index) => {
    const cell = put(8, 3 + index, say(title));
    Object.assign(cell, { fill: blue, font: { bold: true, color: { argb: 'FFFFFFFF' } }, border });
  });
  completeness.sections
    .filter(({ section }) => wanted.includes(section))
    .forEach(({ title, contacts, answered, unknown, open, conflicts }, index) => {
      const people = contacts.map((contact) => contact.name).join(', ') || say(words.nobody);
      [say(title), people, answered, unknown, open + conflicts].forEach((value, at) => {
        put(9 + index, 3 + at, value).border = border;
      });
    });
  page(sheet, language, 1);
  await protect(sheet);
}

async function sectionSheet(book: Workbook, id: Section, content: WorkbookContent, lists: ChoiceLists): Promise<void> {
  const { language } = content;
  const say = (sentence: Text) => sentence[language];
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
  text3(sheet, 1, say(section.title), { size: 16, bold: true, color: { argb: 'FF1F4E79' } });
  text3(sheet, 2, `${say(section.about)}  ${say(words.who).split('→')[0]?.trim()}：${say(section.who)}`, {
    color: grey,
  });
  sheet.getCell(2, column.number).alignment = { wrapText: false };
  const questions = questionsIn(id);
  const ones = questions.filter((question) => question.form === 'field');
  if (ones.length > 0) questionHead(sheet, 3, say);
  else sheet.getCell(3, column.mark).value = mark.text;
  let row = 4;
  ones.forEach((question, index) => {
    questionRow(sheet, row, index + 1, question, content, lists);
    row += 1;
  });
  for (const question of questions) {
    if (question.form === 'table') row = tableBlock(sheet, row + 1, question, content, lists);
  }
  page(sheet, language, id === 'application' || id === 'servers' ? 0 : 1);
  sheet.pageSetup.printTitlesRow = '1:3';
  await protect(sheet);
}

function text3(sheet: Worksheet, row: number, value: string, font: object): void {
  sheet.getCell(row, column.mark).value = mark.text;
  const cell = sheet.getCell(row, column.number);
  cell.value = value;
  cell.font = font;
}

type Say = (sentence: Text) => string;
const spans: readonly (readonly [from: number, to: number])[] = [
  [column.why, column.why + 2],
  [column.example, column.example + 1],
  [column.otherwise, column.otherwise + 1],
  [column.who, column.last],
];

function questionHead(sheet: Worksheet, row: number, say: Say): void {
  sheet.getCell(row, column.mark).value = mark.text;
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
      font: { bold: true, color: { argb: 'FFFFFFFF' } },
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
  const say: Say = (sentence) => sentence[language];
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
    value: mine === undefined ? null : say(words.dontKnow),
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

function tableBlock(
  sheet: Worksheet,
  start: number,
  question: TableQuestion,
  content: WorkbookContent,
  lists: ChoiceLists,
): number {
  const { language, byQuestion } = content;
  const say: Say = (sentence) => sentence[language];
  const needed = question.need === 'must' ? ' *' : '';
  text3(sheet, start, say(question.title) + needed, { size: 13, bold: true, color: { argb: 'FF1F4E79' } });
  text3(sheet, start + 1, noteOf(question, say).replaceAll('\n', '  '), { color: grey });
  const ids = start + 2;
  const heads = start + 3;
  sheet.getRow(ids).hidden = true;
  sheet.getCell(ids, column.mark).value = mark.table + question.id;
  sheet.getCell(heads, column.mark).value = mark.text;
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
  columns.forEach((field, index) => {
    const at = column.question + index;
    sheet.getCell(ids, at).value = field.id;
    const unit = field.unit === undefined ? '' : ` (${say(field.unit)})`;
    const cell = sheet.getCell(heads, at);
    const look = field.isTechnical
      ? { fill: pale, font: { color: grey } }
      : { fill: blue, font: { bold: true, color: { argb: 'FFFFFFFF' } } };
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

interface CellOptions {
  readonly note?: string;
  readonly lists: ChoiceLists;
  readonly language: Language;
}

function answerCell(
  sheet: Worksheet,
  row: number,
  at: number,
  field: Field,
  written: string,
  { note, lists, language }: CellOptions,
): void {
  const cell = sheet.getCell(row, at);
  const isNumber =
    (field.kind === 'number' || field.kind === 'percent') &&
    /^-?\d+(\.\d+)?$/.test(written) &&
    String(Number(written)) === written;
  Object.assign(cell, {
    value: written === '' ? null : isNumber ? Number(written) : written,
    fill: yellow,
    border,
    // plain text, so that 1.30, 3-1 and 0012 stay what was typed
    numFmt: field.kind === 'number' || field.kind === 'percent' ? 'General' : '@',
    alignment: { wrapText: true, vertical: 'top', horizontal: 'left' },
    protection: { locked: false },
  });
  if (note !== undefined) cell.note = note;
  const choices =
    field.kind === 'yes-no'
      ? language === 'zh'
        ? ['是', '否']
        : ['yes', 'no']
      : (field.choices ?? []).map(({ title }) => title[language]);
  if (choices.length === 0 || (field.kind === 'list' && field.of === 'choice')) return;
  // where another answer than the words is possible, the list only offers them
  const isClosed = field.kind === 'choice' || field.kind === 'yes-no';
  cell.dataValidation = {
    type: 'list',
    allowBlank: true,
    formulae: [lists.range(choices)],
    showErrorMessage: isClosed,
    errorStyle: 'stop',
    errorTitle: 'Ferryman 摆渡',
    error: words.choose[language],
  };
}

function noteOf(question: FieldQuestion | TableQuestion, say: Say): string {
  const { why, example, otherwise, who, ask } = question;
  const lines = [
    `${say(words.why)}：${say(why)}`,
    ...(example === undefined ? [] : [`${say(words.example)}：${say(example)}`]),
    ...(otherwise === undefined ? [] : [`${say(words.otherwise)}：${say(otherwise)}`]),
    `${say(words.who)}：${say(who)} → ${say(ask)}`,
  ];
  return lines.join('\n').replace(/ → [^：\n]*：/, '：');
}

function fieldNote(field: Field, say: Say): string {
  const choices = (field.choices ?? []).map(({ title }) => say(title)).join(' / ');
  const lines = [
    say(field.title),
    ...(field.isNeeded ? [say(words.needed)] : []),
    ...(field.example === undefined ? [] : [`${say(words.example)}：${say(field.example)}`]),
    ...(choices === '' ? [] : [choices]),
  ];
  return lines.join('\n');
}

function page(sheet: Worksheet, language: Language, pagesWide: number): void {
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
async function protect(sheet: Worksheet): Promise<void> {
  await sheet.protect('', {
    insertRows: true,
    formatColumns: true,
    formatRows: true,
    formatCells: true,
    sort: true,
    selectLockedCells: true,
  });
}

function metaOf(
  sheet: Worksheet,
  { siteId, createdAt, language, byQuestion, sections: wanted }: WorkbookContent,
): void {
  const asked = new Set(wanted.flatMap((section) => questionsIn(section).map(({ id }) => id)));
  const base = JSON.stringify(baseOf(Object.fromEntries(Object.entries(byQuestion).filter(([id]) => asked.has(id)))));
  const parts = Array.from({ length: Math.ceil(base.length / longestCell) }, (_, index) =>
    base.slice(index * longestCell, (index + 1) * longestCell),
  );
  [workbookFormat, siteId, createdAt, language, ...parts].forEach((value, index) => {
    sheet.getCell(index + 1, 1).value = value;
  });
}
