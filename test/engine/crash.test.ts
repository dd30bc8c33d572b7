import { describe, expect, test } from 'vitest';
import { brokenLink } from '../../main/model/operation/journal.ts';
import { stateOf } from '../../main/model/operation/operation-state.ts';
import { FakeSite, type LinkFate } from './fake-site.ts';
import { MemoryStore } from './memory-store.ts';
import { planOf } from './random-plan.ts';

const plan = planOf([
  { id: '/host/effect/a' },
  { id: '/host/effect/b', needs: ['/host/effect/a'] },
  { id: '/host/effect/c', needs: ['/host/effect/a'] },
  { id: '/host/effect/d', needs: ['/host/effect/b', '/host/effect/c'] },
  { id: '/host/effect/e', groups: ['uplink'] },
  { id: '/host/effect/f', groups: ['uplink'] },
]);

/** Runs until the journal dies after each of these numbers of entries, then to the end; the machines stay the same. */
async function runDyingAfter(deaths: readonly number[], linkFate: FakeSite['linkFate']) {
  const site = new FakeSite();
  site.linkFate = linkFate;
  let store = new MemoryStore();
  for (const death of deaths) {
    store = new MemoryStore(store.entries, death);
    await site
      .engine(plan, store)
      .run()
      .catch(() => undefined);
  }
  store = new MemoryStore(store.entries);
  const outcome = await site.engine(plan, store).run();
  return { site, store, outcome };
}

const afterCrash = {
  outcome: 'succeeded',
  effects: Object.fromEntries(plan.steps.map(({ id }) => [id, 1])),
  blindRepeats: [],
  broken: [],
  brokenLink: undefined,
  undone: [],
};

async function endOf(deaths: readonly number[], linkFate: FakeSite['linkFate']) {
  const { site, store, outcome } = await runDyingAfter(deaths, linkFate);
  const { steps } = stateOf(plan, store.entries);
  return {
    outcome,
    effects: site.state(),
    blindRepeats: site.blindRepeats(),
    broken: site.broken,
    brokenLink: brokenLink(store.entries),
    undone: Object.entries(steps).filter(([, { status }]) => status !== 'completed' && status !== 'satisfied'),
  };
}

const fates: Record<string, (id: string, nth: number) => LinkFate> = {
  'links hold': () => 'holds',
  'each first link breaks while the work goes on': (_id, nth) => (nth === 1 ? 'breaks during' : 'holds'),
  'each first link breaks before the work began': (_id, nth) => (nth === 1 ? 'breaks before' : 'holds'),
};

describe.each(Object.entries(fates))('%s', (_name, linkFate) => {
  test('a crash after every entry ends in the same state, and nothing is done twice unseen', async () => {
    const undisturbed = await runDyingAfter([], linkFate);
    const points = undisturbed.store.entries.map(({ seq }) => seq);
    const ends = await Promise.all(points.map((point) => endOf([point], linkFate)));
    expect(points.length).toBeGreaterThan(13);
    expect(ends).toEqual(points.map(() => afterCrash));
  });

  test('a crash after every entry, and once more after every later one', async () => {
    const count = (await runDyingAfter([], linkFate)).store.entries.length;
    const pairs = Array.from({ length: count }, (_, first) =>
      Array.from({ length: 4 }, (_, more) => [first + 1, first + 2 + more]),
    ).flat();
    const ends = await Promise.all(pairs.map((pair) => endOf(pair, linkFate)));
    expect(ends).toEqual(pairs.map(() => afterCrash));
  });
});
