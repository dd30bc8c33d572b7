import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../main/model/canonical-json.ts';
import type { Given, Provenance } from '../../main/model/intake/answers.ts';
import { Requirements } from '../../main/model/site/requirements.ts';
import { answersOf } from '../../main/requirements/questionnaire/answers.ts';
import { completenessOf, nothingRemembered } from '../../main/requirements/questionnaire/completeness.ts';
import { editSource, emptySource } from '../../main/requirements/questionnaire/edit-source.ts';
import { baseOf, chooseAnswer, mergeAnswers } from '../../main/requirements/questionnaire/merge.ts';
import { parseRequirements } from '../../main/requirements/read-requirements.ts';
import { anyWritten } from './any-requirements.ts';

const mine: Provenance = { by: 'li', at: '2026-11-01', way: 'screen', from: '' };
const theirs: Provenance = { by: 'wang', at: '2026-11-02', way: 'workbook', from: 'net.xlsx' };

function known(answers: Record<string, Json>): Record<string, Given> {
  return Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, { value, ...mine }]));
}
const zone = (name: string, cidr: string): Json => ({ name, cidr });

describe('merging answers', () => {
  it('takes what is new and says who gave it', () => {
    const { merged, conflicts, taken } = mergeAnswers(known({}), {
      answers: { 'load.concurrentUsers': 500 },
      base: {},
      given: theirs,
    });
    expect({ merged, conflicts, taken }).toEqual({
      merged: { 'load.concurrentUsers': { value: 500, ...theirs } },
      conflicts: [],
      taken: ['load.concurrentUsers'],
    });
  });

  it.each([
    ['nobody changed it', 500, 500, 500, 500, 0],
    ['they did not touch it, we changed it', 500, 700, 500, 700, 0],
    ['only they changed it', 500, 500, 800, 800, 0],
    ['both changed it to the same', 500, 800, 800, 800, 0],
    ['both changed it', 500, 700, 800, 700, 1],
    ['they took it away', 500, 500, undefined, 500, 1],
    ['we took it away, they did not touch it', 500, undefined, 500, undefined, 0],
    ['nothing went out, both answered', undefined, 700, 800, 700, 1],
  ])('%s', (_name, out, now, back, expected, clashes) => {
    const id = 'load.concurrentUsers';
    const only = (value: number | undefined) => (value === undefined ? {} : { [id]: value });
    const { merged, conflicts } = mergeAnswers(known(only(now)), {
      answers: only(back),
      base: baseOf(only(out)),
      given: theirs,
    });
    expect(merged[id]?.value).toBe(expected);
    expect(conflicts.length).toBe(clashes);
    const [conflict] = conflicts;
    if (conflict !== undefined) {
      expect([conflict.known?.by, conflict.incoming?.by]).toEqual(['li', back === undefined ? undefined : 'wang']);
      expect(chooseAnswer(merged, conflict, 'incoming')[id]?.value).toBe(back);
      expect(chooseAnswer(merged, conflict, 'known')[id]?.value).toBe(now);
    }
  });

  it('merges tables row by row', () => {
    const id = 'network.zones';
    const out = [
      zone('a', '10.0.1.0/24'),
      zone('b', '10.0.2.0/24'),
      zone('c', '10.0.3.0/24'),
      zone('d', '10.0.4.0/24'),
    ];
    const now = [
      zone('a', '10.0.1.0/24'),
      zone('b', '10.9.2.0/24'),
      zone('c', '10.9.3.0/24'),
      zone('e', '10.0.5.0/24'),
      zone('d', '10.0.4.0/24'),
    ];
    const back = [
      zone('a', '10.8.1.0/24'),
      zone('b', '10.0.2.0/24'),
      zone('c', '10.8.3.0/24'),
      zone('f', '10.0.6.0/24'),
    ];
    const { merged, conflicts } = mergeAnswers(known({ [id]: now }), {
      answers: { [id]: back },
      base: baseOf({ [id]: out }),
      given: theirs,
    });
    expect(merged[id]?.value).toEqual([
      zone('a', '10.8.1.0/24'),
      zone('b', '10.9.2.0/24'),
      zone('c', '10.9.3.0/24'),
      zone('e', '10.0.5.0/24'),
      zone('d', '10.0.4.0/24'),
      zone('f', '10.0.6.0/24'),
    ]);
    expect(conflicts.map(({ row, known: here, incoming }) => [row, here?.value, incoming?.value])).toEqual([
      ['c', zone('c', '10.9.3.0/24'), zone('c', '10.8.3.0/24')],
      ['d', zone('d', '10.0.4.0/24'), undefined],
    ]);
    const after = conflicts.reduce((answers, conflict) => chooseAnswer(answers, conflict, 'incoming'), merged);
    expect(after[id]?.value).toEqual([
      zone('a', '10.8.1.0/24'),
      zone('b', '10.9.2.0/24'),
      zone('c', '10.8.3.0/24'),
      zone('e', '10.0.5.0/24'),
      zone('f', '10.0.6.0/24'),
    ]);
  });

  it('changes nothing when everything comes back as it went out', () => {
    fc.assert(
      fc.property(anyWritten, (written) => {
        const { byQuestion } = answersOf(written);
        const { conflicts, taken } = mergeAnswers(known(byQuestion), {
          answers: byQuestion,
          base: baseOf(byQuestion),
          given: theirs,
        });
        expect([conflicts, taken]).toEqual([[], []]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('writing answers into the text', () => {
  it('keeps comments and everything nobody changed', () => {
    const source = [
      'apiVersion: ferryman/v1 # v1',
      'kind: Requirements',
      'site: { name: A }',
      '# our networks',
      'network:',
      '  zones:',
      '    # the first',
      '    - { name: a, cidr: 10.0.1.0/24 }',
      '',
    ].join('\n');
    const { byQuestion } = answersOf(parseRequirements(source, 'x'));
    const zones = [...(byQuestion['network.zones'] as Json[]), zone('b', '10.0.2.0/24')];
    const after = editSource(source, ['network.zones', 'load.concurrentUsers', 'kubernetes.version'], {
      ...byQuestion,
      'network.zones': zones,
      'load.concurrentUsers': 5,
      'kubernetes.version': '1.30',
    });
    expect(after).toContain('# v1');
    expect(after).toContain('# our networks');
    expect(after).toContain('# the first');
    expect(parseRequirements(after, 'x')).toMatchObject({
      network: { zones },
      load: { concurrentUsers: 5 },
      kubernetes: { version: '1.30' },
    });
  });

  it('can write any requirements from nothing', () => {
    fc.assert(
      fc.property(anyWritten, (written) => {
        const { byQuestion } = answersOf(written);
        const text = editSource(emptySource('A'), Object.keys(byQuestion), byQuestion);
        expect(Requirements.parse(parseRequirements(text, 'x'))).toEqual(
          Requirements.parse({ ...written, ...(Object.hasOwn(written, 'platform') ? {} : {}) }),
        );
      }),
      { numRuns: 80 },
    );
  });
});

describe('completeness', () => {
  const contacts = [
    {
      id: 'net',
      name: '王工',
      organisation: 'customer' as const,
      role: '',
      phone: '',
      email: '',
      answers: ['network' as const, 'names' as const],
    },
  ];
  const standing = (byQuestion: Record<string, Json>, rest = {}) =>
    completenessOf({ byQuestion, contacts, memory: nothingRemembered, openQuestions: [], ...rest });

  it('counts by section and by person', () => {
    const { sections, contacts: people } = standing({
      'network.zones': [zone('a', '10.0.1.0/24')],
      'network.floatingAddresses': 'unknown',
    });
    const network = sections.find(({ section }) => section === 'network');
    expect(network).toMatchObject({ answered: 1, unknown: 1, contacts: [{ id: 'net', name: '王工' }] });
    const names = sections.find(({ section }) => section === 'names');
    expect(people).toEqual([
      {
        id: 'net',
        name: '王工',
        answered: 1,
        unknown: 1,
        open: (network?.open ?? 0) + (names?.open ?? 0),
        conflicts: 0,
      },
    ]);
  });

  it('says what the plan took meanwhile, also for one figure in a row', () => {
    const { states } = standing(
      { modules: [{ name: 'order' }] },
      {
        openQuestions: [
          {
            path: 'load.concurrentUsers',
            section: 'application',
            question: { zh: '?', en: '?' },
            assumed: { zh: '100 人', en: '100 people' },
          },
          {
            path: 'modules.order.latencySeconds',
            section: 'application',
            question: { zh: 'order：', en: 'order: how long?' },
            assumed: { zh: '0.2', en: '0.2 s' },
          },
        ],
      },
    );
    expect(states.find(({ question }) => question === 'load.concurrentUsers')).toMatchObject({
      state: 'open',
      assumed: { en: '100 people' },
    });
    expect(
      states.filter(({ question }) => question === 'modules').map(({ state, title }) => [state, title.en]),
    ).toEqual([
      ['answered', 'Modules of the application'],
      ['open', 'order: how long?'],
    ]);
  });

  it('keeps "I do not know" apart from silence', () => {
    const memory = {
      ...nothingRemembered,
      unknown: { 'network.bastion': { by: 'wang', at: '', note: 'ask security' } },
    };
    expect(standing({}, { memory }).states.find(({ question }) => question === 'network.bastion')).toMatchObject({
      state: 'unknown',
      note: 'ask security',
    });
  });
});
