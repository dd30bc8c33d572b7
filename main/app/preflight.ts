import { runChecks } from '../checks/run-checks.ts';
import type { CheckResult } from '../model/checks/check-kind.ts';
import { controlPlanes } from '../model/plan/site-plan.ts';
import { collectFacts, plainFacts } from './collect-facts.ts';
import { measureDisks } from './measure-disks.ts';
import { makePlan } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';

/** Reads the machines anew, plans with what they say, and checks everything that can be checked without changing anything. */
export async function runPreflight(session: SiteSession): Promise<CheckResult[]> {
  const { facts, failures } = await collectFacts(session);
  const { plan } = makePlan(session);
  const clocks = Object.fromEntries(
    Object.entries(facts).flatMap(([name, { clock }]) => (clock === null ? [] : [[name, clock]])),
  );
  const diskLatencies = await measureDisks(
    session,
    controlPlanes(plan).flatMap(({ name }) => (facts[name] === undefined ? [] : [name])),
  );
  const context = { plan, facts: plainFacts(session), failures, clocks, diskLatencies };
  const results = await runChecks(session.registries.preflight, context, () => session.clock.now());
  session.store.saveChecks('preflight', results);
  return results;
}
