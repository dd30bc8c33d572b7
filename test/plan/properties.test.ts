import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../main/model/canonical-json.ts';
import { gbHolding } from '../../main/model/gigabytes.ts';
import { SitePlan } from '../../main/model/plan/site-plan.ts';
import { planSite } from '../../main/plan/site-plan.ts';
import { proveFailures } from '../../main/plan/sizing/failure-proof.ts';
import { type Placeable, place } from '../../main/plan/sizing/layout.ts';
import { allocatable, reserve } from '../../main/plan/sizing/reserve.ts';
import { catalog, expressions, releases, requirementsOf, rules } from './fixture.ts';

const site = fc.record({
  users: fc.integer({ min: 1, max: 5000 }),
  cpuMillicores: fc.integer({ min: 50, max: 4000 }),
  memoryMib: fc.integer({ min: 64, max: 8192 }),
  availability: fc.constantFrom('basic', 'one-machine', 'two-machines'),
  workerShape: fc.constantFrom('8C16G', '16C64G', '32C128G'),
});

function plan({
  users,
  cpuMillicores,
  memoryMib,
  availability,
  workerShape,
}: {
  users: number;
  cpuMillicores: number;
  memoryMib: number;
  availability: string;
  workerShape: string;
}): SitePlan {
  const requirements = requirementsOf([], {
    environments: [{ name: 'production', kind: 'production', availability, workerShape }],
    load: { concurrentUsers: users },
    modules: [
      { name: 'api', requests: { cpuMillicores, memoryMib }, isCore: true },
      { name: 'page', userShare: 0.4, requests: { cpuMillicores: 200, memoryMib: 256 } },
    ],
  });
  return planSite({ requirements, catalog, expressions, rules, releases, facts: {}, isPractice: false });
}

const workers = (made: SitePlan) => Number(made.figures['production.machines.worker.count']?.value);

test('more users never need fewer machines of one size', () => {
  fc.assert(
    fc.property(
      site,
      fc.integer({ min: 0, max: 3000 }),
      (sketch, more) => workers(plan({ ...sketch, users: sketch.users + more })) >= workers(plan(sketch)),
    ),
    { numRuns: 25 },
  );
});

test('the same answers give the same bytes, and every plan is one its schema knows', () => {
  fc.assert(
    fc.property(site, (sketch) => {
      const bytes = canonicalJson(plan(sketch));
      return bytes === canonicalJson(plan(sketch)) && canonicalJson(SitePlan.parse(JSON.parse(bytes))) === bytes;
    }),
    { numRuns: 15 },
  );
});

test('a plan without blockers holds when as many machines stop as may', () => {
  fc.assert(
    fc.property(site, (sketch) => {
      const [environment] = plan(sketch).environments;
      return (
        environment !== undefined &&
        environment.layout.unplaced.length === 0 &&
        (sketch.availability === 'basic' || environment.layout.proof.holds)
      );
    }),
    { numRuns: 25 },
  );
});

test('one more machine never breaks the proof', () => {
  const service = fc.record({
    replicas: fc.integer({ min: 1, max: 4 }),
    cpuMillicores: fc.integer({ min: 10, max: 900 }),
    memoryMib: fc.integer({ min: 10, max: 900 }),
  });
  fc.assert(
    fc.property(
      fc.array(service, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 2, max: 8 }),
      (sketches, count) => {
        const services = sketches.map(
          ({ replicas, cpuMillicores, memoryMib }, index): Placeable => ({
            name: `s${index}`,
            replicas,
            requests: { cpuMillicores, memoryMib },
            spread: 'soft',
            isQuorum: false,
            isMovable: true,
            servesBusiness: true,
          }),
        );
        const holds = (nodes: number) => {
          const { bins, unplaced } = place(
            services,
            Array.from({ length: nodes }, (_, index) => ({
              node: `n${index}`,
              usable: { cpuMillicores: 4000, memoryMib: 4000 },
              maxPods: 110,
            })),
          );
          return unplaced.length === 0 && proveFailures(services, bins, 1).holds;
        };
        return !holds(count) || holds(count + 1);
      },
    ),
    { numRuns: 200 },
  );
});

test('what a figure is made of is named: every origin leads somewhere', () => {
  const { figures } = plan({
    users: 300,
    cpuMillicores: 500,
    memoryMib: 1024,
    availability: 'one-machine',
    workerShape: '8C16G',
  });
  const lost = Object.entries(figures).flatMap(([id, { inputs, from = {} }]) =>
    Object.entries(from).flatMap(([input, origin]) => [
      ...(Object.hasOwn(inputs, input) ? [] : [`${id}: ${input} is no input`]),
      ...(origin.startsWith('figure:') && !Object.hasOwn(figures, origin.slice('figure:'.length))
        ? [`${id}: ${origin}`]
        : []),
    ]),
  );
  expect(lost).toEqual([]);
});

test('a volume asked for in GiB is never bought smaller in GB, nor a whole GB larger', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (gib) => {
      const gb = gbHolding(gib);
      const bytes = BigInt(gib) * 1024n ** 3n;
      expect(BigInt(gb) * 10n ** 9n >= bytes).toBe(true);
      expect(BigInt(gb - 1) * 10n ** 9n < bytes).toBe(true);
    }),
  );
});

test('memory of a machine in GiB is its MiB to the last: what is kept, what evicts and what is left', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4096 }), fc.integer({ min: 1, max: 256 }), (memoryGib, cpuCores) => {
      const shape = { cpuCores, memoryGib };
      const [kept, left] = [reserve(shape), allocatable(shape)];
      expect(kept.memoryMib + 100 + left.memoryMib).toBeCloseTo(memoryGib * 1024, 6);
      expect(kept.cpuMillicores + left.cpuMillicores).toBeCloseTo(cpuCores * 1000, 6);
    }),
  );
});
