import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { negotiation } from '../../main/app/negotiate.ts';
import { registries } from '../../main/app/registries.ts';
import { draftPlan } from '../../main/app/site-plan.ts';
import { isFerrymanError } from '../../main/model/errors/ferryman-error.ts';
import { Negotiation } from '../../main/model/plan/negotiation.ts';
import { readRequirements } from '../../main/requirements/read-requirements.ts';
import { requirementsOf } from './fixture.ts';

const all = registries();

function example(name: string) {
  const file = join(import.meta.dirname, '../../bundles/examples', name, 'requirements.yaml');
  const requirements = readRequirements(readFileSync(file, 'utf8'), file);
  const plan = draftPlan(all, requirements);
  const inHand = { plan, requirements, facts: {}, catalog: all.catalog };
  const known = new Map<string, Negotiation>();
  return (have: string, environment = 'production') => {
    const key = `${environment} ${have}`;
    const found = known.get(key) ?? negotiation(inHand, { environment, have }, (changed) => draftPlan(all, changed));
    known.set(key, found);
    return found;
  };
}

/** A small shop: quick to plan, so that many offers can be tried. */
function shop() {
  const requirements = requirementsOf([], {
    environments: [{ name: 'production', kind: 'production', availability: 'one-machine', layout: 'dedicated' }],
    load: { concurrentUsers: 120 },
    platform: [{ component: 'prometheus' }],
    modules: ['web', 'orders', 'stock'].map((name) => ({
      name,
      userShare: 1,
      latencySeconds: 0.5,
      perPodConcurrency: 4,
      requests: { cpuMillicores: 1500, memoryMib: 3000 },
    })),
  });
  const plan = draftPlan(all, requirements);
  const inHand = { plan, requirements, facts: {}, catalog: all.catalog };
  return (have: string) => negotiation(inHand, { environment: '', have }, (changed) => draftPlan(all, changed));
}

const design = example('online-design');
const company = example('kubesphere-company');
const factory = example('factory');

const fallen = ({ promises }: Negotiation) => promises.filter(({ holds }) => !holds).map(({ id }) => id);
const ids = ({ ways }: Negotiation) => ways.map(({ id }) => id);

function refusal(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    if (isFerrymanError(error)) return error.code;
    throw error;
  }
}

describe('which promises fall, on both sides of the border', () => {
  test('the machines of the plan keep every promise, and nothing has to be chosen', () => {
    const kept = design('6x16C64G');
    expect([fallen(kept), kept.ways, Negotiation.parse(kept)]).toEqual([[], [], kept]);
  });
  test('one machine fewer: everything runs, but no machine may stop', () => {
    expect(fallen(design('5x16C64G'))).toEqual(['failures', 'users']);
  });
  test('machines half as big: the biggest pods find no room', () => {
    expect(fallen(design('7x8C32G'))).toEqual(['runs', 'failures', 'headroom', 'users']);
  });
  test('disks one gigabyte too small cost the days of logs; as large as planned they do not', () => {
    const planned = design('6x16C64G').asked[0]?.diskGb ?? 0;
    expect([fallen(design(`6x16C64G+${planned - 1}G`)), fallen(design(`6x16C64G+${planned}G`))]).toEqual([
      ['data', 'retention'],
      [],
    ]);
  });
  test('shared control planes may be smaller while their services fit, fewer only with their promise', () => {
    expect(fallen(factory('control-plane=3x16C32G'))).toEqual([]);
    expect(fallen(factory('control-plane=2x16C64G'))).toContain('machines');
  });
});

describe('ways back', () => {
  test('those that keep every promise come first, cheapest first; then what is given up', () => {
    const { ways } = design('5x16C64G');
    const cost = ways
      .filter(({ given }) => given.length === 0)
      .map(({ cost: { cpuCores, memoryGib } }) => cpuCores + memoryGib / 4);
    expect(cost).toEqual([...cost].sort((a, b) => a - b));
    expect(ways.map(({ given }) => given.length > 0)).toEqual([...ways.map(({ given }) => given.length > 0)].sort());
    expect(ways.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['add-16C64G', 'fewer-jobs-render-final', 'availability-basic']),
    );
  });
  test('the machine the plan had and the offer lacks is one of them', () => {
    expect(design('5x16C64G').ways.find(({ id }) => id === 'add-16C64G')?.cost).toEqual({
      machines: 1,
      cpuCores: 16,
      memoryGib: 64,
      diskGb: 0,
    });
  });
  test('too little for any single one: several promises together, the answers that change with them', () => {
    const together = design('7x8C32G').ways.find(({ id }) => id.startsWith('together'));
    expect(together?.given.map(({ promise }) => promise)).toContain('users');
    expect(together?.answers.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['load.concurrentUsers', 'environments.production.workerShape']),
    );
  });
  test('a missing place and a small disk of machines that stand there are both named', () => {
    const { ways } = company('', 'test');
    expect([ways[0]?.id, ways[0]?.cost.machines, (ways[0]?.cost.diskGb ?? 0) > 0]).toEqual(['fill', 1, true]);
  });
  test('hopeless machines: only buying is left', () => {
    const ways = ids(design('2x8C16G'));
    expect([ways.length > 0, ways.every((id) => id.startsWith('add-') || id.startsWith('enlarge-'))]).toEqual([
      true,
      true,
    ]);
  });
});

describe('properties', () => {
  const offered = shop();
  const offer = fc.record({
    count: fc.integer({ min: 1, max: 8 }),
    size: fc.constantFrom('4C8G', '8C16G', '8C32G', '16C64G'),
  });

  test('the same offer gives the same answer', () => {
    expect(offered('2x8C16G')).toEqual(offered('2x8C16G'));
  });

  test('machines bought as a way says keep every promise', () => {
    fc.assert(
      fc.property(offer, ({ count, size }) => {
        const [way] = offered(`${count}x${size}`).ways.filter(({ id }) => id.startsWith('add-'));
        if (way === undefined) return;
        const bought = `${way.cost.machines}x${way.id.slice('add-'.length)}`;
        expect(fallen(offered(`${count}x${size},${bought}`))).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  test('one more machine never makes a promise fall', () => {
    fc.assert(
      fc.property(offer, ({ count, size }) => {
        const before = fallen(offered(`${count}x${size}`));
        expect(fallen(offered(`${count + 1}x${size}`)).every((id) => before.includes(id))).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});

describe('an offer that says nothing', () => {
  test.each([
    ['3 machines', 'production', 'PLAN_E0008'],
    ['3x8C', 'production', 'PLAN_E0008'],
    ['3x8C16G,', 'production', 'PLAN_E0008'],
    ['gitlab=1x8C16G', 'production', 'PLAN_E0009'],
    ['3x8C16G', 'staging', 'PLAN_E0009'],
    ['', 'staging', 'PLAN_E0009'],
    ['', 'production', 'PLAN_E0010'],
  ])('%j in %s: %s', (have, environment, code) => {
    expect(refusal(() => design(have, environment))).toBe(code);
  });
  test.each(['3x8C16G', '3 × 8C16G', 'worker=3x8c16g+500GB', '1x8C16G,2x4C8G'])('%j is understood', (have) => {
    expect(refusal(() => design(have))).toBe('none');
  });
});
