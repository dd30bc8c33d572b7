import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { PracticeSite } from '../ports/practice-site.ts';
import { signCheckpoint } from './audit.ts';
import { resumeOperation, startOperation } from './operation.ts';
import { runPreflight } from './preflight.ts';
import { keepReport } from './report.ts';
import { saveRequirements } from './requirements.ts';
import { takeBundle } from './site-bundle.ts';
import { approvePlan, needPlan } from './site-plan.ts';
import type { RunningOperation, SiteSession } from './site-session.ts';
import { trustHosts } from './trust-hosts.ts';
import { runVerification } from './verify.ts';

const rehearser = 'practice 演练';

/**
 * The whole delivery on the practice fleet, by the very same use cases: trust, plan, bundle, preflight, approve, install,
 * and when that has succeeded, verify and report. Answers when the installation has begun; only a practice site may.
 */
export async function rehearse(session: SiteSession): Promise<{ operationId: string }> {
  const { store, startPracticeSite } = session;
  if (!store.isPractice || startPracticeSite === undefined) throw new FerrymanError('PRACTICE_E0002');
  const practice = await startPracticeSite();
  for (const [name, value] of Object.entries(practice.secrets)) session.secrets.put(name, value);
  saveRequirements(session, practice.requirements, 'practice.yaml');
  for (const machine of Object.keys(practice.fingerprints)) store.hostKeys.forget(machine);
  const fingerprints = Object.entries(practice.fingerprints).map(([machine, fingerprint]) => ({
    machine,
    fingerprint,
  }));
  await trustHosts(session, fingerprints, rehearser);
  await runPreflight(session);
  const { plan, hash } = needPlan(session);
  store.trustSigningKey(practice.signingKey);
  await takeBundle(session, await practice.bundleFor(plan.release.version));
  await approvePlan(session, hash, rehearser);
  await signCheckpoint(session, practice.signer);
  const running = await startOperation(session);
  session.rehearsal = rehearsalOf(session, running, practice);
  return { operationId: running.operationId };
}

/** Goes on with the newest operation; where it is the rehearsal's, to the rehearsal's end, as if it had never been stopped. */
export async function resume(session: SiteSession): Promise<RunningOperation> {
  const running = await resumeOperation(session);
  const { rehearsal, startPracticeSite } = session;
  if (rehearsal?.operationId === running.operationId && startPracticeSite !== undefined)
    session.rehearsal = rehearsalOf(session, running, await startPracticeSite());
  return running;
}

function rehearsalOf(
  session: SiteSession,
  { operationId, ended }: RunningOperation,
  { signer }: PracticeSite,
): NonNullable<SiteSession['rehearsal']> {
  const toTheEnd = ended.then(async (outcome) => {
    if (outcome !== 'succeeded') return;
    await runVerification(session);
    await signCheckpoint(session, signer);
    await keepReport(session);
  });
  // whoever waits for the rehearsal sees its failure; without anybody waiting it must not end the process
  toTheEnd.catch(() => undefined);
  return { operationId, ended: toTheEnd };
}
