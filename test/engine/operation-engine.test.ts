import { describe, expect, test } from 'vitest';
import { brokenLink } from '../../main/model/operation/journal.ts';
import { stateOf } from '../../main/model/operation/operation-state.ts';
import { FakeSite } from './fake-site.ts';
import { MemoryStore } from './memory-store.ts';
import { planOf } from './random-plan.ts';

/** a → b → d, a → c → d, and e beside them all. */
const plan = planOf([
  { id: '/host/effect/a' },
  { id: '/host/effect/b', needs: ['/host/effect/a'] },
  { id: '/host/effect/c', needs: ['/host/effect/a'] },
  { id: '/host/effect/d', needs: ['/host/effect/b', '/host/effect/c'] },
  { id: '/host/effect/e' },
]);

/** `a completed, b failed …`: the status of each step, by the last letter of its id. */
function statuses(store: MemoryStore, id = 'op'): Record<string, string> {
  const { steps } = stateOf(plan, store.entriesAfter(0, id));
  return Object.fromEntries(Object.entries(steps).map(([step, { status }]) => [step.slice(-1), status]));
}

function all(status: string): Record<string, string> {
  return Object.fromEntries([...'abcde'].map((letter) => [letter, status]));
}

const mutates = (site: FakeSite) =>
  site.calls.filter((call) => call.startsWith('mutate')).map((call) => call.slice(-1));
const eventsOf = (store: MemoryStore) =>
  store.entries.map(({ event }) => ('stepId' in event ? `${event.type} ${event.stepId.slice(-1)}` : event.type));

test('everything is done once, in the order of the needs, and the journal is a whole chain', async () => {
  const [site, store] = [new FakeSite(), new MemoryStore()];
  expect(await site.engine(plan, store).run()).toBe('succeeded');
  expect({ statuses: statuses(store), broken: site.broken, link: brokenLink(store.entries) }).toEqual({
    statuses: all('completed'),
    broken: [],
    link: undefined,
  });
  expect(mutates(site)).toEqual(['a', 'e', 'b', 'c', 'd']);
  expect(Object.values(site.state())).toEqual([1, 1, 1, 1, 1]);
});

test('a second run finds everything satisfied and sends no mutate', async () => {
  const [site, store] = [new FakeSite(), new MemoryStore()];
  await site.engine(plan, store).run();
  const before = mutates(site).length;
  expect(await site.engine(plan, store, 'again').run()).toBe('succeeded');
  expect([statuses(store, 'again'), mutates(site).length - before]).toEqual([all('satisfied'), 0]);
});

test('what a run changed and what it said are kept, without secrets', async () => {
  const [site, store] = [new FakeSite(), new MemoryStore()];
  await site.engine(plan, store).run();
  expect(stateOf(plan, store.entries).steps['/host/effect/a']?.changes).toEqual([
    { target: '/host/effect/a', before: 'none', after: 'there' },
  ]);
  expect(store.logs[0]).toBe('op /host/effect/a working on /host/effect/a with •••');
});

describe('a step that does not come to its end', () => {
  test.each([
    ['fails', 'failed', 'HOST_E0003'],
    ['does nothing', 'failed', 'OP_E0002'],
    ['is blocked', 'blocked', undefined],
  ] as const)('%s: what needs it waits, the other branch is done', async (behaviour, status, code) => {
    const [site, store] = [new FakeSite(), new MemoryStore()];
    site.behave = (id) => (id.endsWith('b') ? behaviour : 'works');
    expect(await site.engine(plan, store).run()).toBe('failed');
    expect(statuses(store)).toEqual({ ...all('completed'), b: status, d: 'waiting' });
    expect(stateOf(plan, store.entries).steps['/host/effect/b']?.error?.code).toBe(code);
  });

  test.each(['fails', 'does nothing', 'is blocked'] as const)(
    '%s: put right, a resume finishes it',
    async (behaviour) => {
      const [site, store] = [new FakeSite(), new MemoryStore()];
      site.behave = (id) => (id.endsWith('b') ? behaviour : 'works');
      await site.engine(plan, store).run();
      site.behave = () => 'works';
      expect(await site.engine(plan, store).run()).toBe('succeeded');
      const found = stateOf(plan, store.entries).steps['/host/effect/b'];
      expect({ state: site.state(), blind: site.blindRepeats(), error: found?.error }).toEqual({
        state: Object.fromEntries(plan.steps.map(({ id }) => [id, 1])),
        blind: [],
        error: undefined,
      });
    },
  );
});

test('stop: what is under way comes to its end, nothing new begins, and a resume does the rest', async () => {
  const [site, store] = [new FakeSite(), new MemoryStore()];
  const engine = site.engine(plan, store);
  site.onMutate = (id) => {
    if (id.endsWith('b')) void engine.stop('li.wei');
  };
  expect(await engine.run()).toBe('stopped');
  const events = eventsOf(store);
  const afterStop = events.slice(events.indexOf('stop-requested') + 1);
  expect(afterStop.filter((event) => event.startsWith('step-begun'))).toEqual([]);
  expect(statuses(store)).toEqual({ ...all('completed'), d: 'waiting' });
  expect(await site.engine(plan, store).run()).toBe('succeeded');
  expect(Object.values(site.state())).toEqual([1, 1, 1, 1, 1]);
});

test('stopped before anything began, nothing is sent at all', async () => {
  const [site, store] = [new FakeSite(), new MemoryStore()];
  const engine = site.engine(plan, store);
  await engine.stop('li.wei');
  expect([await engine.run(), site.calls, statuses(store)]).toEqual(['stopped', [], all('waiting')]);
});

describe('a link that breaks', () => {
  test('while the work goes on: it is settled, the probe finds it done, nothing is sent again', async () => {
    const [site, store] = [new FakeSite(), new MemoryStore()];
    site.linkFate = (id, nth) => (id.endsWith('c') && nth === 1 ? 'breaks during' : 'holds');
    expect(await site.engine(plan, store).run()).toBe('succeeded');
    const ends = store.entries.flatMap(({ event }) =>
      'stepId' in event && event.stepId.endsWith('c')
        ? [event.type === 'step-completed' ? `${event.type} by ${event.decidedBy}` : event.type]
        : [],
    );
    expect(ends).toEqual(['step-begun', 'step-interrupted', 'step-completed by probe']);
    expect(mutates(site).filter((letter) => letter === 'c')).toHaveLength(1);
    expect(site.calls.findIndex((call) => call.startsWith('settle'))).toBeLessThan(
      site.calls.lastIndexOf('probe /host/effect/c'),
    );
  });

  test('before the work began: the probe finds it needed, and a new attempt is made', async () => {
    const [site, store] = [new FakeSite(), new MemoryStore()];
    site.linkFate = (_id, nth) => (nth === 1 ? 'breaks before' : 'holds');
    expect(await site.engine(plan, store).run()).toBe('succeeded');
    expect([site.blindRepeats(), Object.values(site.state())]).toEqual([[], [1, 1, 1, 1, 1]]);
    expect(Object.values(stateOf(plan, store.entries).steps).map(({ attempt }) => attempt)).toEqual([2, 2, 2, 2, 2]);
  });

  test('again and again: waits grow, then it is left to a person; the rest is done', async () => {
    const [site, store] = [new FakeSite(), new MemoryStore()];
    site.linkFate = (id) => (id.endsWith('e') ? 'breaks before' : 'holds');
    expect(await site.engine(plan, store).run()).toBe('failed');
    expect([statuses(store), site.clock.waits]).toEqual([
      { ...all('completed'), e: 'unknown' },
      [1_000, 2_000, 4_000, 8_000, 15_000],
    ]);
  });
});

test.each([
  [undefined, 1],
  [2, 2],
  [9, 6],
])('with a limit of %s, %i steps of a group run at once', async (limit, expected) => {
  const [site, store] = [new FakeSite(), new MemoryStore()];
  const six = Array.from({ length: 6 }, (_, index) => ({ id: `/host/effect/${index}`, groups: ['uplink'] }));
  const grouped = planOf(six, limit === undefined ? {} : { uplink: limit });
  expect([await site.engine(grouped, store).run(), site.mostAtOnce]).toEqual(['succeeded', expected]);
});

test('a plan with a step nobody can do ends as our own fault, after what runs has come to its end', async () => {
  const [site, store] = [new FakeSite(), new MemoryStore()];
  const strange = {
    ...plan,
    steps: plan.steps.map((step) => (step.id.endsWith('e') ? { ...step, kind: 'x/y' } : step)),
  };
  await expect(site.engine(strange, store).run()).rejects.toMatchObject({ code: 'OP_E0006' });
  expect(site.state()).toEqual({ '/host/effect/a': 1 });
});
