import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registries } from '../../main/app/registries.ts';
import type { SiteSession } from '../../main/app/site-session.ts';
import { buildBundle } from '../../main/bundle/build.ts';
import { createKey, loadKey } from '../../main/bundle/keys.ts';
import { openSession, siteFiles } from '../../main/hosts/open-session.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import type { SiteStore } from '../../main/ports/site-store.ts';
import { writeBundleParts } from '../../main/practice/bundle/write-bundle-parts.ts';
import type { Fault } from '../../main/practice/faults.ts';
import { PracticeFleet } from '../../main/practice/fleet.ts';
import { RecordingObserver } from '../adapters/ssh/support.ts';

const password = 'practice-password';
const createdAt = '2026-11-21T00:00:00Z';

export interface RehearsalSite {
  readonly folder: string;
  readonly fleet: PracticeFleet;
  readonly store: SiteStore;
  readonly session: SiteSession;
  readonly observer: RecordingObserver;
  readonly bundleDirectory: string;
  close(): Promise<void>;
}

/** Three practice hosts, a practice bundle for the newest release, and a site whose requirements have `wants` besides. */
export async function rehearsalSite(
  wants: Readonly<Record<string, unknown>> = {},
  faults: readonly Fault[] = [],
  roles: Readonly<Record<string, string>> = {},
): Promise<RehearsalSite> {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-rehearsal-'));
  const observer = new RecordingObserver();
  const fleet = await PracticeFleet.start({ hosts: ['node-1', 'node-2', 'node-3'], password, faults });
  const store = siteFiles.create(join(folder, 'practice.ferry'), { isPractice: true });
  const directory = join(folder, 'keys');
  const key = await createKey(directory, { name: 'practice', use: 'practice', passphrase: password, createdAt });
  const release = registries().releases[0];
  if (release === undefined) throw new Error('no release in the catalog');
  const specFile = await writeBundleParts(join(folder, 'parts'), release);
  const bundleDirectory = join(folder, 'bundle');
  const signingKey = await loadKey(directory, 'practice', password);
  await buildBundle({ specFile, outputDirectory: bundleDirectory, signingKey, createdAt });
  const machines = fleet.hostList.map(({ name, address, port }) => ({
    name,
    address,
    port,
    role: roles[name] ?? (name === 'node-1' ? 'control-plane' : 'worker'),
    access: { user: 'root', auth: { password: { secret: 'practice' } } },
  }));
  const requirements = JSON.stringify({
    apiVersion: 'ferryman/v1',
    kind: 'Requirements',
    site: { name: 'practice' },
    machines,
    network: { dns: 'none', ntp: 'none' },
    ...wants,
  });
  const session = openSession({
    store,
    askSecret: async () => undefined,
    knownSecrets: { practice: password },
    signal: new AbortController().signal,
    observer,
    startPracticeSite: async () => ({
      requirements,
      fingerprints: Object.fromEntries(fleet.hostList.map(({ name, fingerprint }) => [name, fingerprint])),
      secrets: { practice: password },
      bundleFor: async () => bundleDirectory,
      signingKey: { ...trustedKeyOf(key), trustedBy: 'practice' },
      signer: signingKey,
    }),
  });
  return {
    folder,
    fleet,
    store,
    session,
    observer,
    bundleDirectory,
    async close() {
      store.close();
      await fleet.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
