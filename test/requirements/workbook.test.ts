import { Workbook } from '@cj-tech-master/excelts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCells } from '../../main/adapters/workbook/read-cells.ts';
import type { Json } from '../../main/model/canonical-json.ts';
import type { Language } from '../../main/model/text.ts';
import { answersOf } from '../../main/requirements/questionnaire/answers.ts';
import { plainAnswer } from '../../main/requirements/questionnaire/cells.ts';
import { completenessOf, nothingRemembered } from '../../main/requirements/questionnaire/completeness.ts';
import { mergeAnswers } from '../../main/requirements/questionnaire/merge.ts';
import { questionOf, sections } from '../../main/requirements/questionnaire/questionnaire.ts';
import { readReturned } from '../../main/requirements/questionnaire/returned.ts';
import { wrongCell } from '../../main/requirements/questionnaire/wrong-cell.ts';
import { column } from '../../main/requirements/workbook/layout.ts';
import { readWorkbook } from '../../main/requirements/workbook/read-workbook.ts';
import { writeWorkbook } from '../../main/requirements/workbook/write-workbook.ts';
import { anyWritten } from './any-requirements.ts';
import { answerCellOf } from './workbook-cells.ts';

type Answers = Readonly<Record<string, Json>>;
const given = { by: 'wang', at: '2026-11-02', way: 'workbook', from: 'a.xlsx' } as const;

function workbookOf(
  byQuestion: Answers,
  language: Language,
  wanted = sections.map(({ id }) => id),
  unknown: Readonly<Record<string, { readonly note: string }>> = {},
) {
  return writeWorkbook({
    siteId: 'site-1',
    siteName: 'A',
    createdAt: '2026-11-01T00:00:00.000Z',
    byQuestion,
    unknown,
    completeness: completenessOf({ byQuestion, contacts: [], memory: nothingRemembered, openQuestions: [] }),
    sections: wanted,
    language,
  });
}

async function opened(bytes: Uint8Array): Promise<Workbook> {
  const book = new Workbook();
  await book.xlsx.load(bytes);
  return book;
}

async function back(bytes: Uint8Array) {
  const read = await readCells(Buffer.from(bytes), { contentBytes: 2 ** 28, cells: 100_000 });
  if ('refusal' in read) throw new Error(read.refusal);
  const workbook = readWorkbook(read.sheets, 'a.xlsx');
  if (workbook === undefined) throw new Error('no workbook of ours');
  const { answers, problems } = readReturned(workbook.returned.answers);
  return { ...workbook, answers, wrong: problems.map((problem) => wrongCell(problem, workbook.placeOf(problem))) };
}

/** Opened and saved again, as a spreadsheet program does, with cells changed on the way. */
async function edited(bytes: Uint8Array, edit: (book: Workbook) => void): Promise<Uint8Array> {
  const book = await opened(bytes);
  edit(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

describe('the workbook', () => {
  it('loses nothing on its way out and back, whatever the answers', async () => {
    await fc.assert(
      fc.asyncProperty(anyWritten, fc.constantFrom<Language>('zh', 'en'), async (written, language) => {
        const { byQuestion } = answersOf(written);
        const { answers, wrong, returned, strangers } = await back(await workbookOf(byQuestion, language));
        expect([wrong, strangers]).toEqual([[], []]);
        const known = Object.fromEntries(
          Object.entries(byQuestion).map(([id, value]) => [id, { value, ...given, by: 'li' }]),
        );
        const { conflicts, taken } = mergeAnswers(known, { answers, base: returned.base, given });
        expect([conflicts, taken]).toEqual([[], []]);
        for (const [id, value] of Object.entries(byQuestion)) {
          const question = questionOf(id);
          if (question === undefined) throw new Error(id);
          const expected = plainAnswer(question, value);
          const isEmpty = Array.isArray(expected) && expected.length === 0;
          if (answers[id] !== undefined || !isEmpty) expect(answers[id] ?? expected).toEqual(expected);
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('writes the same bytes for the same answers', async () => {
    const answers = { 'load.concurrentUsers': 300 };
    expect(Buffer.compare(await workbookOf(answers, 'zh'), await workbookOf(answers, 'zh'))).toBe(0);
  });

  it.each([
    ['en', 'Network', 'is not a network such as'],
    ['zh', '网络', '不是一个网段'],
  ] as const)('names every wrong cell (%s)', async (language, sheetName, sentence) => {
    const bytes = await workbookOf({}, language);
    const places: string[] = [];
    const wrong = await edited(bytes, (book) => {
      const cell = answerCellOf(book, 'network.zones', { row: 0, column: 'cidr' });
      const name = answerCellOf(book, 'network.zones', { row: 0, column: 'name' });
      name.value = 'prod';
      cell.value = '10.0.0.0/33';
      answerCellOf(book, 'network.mtu').value = 'big';
      places.push(`${sheetName}!${answerCellOf(book, 'network.mtu').address}`, `${sheetName}!${cell.address}`);
    });
    const read = await back(wrong);
    const said = read.wrong.map((text) => text[language]);
    expect(said).toHaveLength(2);
    expect(said[0]).toBe(`${places[0]}${language === 'zh' ? '：big 不是一个数字' : ': big is not a number'}`);
    expect(said[1]).toContain(places[1]);
    expect(said[1]).toContain('10.0.0.0/33');
    expect(said[1]).toContain(sentence);
  });

  it('keeps what was written where nothing is asked', async () => {
    const bytes = await edited(await workbookOf({}, 'en'), (book) => {
      const sheet = book.getWorksheet('Network');
      if (sheet !== undefined) sheet.getCell('AZ3').value = 'ask Mr Li about the firewall';
      book.addWorksheet('Mine').getCell('B2').value = 'a note';
    });
    const { strangers } = await back(bytes);
    expect(strangers.map(({ place, text }) => [place, text])).toEqual([
      ['Network!AZ3', 'ask Mr Li about the firewall'],
      ['Mine!B2', 'a note'],
    ]);
  });

  it.each(['=1+1', '=HYPERLINK("http://x","y")', '+cmd|x', '@SUM(1)', '-2+3'])(
    'holds %s as text, never as a formula',
    async (text) => {
      const book = await opened(await workbookOf({ 'site.customer': text }, 'en'));
      const cell = answerCellOf(book, 'site.customer');
      expect(cell.value).toBe(text);
      expect(cell.formula).toBeUndefined();
    },
  );

  it('reads a number typed as text, a date typed as a date, a formula as its result', async () => {
    const bytes = await edited(await workbookOf({}, 'en'), (book) => {
      answerCellOf(book, 'load.concurrentUsers').value = ' 1,200 ';
      answerCellOf(book, 'network.certificatesExpire').value = new Date('2027-12-31T00:00:00Z');
      answerCellOf(book, 'network.mtu').value = { formula: '1400+50', result: 1450 };
      answerCellOf(book, 'network.bastion').value = '１０．２０．０．９';
    });
    const { answers, wrong } = await back(bytes);
    expect(wrong).toEqual([]);
    expect(answers).toEqual({
      'load.concurrentUsers': 1200,
      'network.certificatesExpire': '2027-12-31',
      'network.mtu': 1450,
      'network.bastion': '10.20.0.9',
    });
  });

  it('is made to be filled in: drop-downs, notes, heads on every printed page, only answers unlocked', async () => {
    const book = await opened(await workbookOf({}, 'zh'));
    const way = answerCellOf(book, 'transfer.way');
    expect(way.dataValidation).toMatchObject({ type: 'list', showErrorMessage: true });
    expect(JSON.stringify(way.note)).toContain('为什么问');
    const sheet = book.getWorksheet('网络');
    expect(sheet?.pageSetup.printTitlesRow).toBe('1:3');
    expect(sheet?.getCell('C4').protection?.locked).not.toBe(false);
    expect(way.protection).toMatchObject({ locked: false });
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      '说明',
      ...sections.map(({ title }) => title.zh),
      '_lists',
      '_ferryman',
    ]);
  });

  it('may go out in part; what was left out is not taken away', async () => {
    const byQuestion = { 'network.mtu': 1500, 'load.concurrentUsers': 300 };
    const { returned, answers } = await back(await workbookOf(byQuestion, 'en', ['network']));
    expect(Object.keys(returned.base)).toEqual(['network.mtu']);
    expect(answers).toEqual({ 'network.mtu': 1500 });
  });

  it('brings back who does not know, and whom they would ask', async () => {
    const all = sections.map(({ id }) => id);
    const unknown = { 'network.mtu': { note: '' }, 'network.bastion': { note: 'ask Zhou' } };
    const bytes = await edited(await workbookOf({}, 'zh', all, unknown), (book) => {
      const answer = answerCellOf(book, 'network.ntp');
      const sheet = book.getWorksheet('域名、时间、证书');
      if (sheet !== undefined) sheet.getCell(Number(answer.row), column.unknown).value = '不知道';
    });
    const { returned } = await back(bytes);
    expect(returned.unknown).toEqual({ 'network.mtu': '', 'network.bastion': 'ask Zhou', 'network.ntp': '' });
  });

  it('is told from any other workbook', async () => {
    const book = new Workbook();
    book.addWorksheet('x').getCell('A1').value = 'q:network.mtu';
    const read = await readCells(Buffer.from(await book.xlsx.writeBuffer()), { contentBytes: 2 ** 20, cells: 10 });
    expect('sheets' in read && readWorkbook(read.sheets, 'x.xlsx')).toBeUndefined();
  });
});
