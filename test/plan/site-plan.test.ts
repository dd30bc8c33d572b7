import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registries } from '../../main/app/registries.ts';
import { canonicalJson } from '../../main/model/canonical-json.ts';
import { isFerrymanError } from '../../main/model/errors/ferryman-error.ts';
import { SitePlan } from '../../main/model/plan/site-plan.ts';
import type { HostFacts } from '../../main/model/site/host-facts.ts';
import { planSite } from '../../main/plan/site-plan.ts';
import { catalog, expressions, factsOf, releases, requirementsOf, rules, sitePlanOf } from './fixture.ts';

const three = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];

function plan(
  rest: Readonly<Record<string, unknown>> = {},
  facts: Readonly<Record<string, HostFacts>> = {},
  machines: Parameters<typeof requirementsOf>[0] = three,
): SitePlan {
  return planSite({
    requirements: requirementsOf(machines, rest),
    releases,
    catalog,
    expressions,
    rules,
    facts,
    isPractice: false,
  });
}

/** Blockers of a plan as `object: reason | remedy`. */
function blockers({ findings }: SitePlan): string[] {
  return findings
    .filter(({ severity }) => severity === 'blocker')
    .map(({ object, reason, remedy }) => `${object}: ${reason.en} | ${remedy.en}`);
}

/** Why no plan is possible; anything but PLAN_E0001 comes out as it is. */
function refusal(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return isFerrymanError(error, 'PLAN_E0001') ? `${error.parameters.detail} | ${error.parameters.next}` : error;
  }
}

const onCgroup1 = { b: factsOf({ cgroupVersion: 1 }) };
const acceptance = { deviation: 'cgroup-v1', acceptedBy: '王工', reason: '内核不能升级', until: '2027-06-30' };

describe('the same input gives the same bytes', () => {
  const facts = { a: factsOf({ machineId: '1' }), b: factsOf({ cgroupVersion: 1 }), c: factsOf({ machineId: '3' }) };

  test('twice, and whatever the order of the machines in the facts and of their fields', () => {
    const turned = Object.fromEntries(
      Object.entries(facts)
        .reverse()
        .map(([name, fact]) => [name, Object.fromEntries(Object.entries(fact).reverse()) as unknown as HostFacts]),
    );
    const bytes = canonicalJson(plan({}, facts));
    expect([canonicalJson(plan({}, facts)), canonicalJson(plan({}, turned))]).toEqual([bytes, bytes]);
  });

  test('a plan read back from JSON is the same plan', () => {
    const made = plan({}, facts);
    expect(canonicalJson(SitePlan.parse(JSON.parse(JSON.stringify(made))))).toBe(canonicalJson(made));
  });

  test('facts of a machine that is no longer asked for change nothing', () => {
    expect(canonicalJson(plan({}, { ...facts, gone: factsOf({ cgroupVersion: 1 }) }))).toBe(
      canonicalJson(plan({}, facts)),
    );
    expect(plan({}, { a: factsOf(), gone: factsOf({ cgroupVersion: 1 }) }).release.version).toBe('v1.36.3');
  });
});

describe('the version follows the machines', () => {
  test.each([
    ['nothing known yet', {}, {}, 'v1.36.3', []],
    ['cgroup v2', {}, { a: factsOf() }, 'v1.36.3', []],
    ['one machine on cgroup v1', {}, onCgroup1, 'v1.34.4', []],
    ['1.36 asked for, cgroup v2', { version: '1.36' }, { a: factsOf() }, 'v1.36.3', []],
    ['1.36 asked for, cgroup v1', { version: '1.36' }, onCgroup1, 'v1.36.3', [null]],
    ['a patch version asked for', { version: 'v1.34.4' }, onCgroup1, 'v1.34.4', []],
  ])('%s', (_name, kubernetes, facts, version, acceptances) => {
    const { release, deviations } = plan({ kubernetes }, facts);
    expect({ version: release.version, acceptances: deviations.map((deviation) => deviation.acceptance) }).toEqual({
      version,
      acceptances,
    });
  });

  test('a deviation names its machines and carries the acceptance in writing', () => {
    const { deviations } = plan({ kubernetes: { version: '1.36' }, acceptances: [acceptance] }, onCgroup1);
    const meaning = { zh: '内核使用 cgroup v1', en: 'The kernel uses cgroup v1' };
    expect(deviations).toEqual([{ id: 'cgroup-v1', machines: ['b'], meaning, acceptance }]);
  });

  test('an acceptance of something else does not count', () => {
    const other = { ...acceptance, deviation: 'swap' };
    const { deviations } = plan({ kubernetes: { version: '1.36' }, acceptances: [other] }, onCgroup1);
    expect(deviations.map((deviation) => deviation.acceptance)).toEqual([null]);
  });

  test('a version nobody knows is refused with the ones that are', () => {
    expect(refusal(() => plan({ kubernetes: { version: '1.29' } }))).toBe(
      'kubernetes.version 1.29 is not known | Choose one of: v1.36.3, v1.34.4, or "auto".',
    );
  });

  test('a blocker cannot be accepted', () => {
    const blocked = releases.map((release) => ({
      ...release,
      cliffs: release.cliffs.map((cliff) => ({ ...cliff, kind: 'blocker' as const })),
    }));
    const requirements = requirementsOf(three, { kubernetes: { version: '1.36' }, acceptances: [acceptance] });
    const asked = () =>
      planSite({ requirements, releases: blocked, catalog, expressions, rules, facts: onCgroup1, isPractice: false });
    expect(refusal(asked)).toBe('v1.36.3: The kernel uses cgroup v1 (b) | Choose another version, or "auto".');
  });

  test('the releases that ship give the two answers of the lab', () => {
    const versions = [1, 2].map((cgroupVersion) => {
      const facts = { a: factsOf({ cgroupVersion: cgroupVersion as 1 | 2 }) };
      const shipped = registries().releases;
      return planSite({
        requirements: requirementsOf(three),
        releases: shipped,
        catalog,
        expressions,
        rules,
        facts,
        isPractice: false,
      }).release.version;
    });
    expect(versions).toEqual(['v1.34.4', registries().releases[0]?.version]);
  });
});

describe('room in the networks', () => {
  const machines = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `n-${index}` }));

  test.each([
    ['10.244.0.0/24', 1, 1],
    ['10.244.0.0/24', 2, 'Use a network of at most /23'],
    ['10.244.0.0/22', 4, 4],
    ['10.244.0.0/22', 5, 'Use a network of at most /21'],
    ['10.244.0.0/25', 1, 'Use a network of at most /24'],
    ['172.0.0.0/8', 1, 65_536],
    ['172.0.0.0/7', 1, 'at least /8'],
  ])('pods %s for %i nodes', (podCidr, count, expected) => {
    const made = plan({ kubernetes: { podCidr, serviceCidr: '10.96.0.0/16' } }, {}, machines(count));
    const refused = blockers(made).filter((line) => line.startsWith('kubernetes.podCidr'));
    if (typeof expected === 'number')
      expect([made.figures['production.network.maxNodes']?.value, refused]).toEqual([expected, []]);
    else expect(refused.join()).toContain(expected);
  });

  test.each([
    ['10.96.0.0/28', '10.96.0.10'],
    ['10.96.0.0/29', 'too small'],
    ['10.96.0.0/12', '10.96.0.10'],
    ['10.0.0.0/11', 'too large'],
  ])('services %s', (serviceCidr, expected) => {
    const made = plan({ kubernetes: { serviceCidr, podCidr: '172.20.0.0/16' } }, {}, [
      { name: 'a', address: '192.168.7.1' },
    ]);
    const refused = blockers(made).filter((line) => line.startsWith('kubernetes.serviceCidr'));
    expect(refused.length === 0 ? made.network.clusterDnsAddress : refused.join()).toContain(expected);
  });
});

describe('roles', () => {
  const roles = (machines: Parameters<typeof requirementsOf>[0], rest = {}) =>
    refusal(() => plan(rest, {}, machines).nodes.map(({ name, role }) => `${name} ${role}`));

  test.each([
    ['the first without a role leads', three, ['a control-plane', 'b worker', 'c worker']],
    ['a named worker never leads', [{ name: 'a', role: 'worker' }, { name: 'b' }], ['a worker', 'b control-plane']],
    [
      'beside a named control plane all others work',
      [{ name: 'a' }, { name: 'b', role: 'control-plane' }],
      ['a worker', 'b control-plane'],
    ],
    ['a jump host is no node', [{ name: 'j', role: 'jump' }, { name: 'b' }], ['b control-plane']],
  ])('%s', (_name, machines, expected) => {
    expect(roles(machines)).toEqual(expected);
  });

  const controlPlanes = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `cp-${index}`, role: 'control-plane' }));

  test.each([2, 4])('%i control planes are refused', (count) => {
    const made = plan({ kubernetes: { endpoint: '10.0.1.1' } }, {}, controlPlanes(count));
    expect(blockers(made).join()).toContain('Name 1, 3 or 5 machines');
  });

  test('several control planes want one address in front, and get it', () => {
    expect(blockers(plan({}, {}, controlPlanes(3))).join()).toContain('kubernetes.endpoint');
    const { network, ports } = plan({ kubernetes: { endpoint: '10.0.1.1' } }, {}, controlPlanes(3));
    expect(network.endpointAddress).toBe('10.0.1.1');
    expect(ports.map(({ port }) => port)).toEqual(expect.arrayContaining(['22', '6443', '10250', '8472', '2379-2380']));
  });
});

test('every figure says how it came about, in both languages', () => {
  const sketch = fc.record({
    count: fc.integer({ min: 1, max: 40 }),
    prefix: fc.integer({ min: 8, max: 18 }),
    version: fc.constantFrom('auto', '1.34', '1.36'),
    isSeen: fc.boolean(),
  });
  const bare = (value: string | undefined) => value === undefined || value.trim() === '';
  // a share or a factor has no unit
  fc.assert(
    fc.property(sketch, ({ count, prefix, version, isSeen }) => {
      const machines = Array.from({ length: count }, (_, index) => ({ name: `n-${index}` }));
      const podCidr = `172.0.0.0/${prefix}`;
      const facts: Record<string, HostFacts> = isSeen ? { 'n-0': factsOf({ cgroupVersion: 1 }) } : {};
      const { figures } = plan({ kubernetes: { podCidr, version } }, facts, machines);
      return Object.values(figures).every(
        ({ unit, formula, inputs, source, meaning }) =>
          ![formula, source.reference, meaning.zh, meaning.en].some(bare) &&
          typeof unit === 'string' &&
          typeof inputs === 'object',
      );
    }),
    { numRuns: 60 },
  );
  expect(Object.keys(plan().figures).length).toBeGreaterThan(4);
});

test('warnings say what the plan rests on', () => {
  const quiet = plan(
    { network: { dns: ['10.9.0.1'], ntp: ['10.9.0.1'] } },
    { a: factsOf(), b: factsOf(), c: factsOf() },
  );
  const warnings = (made: SitePlan) =>
    made.findings.filter(({ rule }) => rule === 'site-basics').map(({ reason }) => reason.en);
  expect([warnings(plan()), warnings(quiet)]).toEqual([
    [
      'These machines were not looked at yet: a, b, c; ordinary ones are assumed',
      'One control-plane node: while it is down the cluster cannot be changed',
      'No time server: the clocks will drift apart',
      'No DNS server: only names inside the cluster resolve',
    ],
    ['One control-plane node: while it is down the cluster cannot be changed'],
  ]);
});

test('two architectures are both asked of the bundle', () => {
  const { artifacts } = plan({}, { a: factsOf(), b: factsOf({ architecture: 'aarch64' }), c: factsOf() });
  expect(new Set(artifacts.map(({ platform }) => platform))).toEqual(new Set(['linux/amd64', 'linux/arm64', 'any']));
});

test('a thousand machines are planned', () => {
  const machines = Array.from({ length: 1_000 }, (_, index) => ({ name: `node-${index}` }));
  const { nodes, figures } = sitePlanOf(machines, {
    kubernetes: { podCidr: '172.16.0.0/12', serviceCidr: '10.96.0.0/16' },
  });
  expect([nodes.length, figures['production.network.maxNodes']?.value]).toEqual([1_000, 4_096]);
});
