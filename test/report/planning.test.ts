import { describe, expect, it } from 'vitest';
import type { SitePlan } from '../../main/model/plan/site-plan.ts';
import { Document } from '../../main/model/report/document.ts';
import { writeHtml } from '../../main/report/html-writer.ts';
import { addressRuns, nameRuns } from '../../main/report/planning/ranges.ts';
import { type PlanningDocumentId, planningDocuments } from '../../main/report/planning-documents.ts';
import { bankPlan, barePlan, inputOf, portRow } from './planning-fixture.ts';

const ids = Object.keys(planningDocuments) as PlanningDocumentId[];
const write = (id: PlanningDocumentId, plan: SitePlan = bankPlan()) => planningDocuments[id].write(inputOf(plan));
const hasChinese = /[\u4e00-\u9fff]/;

/** Every pair of words in a document, wherever it stands. */
function textsOf(value: unknown): { zh: string; en: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { zh, en } = value as Record<string, unknown>;
  if (typeof zh === 'string' && typeof en === 'string') return [{ zh, en }];
  return Object.values(value).flatMap(textsOf);
}

function cellsOf(id: PlanningDocumentId, heading: string, plan: SitePlan): string[][] {
  const { blocks } = Document.parse(write(id, plan));
  const start = blocks.findIndex((block) => block.type === 'heading' && block.id === heading);
  const table = blocks.slice(start).find((block) => block.type === 'table');
  return table?.type === 'table'
    ? table.rows.map((row) =>
        row.map(({ content, number, date, lines }) =>
          [number ?? date ?? content ?? '', ...lines]
            .map((one) => (typeof one === 'object' ? one.en : String(one)))
            .join(' '),
        ),
      )
    : [];
}

describe.each([
  ['a bank', bankPlan],
  ['only a name', barePlan],
])('%s', (_, planOf) => {
  const plan = planOf();

  it.each(ids)('%s is a document, with no text missing in either language', (id) => {
    const document = Document.parse(write(id, plan));
    for (const { zh, en } of textsOf(document.blocks)) {
      expect(zh === '', `zh of ${en}`).toBe(en === '');
      expect(zh + en).not.toMatch(/undefined|NaN|\[object|\{\w+\}/);
    }
  });

  it.each(ids)('%s has unique anchors, and a row as wide as its table', (id) => {
    const { blocks } = Document.parse(write(id, plan));
    const anchors = blocks.flatMap((block) => (block.type === 'heading' ? [block.id] : []));
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const block of blocks) {
      if (block.type !== 'table') continue;
      for (const row of block.rows)
        expect(
          row.reduce((sum, { span }) => sum + span, 0),
          JSON.stringify(row[0]),
        ).toBe(block.columns.length);
    }
  });

  it.each(ids)('%s is HTML without script or request, in every language', (id) => {
    for (const language of ['zh', 'en', 'both'] as const) {
      const page = writeHtml(write(id, plan), language);
      expect(page).not.toMatch(
        /<script|javascript:|\son\w+=|<iframe|<img|<link|<object|url\(|@import|\ssrc=|\sstyle=/i,
      );
    }
  });
});

it('English pages hold Chinese only where the customer wrote it', () => {
  const plan = barePlan();
  for (const id of ids) {
    const page = writeHtml(write(id, plan), 'en')
      .replaceAll('摆渡', '')
      .replace(/<style>[\s\S]*?<\/style>/, '');
    expect(page, id).not.toMatch(hasChinese);
  }
});

it('is the same for the same plan', () => {
  for (const id of ids) expect(writeHtml(write(id), 'both')).toBe(writeHtml(write(id), 'both'));
});

it('asks for what is needed less what exists', () => {
  const rows = cellsOf('server-request', 'request', bankPlan()).filter(({ length }) => length > 1);
  for (const row of rows) expect(Number(row[5])).toBe(Number(row[3]) - Number(row[4]));
  expect(rows.find((row) => row[1] === 'Control plane')?.slice(3, 6)).toEqual(['3', '3', '0']);
});

it('keeps what is opened for the installation apart, with the day it is closed', () => {
  const plan: SitePlan = {
    ...bankPlan(),
    ports: [
      portRow({}),
      portRow({ to: 'harbor', port: '443', duration: 'install-only', removeBy: '2027-01-26' }),
      portRow({ to: 'nodes', toZone: 'prod', port: '10250', crossesZones: false }),
    ],
  };
  const bodies = ['lasting', 'temporary', 'host'].map((part) =>
    cellsOf('port-request', part, plan).filter(({ length }) => length > 1),
  );
  expect(bodies.map(({ length }) => length)).toEqual([1, 1, 1]);
  expect(bodies[0]?.[0]?.[12]).toBe('lasting');
  expect(bodies[1]?.[0]?.[12]).toBe('2027-01-26');
  expect(bodies[2]?.[0]?.[7]).toBe('10250');
});

it('says which addresses nobody knows yet', () => {
  const plan: SitePlan = { ...bankPlan(), ports: [portRow({ from: 'deploy', fromAddresses: [] })] };
  expect(writeHtml(write('port-request', plan), 'en')).toContain(
    'not known yet; the customer fills them in: deployment machine',
  );
});

it('asks every module all twelve points, and says what is known already', () => {
  const rows = cellsOf('developer-readiness', 'questions', bankPlan());
  const modules = rows.filter(({ length }) => length === 1).map(([title]) => title);
  expect(modules).toHaveLength(7);
  expect(rows).toHaveLength(7 * 13);
  expect(modules.find((title) => title?.startsWith('Risk engine'))).toContain('config, health');
});

it('marks a draft, and names who approved', () => {
  const input = inputOf(bankPlan());
  const kind = planningDocuments['decision-summary'];
  expect(writeHtml(kind.write(input), 'en')).toContain('DRAFT');
  const approved = writeHtml(kind.write({ ...input, approval: { by: '李处', at: '2026-11-21T00:00:00Z' } }), 'en');
  expect(approved).not.toContain('DRAFT');
  expect(approved).toContain('approved by 李处');
});

it('shortens runs of names and addresses', () => {
  expect(nameRuns(['w-01', 'w-02', 'w-03', 'x'])).toEqual(['w-01 – w-03', 'x']);
  expect(addressRuns(['10.0.0.9', '10.0.0.10', '', '10.0.1.11'])).toEqual(['10.0.0.9 – 10.0.0.10', '10.0.1.11']);
});
