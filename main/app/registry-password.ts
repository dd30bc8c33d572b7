import type { RegistryPasswordView } from '../contract/site.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { JournalEvent } from '../model/operation/journal.ts';
import { stepId } from '../model/operation/step-kind.ts';
import { type PlannedRegistry, registryFiles, registryHost, registryUser } from '../model/plan/planned-registry.ts';
import { noArtifacts, poolFor } from './collect-facts.ts';
import { keepSecret, keptSecrets } from './kept-secrets.ts';
import { standingPlan } from './operation.ts';
import { savedPlan } from './site-plan.ts';
import { readRegistryFile } from './site-registry.ts';
import { type SiteSession, siteJournal } from './site-session.ts';

/** Where the password of the site's own registry lies, and who keeps a copy under the passphrase; never the password. */
export function registryPassword(session: SiteSession): RegistryPasswordView | null {
  if (savedPlan(session) === null) return null;
  const { siteRegistry } = standingPlan(session);
  return siteRegistry === undefined ? null : view(session, siteRegistry);
}

/**
 * Reads it on the registry's machine and keeps it in the site file under the passphrase, as the secret that a push to that
 * registry asks for. KEY_E0001 the passphrase is another, before any machine is spoken to · REGISTRY_E0001 the plan has no
 * registry · SITE_E0007 it is not installed yet · as connecting to the machine.
 */
export async function escrowRegistryPassword(session: SiteSession, passphrase: string): Promise<RegistryPasswordView> {
  const { store, secrets, operator, signal } = session;
  const { siteRegistry } = standingPlan(session);
  if (siteRegistry === undefined) throw new FerrymanError('REGISTRY_E0001');
  // refuses here, before any machine is spoken to
  if (store.readOnlyReason !== undefined) store.nextFence(0);
  keptSecrets(session, passphrase);
  const { machine } = siteRegistry;
  const secret = `registry:${registryHost(siteRegistry)}`;
  const hosts = poolFor(session, noArtifacts);
  try {
    const node = await hosts.runner(machine, { runKey: 'escrow', fence: 0, signal, onLog: () => undefined });
    const password = await readRegistryFile(node, registryFiles.password);
    secrets.put(secret, password);
    keepSecret(session, passphrase, secret, password);
  } finally {
    await hosts.close();
  }
  // only after it is kept: a record of what is not there would be believed
  await store.append(siteJournal, { type: 'secret-escrowed', by: operator, secret, machine });
  return view(session, siteRegistry);
}

function view({ store }: SiteSession, registry: PlannedRegistry): RegistryPasswordView {
  const { machine } = registry;
  const secret = `registry:${registryHost(registry)}`;
  let escrow: RegistryPasswordView['escrow'] = null;
  for (const { at, event } of store.foundEntries()) {
    const { data } = JournalEvent.safeParse(event);
    if (data?.type === 'secret-escrowed' && data.secret === secret && data.machine === machine)
      escrow = { by: data.by, at, isOutdated: false };
    // the step begins only where there is no password that fits: it makes another one
    if (data?.type === 'step-begun' && data.stepId === stepId('bundle/registry-password', machine) && escrow !== null)
      escrow = { ...escrow, isOutdated: true };
  }
  const hasPassphrase = store.sealedSecrets() !== undefined;
  return { secret, user: registryUser, machine, file: registryFiles.password, hasPassphrase, escrow };
}
