import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { registries } from '../../main/app/registries.ts';
import { formulaText } from '../../main/model/plan/formula-words.ts';
import { shapeName } from '../../main/model/plan/planned-machine.ts';
import type { SitePlan } from '../../main/model/plan/site-plan.ts';
import { diffPlans } from '../../main/plan/diff-plans.ts';
import { explain } from '../../main/plan/explain.ts';
import { planSite } from '../../main/plan/site-plan.ts';
import { readRequirements } from '../../main/requirements/read-requirements.ts';
import { catalog, expressions, rules } from './fixture.ts';

const folder = join(import.meta.dirname, '../../bundles/examples');

function example(name: string, change: (source: string) => string = (source) => source): SitePlan {
  const file = join(folder, name, 'requirements.yaml');
  const requirements = readRequirements(change(readFileSync(file, 'utf8')), file);
  return planSite({
    requirements,
    catalog,
    expressions,
    rules,
    releases: registries().releases,
    facts: {},
    isPractice: false,
  });
}

function figure({ figures }: SitePlan, id: string): number | string | undefined {
  return figures[id]?.value;
}

const Expected = z.strictObject({
  release: z.string(),
  machines: z.record(
    z.string(),
    z.array(
      z.strictObject({
        role: z.string(),
        count: z.number(),
        shape: z.string(),
        diskGb: z.number(),
        existing: z.number(),
      }),
    ),
  ),
  figures: z.record(z.string(), z.union([z.number(), z.string()])),
});

const blockers = ({ findings }: SitePlan) => findings.filter(({ severity }) => severity === 'blocker');

describe.each(readdirSync(folder))('%s', (name) => {
  const expected = Expected.parse(parse(readFileSync(join(folder, name, 'expected.yaml'), 'utf8')));
  const plan = example(name);

  test('has the release and the machines expected of it', () => {
    expect(plan.release.version).toBe(expected.release);
    const machines = plan.environments.map((environment) => [
      environment.name,
      environment.machines.map(({ role, count, shape, disks, existing }) => ({
        role,
        count,
        shape: shapeName(shape),
        diskGb: disks.reduce((sum, { sizeGb }) => sum + sizeGb, 0),
        existing,
      })),
    ]);
    expect(Object.fromEntries(machines)).toEqual(expected.machines);
  });

  test('tells every formula of the planner in Chinese too', () => {
    const untold = Object.entries(plan.figures)
      .filter(([id, { formula }]) => !id.includes('.components.') && /[a-z]{3}/i.test(formula))
      .map(([, { formula }]) => formula)
      .filter((formula) => !/[\u4e00-\u9fff]/.test(formulaText(formula).zh));
    expect([...new Set(untold)]).toEqual([]);
  });

  test('has the figures expected of it', () => {
    const ids = Object.keys(expected.figures);
    expect(Object.fromEntries(ids.map((id) => [id, figure(plan, id)]))).toEqual(expected.figures);
    const keys = plan.environments.flatMap(({ name: environment }) =>
      [
        'load.requestsPerSecond',
        'requests.cpu',
        'requests.memory',
        'machines.total',
        'network.podCidr',
        'network.serviceCidr',
      ].map((id) => `${environment}.${id}`),
    );
    expect(ids).toEqual(expect.arrayContaining([...keys, 'logs.hotDisk', 'logs.archiveDisk', 'transfer.size']));
  });
});

describe('an online-design suite with render workers', () => {
  const plan = example('online-design');

  test('workers are the sum of F4, done again here', () => {
    const asked = (what: string) => Number(figure(plan, `production.requests.${what}`));
    const usable = (what: string) => Number(figure(plan, `production.worker.usable.${what}`));
    const enough = Math.max(...['cpu', 'memory'].map((what) => Math.ceil(asked(what) / (0.8 * usable(what)))));
    expect([usable('cpu'), (usable('memory') / 1024).toFixed(3)]).toEqual([15_390, '57.672']);
    expect([
      figure(plan, 'production.machines.worker.enough'),
      figure(plan, 'production.machines.worker.count'),
    ]).toEqual([enough, enough + 1]);
  });

  test('networks keep off the offices, the version fits the kernel, logs are kept six months', () => {
    expect([plan.network.podCidr, plan.release.version, plan.logs.retentionDays, plan.transfer.way]).toEqual([
      '10.244.0.0/16',
      'v1.34.4',
      184,
      'line',
    ]);
    expect(blockers(plan)).toEqual([]);
  });

  test('a figure leads back to the answers', () => {
    const { inputs } = explain(plan, 'production.services.design-api.replicas');
    const rate = inputs.find(({ name }) => name === 'requestsPerSecond')?.because[0];
    expect(rate?.inputs.map(({ origin }) => origin)).toEqual([
      'figure:production.load.concurrentUsers',
      'assumption:think-time-seconds',
      'assumption:burst-factor',
    ]);
    expect(() => explain(plan, 'workers.count')).toThrow(/PLAN_E0005/);
  });

  test('more users: the difference says which machines, and because of what', () => {
    const sized = (source: string) => source.replace('zone: prod }', 'zone: prod, workerShape: 16C64G }');
    const more = example('online-design', (source) =>
      sized(source).replace('concurrentUsers: 300', 'concurrentUsers: 9000'),
    );
    const workers = diffPlans(example('online-design', sized), more).find(
      ({ group, object }) => group === 'machines' && object === 'production/worker',
    );
    expect([workers?.sign, workers?.because]).toEqual([
      '+',
      expect.arrayContaining(['load.concurrentUsers 300 → 9000']),
    ]);
    expect(diffPlans(plan, plan)).toEqual([]);
  });
});

test.each([
  ['16C64G', 240_000],
  ['32C128G', 240_000],
  ['8C32G', 3_000],
])('on %s for %d people small pods leave the big ones a place when a machine stops', (shape, users) => {
  const plan = example('online-design', (source) =>
    source
      .replace('zone: prod }', `zone: prod, workerShape: ${shape} }`)
      .replace('concurrentUsers: 300', `concurrentUsers: ${users}`),
  );
  expect(plan.environments[0]?.layout).toMatchObject({ unplaced: [], proof: { holds: true } });
  expect(blockers(plan)).toEqual([]);
});

test('many copies of small services keep off nodes that big pods fill: no node stands out', () => {
  const plan = example('online-design', (source) =>
    source
      .replace('zone: prod }', 'zone: prod, workerShape: 32C128G }')
      .replace('concurrentUsers: 300', 'concurrentUsers: 240000'),
  );
  const shares = (plan.environments[0]?.layout.nodes ?? []).map(
    ({ cpuMillicores, usableCpuMillicores }) => cpuMillicores / usableCpuMillicores,
  );
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThan(0.05);
});

test('the company with twelve machines already bought: every one has its place, and one more is asked for', () => {
  const plan = example('kubesphere-company');
  expect(plan.existing.filter(({ fits }) => fits)).toHaveLength(12);
  const machines = plan.environments.flatMap((environment) => environment.machines);
  expect(machines.reduce((sum, { count, existing }) => sum + count - existing, 0)).toBe(1);
  expect(blockers(plan)).toEqual([]);
});

test('three converged servers in a factory: any one may stop, and etcd has a disk of its own', () => {
  const plan = example('factory');
  const [environment] = plan.environments;
  expect(environment?.layout.proof).toMatchObject({ failures: 1, holds: true, tried: 3 });
  expect(environment?.machines[0]?.disks.filter(({ use }) => use === 'etcd')).toHaveLength(1);
  // F4 for shared machines: (N − f) × h × usable holds what is asked
  const room = plan.figures['production.converged.room'];
  expect(Number(room?.value)).toBeGreaterThanOrEqual(Number(room?.inputs.asked));
  expect(blockers(plan)).toEqual([]);
});
