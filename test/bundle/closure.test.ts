import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demandOfJson, demandOfPlan } from '../../main/app/bundle-demand.ts';
import { registries } from '../../main/app/registries.ts';
import { draftPlan } from '../../main/app/site-plan.ts';
import { readInputs } from '../../main/bundle/build-inputs.ts';
import { proveClosure } from '../../main/bundle/closure.ts';
import { artifactKey } from '../../main/model/bundle/find-item.ts';
import type { BundleLock } from '../../main/model/bundle/lock.ts';
import { isFerrymanError } from '../../main/model/errors/ferryman-error.ts';
import type { SitePlan } from '../../main/model/plan/site-plan.ts';
import { writeBundleParts } from '../../main/practice/bundle/write-bundle-parts.ts';
import { requirementsOf } from '../plan/fixture.ts';
import { temporaryDirectory } from './fixture.ts';

const known = registries();
let directory: string;
let lock: BundleLock;
let plan: SitePlan;

beforeAll(async () => {
  directory = await temporaryDirectory();
  plan = draftPlan(
    known,
    requirementsOf([
      { name: 'cp', role: 'control-plane' },
      { name: 'w', role: 'worker' },
    ]),
  );
  const specFile = await writeBundleParts(join(directory, 'parts'), plan.release);
  lock = (await readInputs({ specFile, createdAt: '2026-11-21T00:00:00Z' })).lock;
});
afterAll(() => rm(directory, { recursive: true }));

it('a whole bundle is proven complete for a site, with how much was asked', () => {
  const demand = demandOfPlan(known, plan);
  expect(demand.needs.length).toBeGreaterThan(10);
  expect(proveClosure(lock, demand)).toEqual({
    site: '华东-02',
    planHash: demand.planHash,
    needs: demand.needs.length,
  });
});

it('any one artifact taken out is named, with everybody who needs it', () => {
  const demand = demandOfPlan(known, plan);
  for (const { ref, neededBy } of demand.needs) {
    const items = lock.items.filter(({ item }) => {
      const isSame = artifactKey({ ...item, platform: ref.platform } as typeof item) === artifactKey(ref);
      return !isSame;
    });
    expect(items.length).toBeLessThan(lock.items.length);
    let error: unknown;
    try {
      proveClosure({ ...lock, items }, demand);
    } catch (caught) {
      error = caught;
    }
    if (!isFerrymanError(error, 'BUNDLE_E0007')) throw new Error(`no refusal without ${JSON.stringify(ref)}`);
    expect(error.parameters.count).toBe(1);
    for (const kind of neededBy) expect(String(error.parameters.missing)).toContain(kind);
  }
});

it('an architecture the bundle was not built for is missing, artifact by artifact', () => {
  const arm = demandOfPlan(known, plan).needs.map(({ ref, neededBy }) => ({
    ref: { ...ref, platform: 'linux/arm64' },
    neededBy,
  }));
  const waived = proveClosure(lock, {
    site: 's',
    planHash: '0'.repeat(64),
    needs: arm,
    waiver: { by: 'a', reason: 'b' },
  });
  const forAny = lock.items.filter(({ item }) => item.platform === 'any').length;
  expect(waived.waiver?.missing.length).toBe(arm.length - forAny);
});

it('is asked the same by a plan and by its JSON', () => {
  const json: unknown = JSON.parse(JSON.stringify(plan));
  expect(demandOfJson(known, json, 'plan.json')).toEqual(demandOfPlan(known, plan));
  expect(demandOfJson(known, { plan: json }, 'plan.json')).toEqual(demandOfPlan(known, plan));
});
