import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { registries } from '../../main/app/registries.ts';
import { hashOf } from '../../main/model/canonical-json.ts';
import { isFerrymanError } from '../../main/model/errors/ferryman-error.ts';
import type { OperationPlan } from '../../main/model/operation/operation-plan.ts';
import { phases } from '../../main/model/operation/step-kind.ts';
import { artifactLabel } from '../../main/model/plan/artifact-ref.ts';
import { type DeclaredStepKind, planOperation } from '../../main/plan/operation-plan.ts';
import { bundleWithout, sitePlanOf } from './fixture.ts';

const kinds = registries().steps;
const endpoint = { kubernetes: { endpoint: '10.0.0.100' } };
const threeControlPlanes = ['cp-1', 'cp-2', 'cp-3'].map((name) => ({ name, role: 'control-plane' }));
const everything = { changes: { swap: 'turn-off', firewall: 'open-ports', timeService: 'chrony' } };
const bareTools = { tools: {} };

const sites = {
  'one machine': sitePlanOf([{ name: 'only' }]),
  'one and two workers': sitePlanOf([{ name: 'cp' }, { name: 'w-1' }, { name: 'w-2' }]),
  'three control planes and a worker': sitePlanOf([...threeControlPlanes, { name: 'w' }], endpoint),
  'a site registry on a worker': sitePlanOf([{ name: 'cp' }, { name: 'w' }], {
    ...everything,
    siteRegistry: { machine: 'w' },
  }),
  'a site registry outside the cluster': sitePlanOf([{ name: 'cp' }, { name: 'depot', role: 'outside' }], {
    siteRegistry: { machine: 'depot' },
  }),
  'everything may be changed, packages missing': sitePlanOf([{ name: 'cp' }, { name: 'w' }], everything, bareTools),
};

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** What is wrong with a graph: unknown needs, later phases needed by earlier ones, steps out of phase order. */
function graphProblems({ steps }: OperationPlan): string[] {
  const rank = new Map(steps.map((step) => [step.id, phases.indexOf(step.phase as (typeof phases)[number])]));
  return steps.flatMap((step, index) => {
    const own = rank.get(step.id) ?? -1;
    const previous = rank.get(steps[index - 1]?.id ?? step.id) ?? -1;
    return [
      ...(own < 0 ? [`${step.id}: no such phase`] : []),
      ...(previous > own ? [`${step.id}: out of order`] : []),
      ...step.needs.filter((need) => (rank.get(need) ?? Number.MAX_VALUE) > own).map((need) => `${step.id} ← ${need}`),
    ];
  });
}

describe.each(Object.entries(sites))('%s', (_name, plan) => {
  const operation = planOperation(plan, kinds, bundleWithout());

  test('the graph holds and goes phase by phase', () => {
    expect(graphProblems(operation)).toEqual([]);
  });

  test('every step leads to the last one', () => {
    const needed = new Set(operation.steps.flatMap(({ needs }) => needs));
    const ends = operation.steps.filter(({ id }) => !needed.has(id)).map(({ kind }) => kind);
    expect(new Set(ends)).toEqual(new Set(['addons/ready']));
  });

  test('the same site and bundle give the same bytes, in whatever order the kinds come', () => {
    expect(hashOf(planOperation(plan, [...kinds].reverse(), bundleWithout()))).toBe(hashOf(operation));
  });

  test('each artifact that is taken out of the bundle is named, with who needs it', () => {
    const named = operation.artifacts.map(({ ref }) => {
      const error = thrownBy(() => planOperation(plan, kinds, bundleWithout(hashOf(ref))));
      return isFerrymanError(error, 'BUNDLE_E0007') ? error.parameters : error;
    });
    expect(named).toEqual(
      operation.artifacts.map(({ ref, neededBy }) => ({
        count: 1,
        missing: `${artifactLabel(ref)} needed by ${neededBy}`,
      })),
    );
  });

  test('the steps ask for nothing the site plan does not list', () => {
    const listed = new Set(plan.artifacts.map(artifactLabel));
    expect(operation.artifacts.map(({ ref }) => artifactLabel(ref)).filter((label) => !listed.has(label))).toEqual([]);
  });
});

test('one control plane and two workers: the golden list', () => {
  const { steps } = planOperation(sites['one and two workers'], kinds, bundleWithout());
  const perNode = (kind: string) => ['cp', 'w-1', 'w-2'].map((name) => `/${kind}/${name}`);
  expect(steps.map(({ id }) => id)).toEqual([
    ...perNode('trust/identity'),
    ...perNode('host/kernel'),
    ...perNode('host/names'),
    ...perNode('host/packages'),
    ...perNode('runtime/containerd'),
    ...perNode('runtime/images'),
    ...perNode('runtime/kubernetes-tools'),
    '/cluster/init/cp',
    '/cluster/join/w-1',
    '/cluster/join/w-2',
    '/addons/dns/cp',
    '/addons/network/cp',
    '/addons/ready/cp',
  ]);
});

test('a site registry: trusted everywhere before anything is pushed, and asked by every node for every upstream', () => {
  const { steps } = planOperation(sites['a site registry outside the cluster'], kinds, bundleWithout());
  const registrySteps = steps.filter(({ kind }) => kind.includes('registry'));
  expect(registrySteps.map(({ id }) => id)).toEqual([
    '/bundle/registry/depot',
    '/bundle/registry-certificate/depot',
    '/bundle/registry-images/depot',
    '/bundle/registry-password/depot',
    '/bundle/registry-trust/cp',
    '/runtime/registry-mirrors/cp',
  ]);
  expect(steps.filter(({ target }) => target === 'depot').map(({ kind }) => kind)).toContain('trust/identity');
  const images = steps.find(({ kind }) => kind === 'bundle/registry-images');
  expect(images?.needs).toEqual(['/bundle/registry/depot', '/bundle/registry-trust/cp']);
  const mirrors = steps.find(({ kind }) => kind === 'runtime/registry-mirrors')?.input as { upstreams: string[] };
  expect(mirrors.upstreams).toEqual(['ghcr.io', 'registry.k8s.io']);
});

test('control planes join one after another, workers beside them', () => {
  const { steps, limits } = planOperation(sites['three control planes and a worker'], kinds, bundleWithout());
  const joins = steps.filter(({ kind }) => kind === 'cluster/join');
  expect(
    joins.map(({ id, needs, groups }) => ({
      id,
      clusterNeeds: needs.filter((need) => need.startsWith('/cluster/')),
      limit: limits[groups[0] ?? ''] ?? 1,
    })),
  ).toEqual([
    { id: '/cluster/join/cp-2', clusterNeeds: ['/cluster/init/cp-1'], limit: 1 },
    { id: '/cluster/join/cp-3', clusterNeeds: ['/cluster/init/cp-1', '/cluster/join/cp-2'], limit: 1 },
    { id: '/cluster/join/w', clusterNeeds: ['/cluster/init/cp-1'], limit: 30 },
  ]);
});

test('what is missing is named all at once', () => {
  const plan = sites['one and two workers'];
  const [first, second] = planOperation(plan, kinds, bundleWithout()).artifacts;
  const error = thrownBy(() =>
    planOperation(plan, kinds, bundleWithout(hashOf(first?.ref ?? null), hashOf(second?.ref ?? null))),
  );
  expect(isFerrymanError(error, 'BUNDLE_E0007') && error.parameters.count).toBe(2);
});

describe('a step kind of ours that is wrong', () => {
  const wrong = (needs: readonly string[], targets: readonly string[] = ['a']): DeclaredStepKind => ({
    kind: 'host/wrong',
    phase: 'host',
    class: 'reversible',
    input: z.unknown(),
    weightMs: () => 1,
    expand: () => targets.map((target) => ({ title: { zh: '', en: '' }, target, input: {}, needs })),
  });

  test.each([
    ['needs a step that is not there', wrong(['/host/nothing/a']), '/host/wrong/a needs /host/nothing/a'],
    ['goes round in a circle', wrong(['/host/wrong/a']), 'circle: /host/wrong/a → /host/wrong/a'],
    ['has two steps of one id', wrong([], ['a', 'a']), 'two steps share an id'],
  ])('%s: it is called our fault', (_name, kind, detail) => {
    const error = thrownBy(() => planOperation(sites['one machine'], [kind], bundleWithout()));
    expect(isFerrymanError(error, 'OP_E0006') ? String(error.parameters.detail) : error).toContain(detail);
  });
});

test('a plan made before anybody bought a machine installs nothing, and says so', () => {
  expect(() => planOperation(sitePlanOf([]), [], bundleWithout())).toThrow(/PLAN_E0007/);
});
