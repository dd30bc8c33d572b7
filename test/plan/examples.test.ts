import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registries } from '../../main/app/registries.ts';
import { shapeName } from '../../main/model/plan/planned-machine.ts';
import type { SitePlan } from '../../main/model/plan/site-plan.ts';
import { diffPlans } from '../../main/plan/diff-plans.ts';
import { explain } from '../../main/plan/explain.ts';
import { planSite } from '../../main/plan/site-plan.ts';
import { readRequirements } from '../../main/requirements/read-requirements.ts';
import { catalog, expressions, rules } from './fixture.ts';

function example(name: string, change: (source: string) => string = (source) => source): SitePlan {
  const file = join(import.meta.dirname, '../../bundles/examples', name, 'requirements.yaml');
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

const machines = (plan: SitePlan, environment: string) =>
  plan.environments
    .find(({ name }) => name === environment)
    ?.machines.map(({ role, count, shape, existing }) => `${role} ${count} × ${shapeName(shape)}, ${existing} there`);

const blockers = ({ findings }: SitePlan) => findings.filter(({ severity }) => severity === 'blocker');

describe('an online-design suite with render workers', () => {
  const plan = example('online-design');

  test('load and copies are the sums of F5', () => {
    // 300 people ÷ 10 s × 2 = 60 requests per second; 1200 × 15 ÷ 3600 = 5 and 60 × 240 ÷ 3600 = 4 render workers
    expect(
      ['load.requestsPerSecond', 'services.render-preview.replicas', 'services.render-final.replicas'].map((id) =>
        figure(plan, `production.${id}`),
      ),
    ).toEqual([60, 5, 4]);
  });

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

test('the company with twelve machines already bought: every one has its place, and one more is asked for', () => {
  const plan = example('kubesphere-company');
  expect([machines(plan, 'production'), machines(plan, 'test')]).toEqual([
    [
      'control-plane 3 × 8C16G, 3 there',
      'worker 3 × 8C16G, 3 there',
      'gitlab 1 × 4C8G, 1 there',
      'mysql-server 2 × 4C8G, 2 there',
    ],
    ['control-plane 1 × 8C16G, 1 there', 'worker 2 × 8C16G, 2 there', 'mysql-server 1 × 4C8G, 0 there'],
  ]);
  expect(plan.existing.filter(({ fits }) => fits)).toHaveLength(12);
  expect(blockers(plan)).toEqual([]);
});

test('three converged servers in a factory: any one may stop, and etcd has a disk of its own', () => {
  const plan = example('factory');
  const [environment] = plan.environments;
  expect(machines(plan, 'production')).toEqual(['control-plane 3 × 16C64G, 3 there']);
  expect(environment?.layout.proof).toMatchObject({ failures: 1, holds: true, tried: 3 });
  expect(environment?.machines[0]?.disks.filter(({ use }) => use === 'etcd')).toHaveLength(1);
  // F4 for shared machines: (N − f) × h × usable holds what is asked
  const room = plan.figures['production.converged.room'];
  expect(Number(room?.value)).toBeGreaterThanOrEqual(Number(room?.inputs.asked));
  expect(blockers(plan)).toEqual([]);
});
