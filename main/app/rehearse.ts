import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { startOperation } from './operation.ts';
import { runPreflight } from './preflight.ts';
import { writeReport } from './report.ts';
import { saveRequirements } from './requirements.ts';
import { takeBundle } from './site-bundle.ts';
import { approvePlan, needPlan } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';
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
  const { operationId, ended } = await startOperation(session);
  session.rehearsal = ended.then(async (outcome) => {
    if (outcome !== 'succeeded') return;
    await runVerification(session);
    await writeReport(session, 'both');
  });
  // whoever waits for the rehearsal sees its failure; without anybody waiting it must not end the process
  session.rehearsal.catch(() => undefined);
  return { operationId };
}
