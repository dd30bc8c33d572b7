import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diffRevisions, planHead, planRevisions } from '../../main/app/plan-revisions.ts';
import { listPlannerDefaults, overrideDefault, removeOverride } from '../../main/app/planner-defaults.ts';
import { savedRequirements, saveRequirements } from '../../main/app/requirements.ts';
import { approvePlan, makePlan, savedPlan } from '../../main/app/site-plan.ts';
import { whatIf } from '../../main/app/what-if.ts';
import { PlannerDefault } from '../../main/contract/plan.contract.ts';
import { plannerDefaults } from '../../main/plan/assumptions.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';

const source = readFileSync(
  join(import.meta.dirname, '../../bundles/examples/online-design/requirements.yaml'),
  'utf8',
);
const override = { assumption: 'headroom-production', value: 0.6, by: '陈工', why: '年底促销，多留余量' };
let site: ReturnType<typeof temporarySite>;
beforeEach(() => {
  site = temporarySite();
  saveRequirements(site.session, source, 'requirements.yaml');
  makePlan(site.session);
});
afterEach(() => site.close());

const defaultOf = (id: string) => listPlannerDefaults(site.session).find((each) => each.id === id);

describe('a planner default', () => {
  test('all are listed with their limits, those of this plan first', () => {
    const all = listPlannerDefaults(site.session);
    expect(all.map(({ id }) => id).sort()).toEqual(Object.keys(plannerDefaults).sort());
    for (const each of all) {
      expect(PlannerDefault.parse(each)).toEqual(each);
      expect(each.default).toBeGreaterThanOrEqual(each.least);
      expect(each.default).toBeLessThanOrEqual(each.most);
    }
    const used = all.filter(({ isUsed }) => isUsed);
    expect(all.slice(0, used.length)).toEqual(used);
    expect(used.map(({ id }) => id).sort()).toEqual(savedPlan(site.session)?.plan.assumptions.map(({ id }) => id));
  });

  test('overridden: who and why are kept beside the old value, and the plan is another', () => {
    const view = overrideDefault(site.session, override);
    expect(view.revision).toBe(2);
    expect(defaultOf('headroom-production')).toMatchObject({
      value: 0.6,
      default: 0.8,
      override: { by: '陈工', why: '年底促销，多留余量' },
    });
    const workers = diffRevisions(site.session, 1, 2).find(({ object }) => object === 'production/worker');
    expect(workers?.because).toContain('headroom-production 0.8 → 0.6');
    expect(savedRequirements(site.session)?.requirements.overrides).toEqual([override]);
    expect(savedRequirements(site.session)?.source).toContain('某家居集团');
  });

  test('overridden without another machine: the difference still says what was overridden', () => {
    overrideDefault(site.session, { ...override, assumption: 'system-disk-gb', value: 150 });
    const changes = diffRevisions(site.session, 1, 2);
    expect(changes.find(({ group }) => group === 'defaults')).toMatchObject({
      object: 'system-disk-gb',
      what: { zh: '系统盘 100 → 150 (陈工: 年底促销，多留余量)' },
    });
    expect(changes.find(({ object }) => object === 'production/worker')?.what.zh).toBe('每台磁盘 / 100 → 150 GB');
  });

  test('taken back: the very plan of before', () => {
    const before = savedPlan(site.session);
    overrideDefault(site.session, override);
    const after = removeOverride(site.session, 'headroom-production');
    expect(after.plan).toEqual({ ...before?.plan, requirementsHash: after.plan.requirementsHash });
    expect(after.hash).toBe(before?.hash);
    expect(() => removeOverride(site.session, 'headroom-production')).toThrow(/PLAN_E0022/);
  });

  test.each([
    ['no-such-default', 1, /PLAN_E0020/],
    ['headroom-production', 0.29, /PLAN_E0021/],
    ['headroom-production', 1.01, /PLAN_E0021/],
    ['think-time-seconds', 0, /PLAN_E0021/],
    ['years', -1, /PLAN_E0021/],
  ])('%s = %d is refused and nothing is kept', (assumption, value, code) => {
    expect(() => overrideDefault(site.session, { ...override, assumption, value })).toThrow(code);
    expect(planHead(site.session)?.revision).toBe(1);
    expect(savedRequirements(site.session)?.requirements.overrides).toEqual([]);
  });

  test('written by hand beyond its limits: the default stays, and the plan cannot be approved', async () => {
    const written = `${source}overrides: [{ assumption: headroom-production, value: 0, by: x, why: y }]\n`;
    saveRequirements(site.session, written, 'requirements.yaml');
    const { plan, hash } = makePlan(site.session);
    expect(plan.findings[0]).toMatchObject({ severity: 'blocker', object: 'overrides headroom-production' });
    expect(plan.assumptions.find(({ id }) => id === 'headroom-production')).toMatchObject({ value: 0.8 });
    await expect(approvePlan(site.session, hash, '周工')).rejects.toThrow(/PLAN_E0004/);
  });
});

describe('revisions', () => {
  test('a plan whose answers changed since is not approved', async () => {
    const view = makePlan(site.session);
    saveRequirements(site.session, source.replace('concurrentUsers: 300', 'concurrentUsers: 450'), 'requirements.yaml');
    await expect(approvePlan(site.session, view.hash, '周工')).rejects.toThrow(/PLAN_E0011/);
  });

  test('newest first, each with its own approval; an edit leaves the approval behind', async () => {
    const first = planHead(site.session);
    await approvePlan(site.session, first?.hash ?? '', '周工');
    expect(planHead(site.session)?.approval?.by).toBe('周工');
    overrideDefault(site.session, override);
    const revisions = planRevisions(site.session);
    expect(revisions.map(({ revision, approval }) => [revision, approval?.by])).toEqual([
      [2, undefined],
      [1, '周工'],
    ]);
    expect(revisions[0]?.hash).toBe(savedPlan(site.session)?.hash);
    expect(planHead(site.session)).toEqual(revisions[0]);
  });

  test('a difference with itself is nothing; with a revision that is not there, a refusal', () => {
    expect(diffRevisions(site.session, 1, 1)).toEqual([]);
    expect(() => diffRevisions(site.session, 1, 2)).toThrow(/PLAN_E0006/);
  });
});

describe('what if', () => {
  test('more users: the difference says what grows and because of what, and nothing is kept', () => {
    const { changes, blockers } = whatIf(site.session, { answers: [{ path: 'load.concurrentUsers', value: 3000 }] });
    expect(changes.flatMap(({ because }) => because)).toContain('load.concurrentUsers 300 → 3000');
    expect(blockers).toEqual([]);
    expect(planHead(site.session)?.revision).toBe(1);
    expect(savedRequirements(site.session)?.source).toBe(source);
  });

  test('the same answers make no difference', () => {
    expect(whatIf(site.session, { source }).changes).toEqual([]);
  });

  test('a variant that may not be is shown with its reason; a wrong answer is named', () => {
    const { blockers } = whatIf(site.session, {
      answers: [
        { path: 'security.mlps', value: 3 },
        { path: 'logs.retentionDays', value: 30 },
      ],
    });
    expect(blockers.map(({ rule }) => rule)).toContain('log-retention');
    expect(() => whatIf(site.session, { answers: [{ path: 'load.concurrentUsers', value: 'many' }] })).toThrow(
      /load\.concurrentUsers: found "many"/,
    );
    expect(() => whatIf(site.session, { answers: [{ path: 'environments.none.kind', value: 'test' }] })).toThrow(
      /PLAN_E0023/,
    );
  });
});
