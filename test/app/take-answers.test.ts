import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Speaker } from '../../main/app/customer-answers.ts';
import { importAnswers } from '../../main/app/import-answers.ts';
import { importFacts } from '../../main/app/import-facts.ts';
import { readIntake } from '../../main/app/intake.ts';
import { savedRequirements, saveRequirements } from '../../main/app/requirements.ts';
import { makePlan } from '../../main/app/site-plan.ts';
import { resolveConflict, saveAnswers } from '../../main/app/take-answers.ts';
import { isFerrymanError } from '../../main/model/errors/ferryman-error.ts';
import type { Cells } from '../../main/model/intake/answers.ts';
import { crc32 } from '../../main/requirements/page/checksum.ts';
import { questionnaire, questionOf } from '../../main/requirements/questionnaire/questionnaire.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { collected } from '../requirements/collected.ts';

const bank = readFileSync(join(import.meta.dirname, '../fixtures/planning/city-bank.yaml'), 'utf8');
let site: ReturnType<typeof temporarySite>;
beforeEach(() => {
  site = temporarySite();
});
afterEach(() => site.close());

const write = (
  answers: Record<string, Cells>,
  { base = readIntake(site.session, 'en').base, speaker = { role: 'engineer' } as Speaker, by = 'li' } = {},
) => saveAnswers(site.session, { answers, unknown: {}, base, by }, speaker);
const states = () => readIntake(site.session, 'en').completeness.states;

describe('answers from the screen', () => {
  it('begin with a site named after its file, and say who gave them', () => {
    write({ 'load.concurrentUsers': '300' });
    expect(savedRequirements(site.session)?.requirements).toMatchObject({
      site: { name: 'site' },
      load: { concurrentUsers: 300 },
    });
    expect(states().find(({ question }) => question === 'load.concurrentUsers')?.provenance).toMatchObject({
      by: 'li',
      way: 'screen',
    });
  });

  it('keep the comments of whoever wrote the text', () => {
    saveRequirements(site.session, `# agreed on the phone\n${bank}`, 'requirements.yaml');
    write({ 'network.mtu': '1450' });
    expect(savedRequirements(site.session)?.source).toContain('# agreed on the phone');
  });

  it.each([
    ['a wrong cell', { 'network.mtu': 'big', 'load.concurrentUsers': '300' }, 'REQ_E0006'],
    ['a question nobody asks', { 'network.colour': 'blue' }, 'REQ_E0006'],
    ['a table where one value is asked', { 'network.mtu': [{ name: 'x' }] }, 'REQ_E0006'],
    ['a route of no module', { 'modules[].routes': [{ '@': 'nobody', host: 'a.example.cn' }] }, 'REQ_E0006'],
    ['a private key', { 'site.customer': '-----BEGIN RSA PRIVATE KEY-----' }, 'REQ_E0003'],
  ])('with %s are refused whole', (_name, answers, code) => {
    expect(() => write(answers as Record<string, Cells>)).toThrow(expect.objectContaining({ code }));
    expect(site.session.store.latestDocument('requirements')).toBeUndefined();
    expect(site.session.store.latestDocument('intake')).toBeUndefined();
  });

  it('never repeat what was typed where a way to log in belongs', () => {
    const machines = [{ name: 'a', address: '10.0.0.1', 'access.auth': 'hunter2' }];
    expect(() => write({ machines })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it('that were emptied are taken away; what somebody else changed meanwhile is a conflict', () => {
    write({ 'network.mtu': '1450', 'network.bastion': '10.0.0.9' });
    const { base } = readIntake(site.session, 'en');
    write({ 'network.mtu': '' });
    expect(savedRequirements(site.session)?.requirements.network.mtu).toBeUndefined();
    write({ 'network.bastion': '10.0.0.10' });
    const { conflicts } = write({ 'network.bastion': '10.0.0.11' }, { base });
    expect(conflicts).toEqual([{ question: 'network.bastion' }]);
    expect(savedRequirements(site.session)?.requirements.network.bastion).toBe('10.0.0.10');
    write({ 'network.bastion': '10.0.0.12' });
    const [shown] = readIntake(site.session, 'en').conflicts;
    expect([shown?.known?.cells, shown?.incoming?.cells]).toEqual(['10.0.0.12', '10.0.0.11']);
    resolveConflict(site.session, { question: 'network.bastion', choice: 'incoming', by: 'li' });
    expect(savedRequirements(site.session)?.requirements.network.bastion).toBe('10.0.0.11');
    expect(readIntake(site.session, 'en').conflicts).toEqual([]);
  });

  describe('of the customer’s side', () => {
    const li: Speaker = { role: 'customer', contact: 'li' };
    const unnamed: Speaker = { role: 'customer' };
    const sectionsSeen = (speaker: Speaker) => readIntake(site.session, 'en', speaker).sections.map(({ id }) => id);
    beforeEach(() => saveRequirements(site.session, bank, 'requirements.yaml'));

    it('are those of the contact who speaks, and stand under that name', () => {
      expect(write({ 'network.mtu': '1450' }, { speaker: li }).taken).toEqual(['network.mtu']);
      expect(states().find(({ question }) => question === 'network.mtu')?.provenance?.by).toBe('李处');
      const foreign = Object.entries({ 'load.concurrentUsers': '300', 'site.name': 'x' });
      for (const [id, cell] of foreign)
        expect(() => write({ [id]: cell }, { speaker: li })).toThrow(expect.objectContaining({ code: 'REQ_E0013' }));
      expect(() =>
        saveAnswers(site.session, { answers: {}, unknown: { 'load.registeredUsers': 'me' }, base: {}, by: '' }, li),
      ).toThrow(expect.objectContaining({ code: 'REQ_E0013' }));
    });

    it('show nothing of what others answer', () => {
      const view = readIntake(site.session, 'en', li);
      const own = new Set(view.questions.map(({ id }) => id));
      expect(view.sections.map(({ id }) => id)).toEqual(['network', 'names', 'security']);
      for (const ids of [Object.keys(view.cells), Object.keys(view.base), view.conflicts.map((c) => c.question)])
        expect(ids.filter((id) => !own.has(id))).toEqual([]);
      expect(view.completeness.states.filter(({ question }) => !own.has(question))).toEqual([]);
      expect(view.cells['load.concurrentUsers']).toBeUndefined();
      // the vendor's people are not the customer's to speak for
      expect(view.completeness.contacts.map(({ id }) => id)).not.toContain('zhang');
    });

    it('of whoever is not on the list are what nobody was named for', () => {
      expect(sectionsSeen(unnamed)).toEqual([]);
      saveRequirements(site.session, bank.replace('names, security', 'names'), 'requirements.yaml');
      expect(sectionsSeen(unnamed)).toEqual(['security']);
      expect(write({ 'security.mlps': '2' }, { speaker: unnamed, by: '' }).taken).toEqual(['security.mlps']);
      expect(states().find(({ question }) => question === 'security.mlps')?.provenance?.by).toBe(
        '江城市商业银行股份有限公司',
      );
      expect(() => write({ 'network.mtu': '1450' }, { speaker: unnamed })).toThrow(
        expect.objectContaining({ code: 'REQ_E0013' }),
      );
      expect(() => sectionsSeen({ role: 'customer', contact: 'zhang' })).toThrow(
        expect.objectContaining({ code: 'REQ_E0011' }),
      );
    });
  });

  it('"I don’t know" is remembered until it is known', () => {
    const unknown = (note: string | null) =>
      saveAnswers(
        site.session,
        { answers: {}, unknown: { 'network.mtu': note }, base: {}, by: 'li' },
        { role: 'engineer' },
      );
    const state = () => states().find(({ question }) => question === 'network.mtu');
    unknown('ask Wang');
    expect(state()).toMatchObject({ state: 'unknown', note: 'ask Wang' });
    unknown(null);
    expect(state()).toMatchObject({ state: 'optional' });
    unknown('ask Wang');
    write({ 'network.mtu': '1450' });
    expect(state()).toMatchObject({ state: 'answered' });
  });
});

describe('answers from outside', () => {
  const anyCell = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      'json:{"__proto__":1}',
      'json:[1]',
      'json:null',
      'json:"x"',
      '-',
      '\u0000',
      '=1+1',
      'none',
      'auto',
      '10.0.0.0/33',
    ),
    fc.json({ maxDepth: 2 }).map((text) => `json:${text}`),
  );
  const columnsOf = (id: string) => {
    const question = questionOf(id);
    return question?.form === 'table' ? [...question.columns.map((column) => column.id), '@other', '__proto__'] : ['x'];
  };
  const anyAnswer = fc.constantFrom(...questionnaire.map(({ id }) => id), 'nobody.asks', '__proto__').chain((id) =>
    fc.tuple(
      fc.constant(id),
      fc.oneof(
        anyCell,
        fc.array(
          fc.dictionary(fc.constantFrom(...columnsOf(id)), fc.oneof(anyCell, fc.json({ maxDepth: 2 })), {
            maxKeys: 6,
          }),
          { maxLength: 3 },
        ),
      ),
    ),
  );

  it('are taken or refused with a code of theirs, never a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAnswer, { maxLength: 4 }), async (answers) => {
        const content = JSON.stringify({
          format: 'ferryman-answers/1',
          site: site.session.store.siteId,
          by: '',
          at: '',
          answers: Object.fromEntries(answers),
          unknown: {},
          base: {},
        });
        const code = await importAnswers(site.session, { name: 'a.json', content: Buffer.from(content) }).then(
          () => 'REQ_taken',
          (error) => (isFerrymanError(error) ? error.code : String(error.stack)),
        );
        expect(code).toMatch(/^REQ_/);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it.each(['', '{}', '[]', 'null', '{"format":"ferryman-answers/2"}', '\ufeff', 'FM1', 'FM1.z!!!!.00000000'])(
    'that are %j are refused',
    async (text) => {
      const wrong = importAnswers(site.session, { name: 'a', content: Buffer.from(text) });
      await expect(wrong).rejects.toMatchObject({ code: 'REQ_E0009' });
    },
  );

  it('packed into a code that unpacks without end are refused', async () => {
    const payload = `z${deflateRawSync(Buffer.alloc(50 * 2 ** 20)).toString('base64url')}`;
    const wrong = importAnswers(site.session, {
      name: 'code',
      content: Buffer.from(`FM1.${payload}.${crc32(payload)}`),
    });
    await expect(wrong).rejects.toMatchObject({ code: 'REQ_E0009', message: expect.stringContaining('unpacked') });
  });
});

describe('facts brought in a file', () => {
  const version = () => makePlan(site.session).plan.release.version;

  it('choose the Kubernetes the machines can run', () => {
    write({ 'site.name': 'A' });
    const before = version();
    importFacts(site.session, [{ name: 'a.txt', content: collected({ cgroup: ['1'] }) }]);
    expect(version()).not.toBe(before);
    expect(Number(version().split('.')[1])).toBeLessThanOrEqual(34);
    expect(savedRequirements(site.session)?.requirements.machines).toMatchObject([
      { name: 'node-1', address: '10.0.0.11', hardware: { cpuCores: 8, os: 'Kylin Linux Advanced Server V10' } },
    ]);
  });

  it('find the machine by its address when the requirements call it otherwise', () => {
    write({ machines: [{ name: 'db', address: '10.0.0.11', 'hardware.cpuCores': '16' }] });
    const { taken } = importFacts(site.session, [{ name: 'a.txt', content: collected() }]);
    expect(taken).toMatchObject([{ machine: 'db', isNew: false, corrected: ['hardware.cpuCores: 16 → 8'] }]);
  });

  it('are all taken or none', () => {
    const content = collected();
    expect(() =>
      importFacts(site.session, [
        { name: 'a.txt', content },
        { name: 'b.txt', content: content.subarray(0, 200) },
      ]),
    ).toThrow(expect.objectContaining({ code: 'FACT_E0001' }));
    expect(site.session.store.latestDocument('facts')).toBeUndefined();
    expect(site.session.store.latestDocument('requirements')).toBeUndefined();
  });
});
