import { runChecks } from '../checks/run-checks.ts';
import type { CheckResult } from '../model/checks/check-kind.ts';
import { plainFacts } from './collect-facts.ts';
import { needRequirements } from './requirements.ts';
import { planOf } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';

/** They need a link of our own to the machine, or the account we log in with. */
const onSiteOnly = ['reachable', 'time-skew', 'security-software', 'etcd-disk'];

/**
 * What preflight would say of the facts that are known, weeks before anybody can log in. Nothing is kept: preflight proper
 * reads the machines itself, and only its results count.
 */
export async function checkFactsEarly(session: SiteSession): Promise<CheckResult[]> {
  const plan = planOf(session, needRequirements(session));
  const kinds = session.registries.preflight.filter(({ id }) => !onSiteOnly.includes(id));
  const context = { plan, facts: plainFacts(session), failures: {}, clocks: {}, diskLatencies: {} };
  return await runChecks(kinds, context, () => session.clock.now());
}
