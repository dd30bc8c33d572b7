import { randomBytes } from 'node:crypto';
import { SiteLease } from '../engine/lease/lease.ts';
import { OperationEngine } from '../engine/operation-engine.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { OperationPlan } from '../model/operation/operation-plan.ts';
import { type OperationState, stateOf } from '../model/operation/operation-state.ts';
import { firstControlPlane, type SitePlan } from '../model/plan/site-plan.ts';
import { planOperation } from '../plan/operation-plan.ts';
import type { OperationRecord } from '../ports/site-store.ts';
import { plainFacts, poolFor } from './collect-facts.ts';
import { bundleIndex, needBundle } from './site-bundle.ts';
import { needPlan } from './site-plan.ts';
import { siteRegistryOpener } from './site-registry.ts';
import type { RunningOperation, SiteSession } from './site-session.ts';

/** The change list: what the operation would do, from the plan and the bundle. BUNDLE_E0007 when something is missing. */
export async function operationPlan(session: SiteSession): Promise<OperationPlan> {
  return planOperation(needPlan(session).plan, session.registries.steps, bundleIndex(await needBundle(session)));
}

export function latestOperation({ store }: SiteSession): OperationRecord | undefined {
  return store.operations()[0];
}

export function operationState({ store }: SiteSession, { id, plan }: OperationRecord): OperationState {
  return stateOf(plan, store.entriesAfter(0, id));
}

/**
 * Freezes the operation plan and starts; answers as soon as the journal says so.
 * PLAN_E0003 not approved · OP_E0003 another is under way · OP_E0005 preflight failed · HOST_E0007 somebody else holds the site.
 */
export async function startOperation(session: SiteSession): Promise<RunningOperation> {
  const { plan, hash, approval } = needPlan(session);
  if (approval === null) throw new FerrymanError('PLAN_E0003', { hash });
  const failed = session.store
    .checks('preflight')
    .filter(({ outcome, severity }) => outcome === 'fail' && severity === 'critical');
  if (failed.length > 0) {
    const checks = failed.map(({ id, target }) => `${id} ${target}`).join(', ');
    throw new FerrymanError('OP_E0005', { count: failed.length, checks });
  }
  const earlier = latestOperation(session);
  if (earlier !== undefined) {
    const { status } = operationState(session, earlier);
    if (status !== 'succeeded') throw new FerrymanError('OP_E0003', { operation: earlier.id });
  }
  const frozen = await operationPlan(session);
  const id = `${frozen.operation}-${randomBytes(4).toString('hex')}`;
  return await run(session, plan, async (by) => {
    const record = session.store.createOperation(id, frozen);
    await session.store.append(id, { type: 'operation-created', planHash: record.planHash, by });
    return record;
  });
}

/** Goes on with the newest operation: what ended unseen is probed, what is done stays done. */
export async function resumeOperation(session: SiteSession): Promise<RunningOperation> {
  const record = latestOperation(session);
  if (record === undefined || operationState(session, record).status === 'succeeded') {
    throw new FerrymanError('OP_E0004', { what: 'resume' });
  }
  const bundle = await needBundle(session);
  if (bundle.manifestHash !== record.plan.bundleManifestHash) {
    throw new FerrymanError('BUNDLE_E0011', { expected: record.plan.bundleManifestHash, actual: bundle.manifestHash });
  }
  return await run(session, planOf(session, record), async () => record);
}

/** Nothing new starts, what is under way comes to its end. OP_E0004 when nothing runs here. */
export async function stopOperation(session: SiteSession, by: string): Promise<void> {
  if (session.current === undefined) throw new FerrymanError('OP_E0004', { what: 'stop' });
  await session.current.engine.stop(by);
}

/** The site plan an operation was made from; kept with the site, so never missing. */
export function planOf(session: SiteSession, { plan }: OperationRecord): SitePlan {
  const document = session.store.documentByHash('site-plan', plan.sitePlanHash);
  if (document === undefined) throw new FerrymanError('SITE_E0007', { what: 'plan', next: 'ferryman plan' });
  return document.content as SitePlan;
}

/** What stands at the site, as far as is known: the plan of the last operation, else the newest. */
export function standingPlan(session: SiteSession): SitePlan {
  const operation = latestOperation(session);
  return operation === undefined ? needPlan(session).plan : planOf(session, operation);
}

async function run(
  session: SiteSession,
  plan: SitePlan,
  record: (by: string) => Promise<OperationRecord>,
): Promise<RunningOperation> {
  const { store, clock, secrets, registries, operator, version, signal } = session;
  if (session.current !== undefined) throw new FerrymanError('OP_E0003', { operation: session.current.operationId });
  if (store.readOnlyReason !== undefined) store.nextFence(0);
  const bundle = await needBundle(session);
  const hosts = poolFor(session, bundle.source);
  const siteMachine = firstControlPlane(plan).name;
  let held: SiteLease | undefined;
  try {
    const node = await hosts.runner(siteMachine, { runKey: 'lease', fence: 0, signal, onLog: () => undefined });
    let engine: OperationEngine | undefined;
    const { lease, highestFence } = await SiteLease.acquire(node, {
      holder: `${store.siteId} ${operator} ${store.path}`,
      person: operator,
      onLost: () => void engine?.stop('lease lost'),
    });
    held = lease;
    const operation = await record(operator);
    const facts = plainFacts(session);
    engine = new OperationEngine({
      operation,
      store,
      kinds: registries.steps,
      hosts,
      artifacts: bundle.source,
      openSiteRegistry: siteRegistryOpener(session, bundle),
      secrets,
      facts: (machine) => {
        const known = facts[machine];
        if (known === undefined)
          throw new FerrymanError('SITE_E0007', { what: `facts of ${machine}`, next: 'ferryman preflight' });
        return known;
      },
      siteMachine,
      clock,
      fence: store.nextFence(highestFence),
      engineName: `ferryman ${version} ${operator}`,
    });
    const ended = engine.run().finally(async () => {
      session.current = undefined;
      await lease.release();
      await hosts.close();
    });
    session.current = { operationId: operation.id, engine, ended };
    return session.current;
  } catch (error) {
    await held?.release();
    await hosts.close();
    throw error;
  }
}
