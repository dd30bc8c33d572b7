import type { HostView } from '../contract/hosts.contract.ts';
import { FerrymanError, toErrorRecord } from '../model/errors/ferryman-error.ts';
import { knownFacts } from './collect-facts.ts';
import { hostAddresses } from './host-addresses.ts';
import { needRequirements } from './requirements.ts';
import type { SiteSession } from './site-session.ts';

/** What is known of the machines without asking them. */
export function listHosts(session: SiteSession): HostView[] {
  const { facts, failures } = knownFacts(session);
  return needRequirements(session).machines.map(({ name, address, port, role }) => {
    const trusted = session.store.hostKeys.trusted(name)?.fingerprint;
    const found = facts[name];
    const error = failures[name];
    return {
      machine: name,
      address: port === 22 ? address : `${address}:${port}`,
      role,
      ...(trusted === undefined ? {} : { trusted }),
      ...(found === undefined ? {} : { facts: found.facts }),
      ...(error === undefined ? {} : { error }),
    };
  });
}

/** Asks every machine for the key it shows now. A machine behind a jump host that is not trusted yet says so. */
export async function scanHosts(session: SiteSession): Promise<HostView[]> {
  const addresses = hostAddresses(needRequirements(session).machines);
  return await Promise.all(
    listHosts(session).map(async ({ error: _, ...view }) => {
      const address = addresses.get(view.machine);
      if (address === undefined) return view;
      try {
        const { fingerprint } = await session.connector.fingerprint(address, session.signal);
        return { ...view, shown: fingerprint };
      } catch (error) {
        return { ...view, error: toErrorRecord(error) };
      }
    }),
  );
}

/**
 * Records fingerprints a person compared. Each key is fetched again: SSH_E0003 when it shows another fingerprint now,
 * or when another one was trusted before (that one must be forgotten first).
 */
export async function trustHosts(
  session: SiteSession,
  machines: readonly { readonly machine: string; readonly fingerprint: string }[],
  by: string,
): Promise<HostView[]> {
  const addresses = hostAddresses(needRequirements(session).machines);
  for (const { machine, fingerprint } of machines) {
    const address = addresses.get(machine);
    if (address === undefined) throw new FerrymanError('INPUT_E0001', { detail: `there is no machine ${machine}` });
    const before = session.store.hostKeys.trusted(machine);
    const shown = await session.connector.fingerprint(address, session.signal);
    if (shown.fingerprint !== fingerprint || (before !== undefined && before.fingerprint !== fingerprint)) {
      throw new FerrymanError('SSH_E0003', {
        machine,
        expected: before?.fingerprint ?? fingerprint,
        actual: shown.fingerprint,
      });
    }
    session.store.hostKeys.trust(machine, shown.key, shown.fingerprint, by);
  }
  return listHosts(session);
}
