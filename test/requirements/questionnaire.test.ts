import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Json } from '../../main/model/canonical-json.ts';
import type { Field } from '../../main/model/intake/question.ts';
import { Requirements } from '../../main/model/site/requirements.ts';
import { answersOf, requirementsOf } from '../../main/requirements/questionnaire/answers.ts';
import { parseCell } from '../../main/requirements/questionnaire/cell.ts';
import { cellsOf, columnSchema, readCells } from '../../main/requirements/questionnaire/cells.ts';
import {
  otherColumn,
  questionnaire,
  questionOf,
  rowColumn,
  sections,
} from '../../main/requirements/questionnaire/questionnaire.ts';
import { answerPaths, schemaAt, unwrap } from '../../main/requirements/questionnaire/schema-path.ts';
import { anyWritten } from './any-requirements.ts';

/** Nobody is asked for these: they say what kind of file it is. */
const fixed = ['apiVersion', 'kind'];

const fields: { path: string; field: Field }[] = questionnaire.flatMap((question) =>
  question.form === 'field'
    ? [{ path: question.id, field: question }]
    : question.columns
        .filter(({ id }) => id !== rowColumn)
        .map((field) => ({ path: `${question.id}[].${field.id}`, field })),
);

describe('the questionnaire', () => {
  it('asks for every field of the requirements', () => {
    const asked = new Set(fields.map(({ path }) => path));
    // the figures of platform software are a record: asked as name and value
    asked.add('platform[].inputs');
    // blocks written in one cell
    const isInside = (path: string) =>
      [...asked].some((id) => path.startsWith(`${id}.`) || path.startsWith(`${id}[].`));
    const missing = answerPaths().filter((path) => !fixed.includes(path) && !asked.has(path) && !isInside(path));
    expect(missing).toEqual([]);
  });

  it('asks for nothing the requirements do not hold', () => {
    const strange = fields
      .map(({ path }) => path)
      .filter((path) => !path.startsWith('platform[].inputs[]') && schemaAt(path) === undefined);
    expect(strange).toEqual([]);
  });

  it('asks each question once', () => {
    const ids = questionnaire.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('offers exactly the words the schema takes', () => {
    const wrong = fields.flatMap(({ path, field }) => {
      const offered = (field.choices ?? []).map(({ value }) => value);
      const schema = schemaAt(path);
      if (schema === undefined || path === 'modules[].routes') return [];
      if (field.kind === 'list' && field.of === 'choice')
        return offered.some((value) => !schema.safeParse([value]).success) ? [path] : [];
      const refused = offered.filter((value) => !schema.safeParse(value).success);
      const inner = unwrap(schema);
      const taken = inner instanceof z.ZodEnum ? inner.options : [];
      const forgotten = taken.filter((value) => !offered.includes(value as string));
      return refused.length + forgotten.length > 0 ? [`${path}: ${[...refused, ...forgotten].join(', ')}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  it('gives examples that can be answers', () => {
    const wrong = fields.flatMap(({ path, field }) => {
      const { example } = field;
      if (example === undefined || field.kind === 'login') return [];
      const [table = '', column = ''] = path.split(/\[\]\.(?=[^[]*$)/);
      const question = questionOf(table);
      const schema = question?.form === 'table' ? columnSchema(question, column) : schemaAt(path);
      const one = { form: 'field' as const, ...field };
      return [example.zh, example.en].flatMap((cell) => {
        const result = readCellOf(one, cell, schema);
        return result ? [] : [`${path}: ${cell}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  it('speaks both languages, with words that differ within one choice', () => {
    const texts = [
      ...sections.flatMap(({ title, about, who, ask }) => [title, about, who, ask]),
      ...questionnaire.flatMap(({ title, why, who, ask }) => [title, why, who, ask]),
      ...fields.map(({ field }) => field.title),
    ];
    expect(texts.filter(({ zh, en }) => zh.trim() === '' || en.trim() === '' || /[一-鿿]/.test(en))).toEqual([]);
    const doubled = fields.filter(({ field }) =>
      (['zh', 'en'] as const).some((language) => {
        const words = (field.choices ?? []).map(({ title }) => title[language]);
        return new Set(words).size < words.length;
      }),
    );
    expect(doubled.map(({ path }) => path)).toEqual([]);
  });
});

describe('answers', () => {
  it('requirements → answers → requirements loses nothing', () => {
    fc.assert(
      fc.property(anyWritten, (written) => {
        expect(requirementsOf(answersOf(written))).toEqual(written);
      }),
      { numRuns: 150 },
    );
  });

  it('… and through the cells a person sees, in both languages', { timeout: 90_000 }, () => {
    fc.assert(
      fc.property(anyWritten, fc.constantFrom('zh' as const, 'en' as const), (written, language) => {
        const { byQuestion, others } = answersOf(written);
        const read: Record<string, Json> = {};
        for (const [id, value] of Object.entries(byQuestion)) {
          const question = questionOf(id);
          if (question === undefined) throw new Error(id);
          const back = readCells(question, cellsOf(question, value, language));
          expect(back.problems).toEqual([]);
          if (back.value !== undefined) read[id] = back.value;
        }
        expect(Requirements.parse(requirementsOf({ byQuestion: read, others }))).toEqual(Requirements.parse(written));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps what nobody asks for, in the file and in a row', () => {
    const written = {
      kind: 'Requirements',
      future: { a: 1 },
      modules: [{ name: 'a', future: [1] }],
      network: { future: true, dns: ['10.0.0.1'] },
    };
    const answers = answersOf(written);
    expect(requirementsOf(answers)).toEqual(written);
    const modules = questionOf('modules');
    if (modules === undefined) throw new Error('no modules');
    const cells = cellsOf(modules, answers.byQuestion.modules ?? null, 'zh');
    expect(cells).toEqual([{ name: 'a', [otherColumn]: '{"future":[1]}' }]);
    expect(readCells(modules, cells).value).toEqual([{ name: 'a', future: [1] }]);
  });

  it('names a wrong cell with what may stand there', () => {
    const zones = questionOf('network.zones');
    if (zones === undefined) throw new Error('no zones');
    const { problems } = readCells(zones, [
      { name: 'prod', cidr: '10.0.0.0/33' },
      { name: 'Ü', cidr: '' },
    ]);
    expect(problems.map(({ row, column, found, allowed }) => [row, column, found, allowed.en])).toEqual([
      [0, 'cidr', '10.0.0.0/33', 'a network such as 10.244.0.0/16, without host bits'],
      [1, 'name', 'Ü', 'a lower-case RFC 1123 name: letters, digits and "-", at most 63'],
      [1, 'cidr', '', 'it must be filled in'],
    ]);
  });

  it.each([
    ['schedule.start', '2026年12月1日', '2026-12-01'],
    ['schedule.start', '2026/12/1', '2026-12-01'],
    ['load.concurrentUsers', '１,５００ 人', 1500],
    ['load.growthPerYear', '20%', 0.2],
    ['network.dns', '10.0.0.1，10.0.0.2', ['10.0.0.1', '10.0.0.2']],
    ['network.dns', '没有', 'none'],
    ['security.mlps', '三级', '3'],
    ['security.antivirus', '有', true],
    ['customerSystems.nas', '10.0.0.5:2049 主备', { host: '10.0.0.5', port: 2049, note: '主备' }],
    ['kubernetes.podCidr', '自动', 'auto'],
    ['hardware.cgroupVersion', 'v2', 2],
  ])('%s understands %s', (id, cell, value) => {
    const question = questionOf(id);
    if (question === undefined) throw new Error(id);
    expect(readCells(question, cell)).toEqual({ value, problems: [] });
  });
});

function readCellOf(field: Field, cell: string, schema: z.ZodType | undefined): boolean {
  const result = parseCell(field, cell, schema);
  return result === undefined || 'value' in result;
}
