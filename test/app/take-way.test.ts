import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { negotiateMachines } from '../../main/app/negotiate.ts';
import { diffRevisions, planHead } from '../../main/app/plan-revisions.ts';
import { savedRequirements, saveRequirements } from '../../main/app/requirements.ts';
import { approvePlan, makePlan, savedPlan } from '../../main/app/site-plan.ts';
import { takeWay } from '../../main/app/take-way.ts';
import { whatIf } from '../../main/app/what-if.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';

const design = `# 2026-11 与客户确认\n${readFileSync(
  join(import.meta.dirname, '../../bundles/examples/online-design/requirements.yaml'),
  'utf8',
)}`;
const offer = { environment: 'production', have: '5x16C64G' };
const shop = `
apiVersion: ferryman/v1
kind: Requirements
site: { name: 商城 }
environments: [{ name: production, kind: production, availability: basic, layout: dedicated }]
load: { concurrentUsers: 120 } # 高峰
overrides: [{ assumption: years, value: 4, by: 王工, why: 合同 }]
modules:
  - { name: web, requests: { cpuMillicores: 500, memoryMib: 2000 }, minReplicas: 5, maxReplicas: 5 }
`;
let site: ReturnType<typeof temporarySite>;
const start = (source: string) => {
  saveRequirements(site.session, source, 'requirements.yaml');
  return makePlan(site.session);
};
beforeEach(() => {
  site = temporarySite();
});
afterEach(() => site.close());

describe('a way is taken', () => {
  test('its answers are written, comments stay, and the plan made of them holds on the machines there are', async () => {
    const first = start(design);
    await approvePlan(site.session, first.hash, '周工');
    const view = takeWay(site.session, { ...offer, way: 'fewer-jobs-render-final' }, '陈工');
    expect([view.revision, view.approval]).toEqual([2, null]);
    const saved = savedRequirements(site.session);
    expect(saved?.source).toContain('# 2026-11 与客户确认');
    expect(saved?.requirements.environments[0]).toMatchObject({ workerCount: 5, layout: 'dedicated' });
    expect(saved?.requirements.modules.find(({ name }) => name === 'render-final')?.queue?.jobsPerHour).toBeLessThan(
      60,
    );
    expect(view.plan.environments[0]?.machines.find(({ role }) => role === 'worker')?.count).toBe(5);
    expect(view.plan.findings.filter(({ severity }) => severity === 'blocker')).toEqual([]);
    const again = negotiateMachines(site.session, offer);
    expect(again.promises.filter(({ holds }) => !holds)).toEqual([]);
    const worker = diffRevisions(site.session, 1, 2).find(({ object }) => object === 'production/worker');
    expect(worker?.because).toContain('environments.production.workerCount – → 5');
  });

  test('what it tries is what it does', () => {
    start(design);
    const choice = { ...offer, way: 'availability-basic' };
    const { changes } = whatIf(site.session, choice);
    expect(planHead(site.session)?.revision).toBe(1);
    takeWay(site.session, choice, '陈工');
    expect(changes.length).toBeGreaterThan(3);
    expect(diffRevisions(site.session, 1, 2)).toEqual(changes);
  });

  test('a planner default it replaces carries who and why; other overrides stay', () => {
    start(shop);
    const have = '1x8C16G';
    const way = 'less-headroom';
    expect(negotiateMachines(site.session, { environment: '', have }).ways.map(({ id }) => id)).toContain(way);
    takeWay(site.session, { environment: '', have, way }, '陈工');
    const saved = savedRequirements(site.session);
    expect(saved?.requirements.overrides).toMatchObject([
      { assumption: 'years', value: 4, by: '王工' },
      { assumption: 'headroom-production', by: '陈工', why: expect.stringContaining('余量变小') },
    ]);
    expect(saved?.source).toContain('# 高峰');
  });

  test.each([
    ['add-16C64G', /PLAN_E0025/],
    ['pray', /PLAN_E0024/],
  ])('%s is refused, and nothing is kept', (way, code) => {
    start(design);
    expect(() => takeWay(site.session, { ...offer, way }, '陈工')).toThrow(code);
    expect(savedPlan(site.session)?.revision).toBe(1);
    expect(savedRequirements(site.session)?.source).toBe(design);
  });
});
