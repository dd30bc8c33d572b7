import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOperation } from '../../main/app/operation.ts';
import { registries } from '../../main/app/registries.ts';
import { rehearse } from '../../main/app/rehearse.ts';
import type { SiteSession } from '../../main/app/site-session.ts';
import { runVerification } from '../../main/app/verify.ts';
import { buildBundle } from '../../main/bundle/build.ts';
import { createKey, loadKey } from '../../main/bundle/keys.ts';
import { openSession, siteFiles } from '../../main/hosts/open-session.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import type { SiteStore } from '../../main/ports/site-store.ts';
import { writeBundleParts } from '../../main/practice/bundle/write-bundle-parts.ts';
import { PracticeFleet } from '../../main/practice/fleet.ts';
import { RecordingObserver } from '../adapters/ssh/support.ts';
import { practiceIsMissing } from './practice.ts';

const missing = await practiceIsMissing();
if (missing !== undefined) console.warn(`the rehearsal is skipped: ${missing}`);

const password = 'practice-password';
const faults = [{ kind: 'reboot', host: 'node-2', when: 'kubeadm join' }] as const;

describe.skipIf(missing !== undefined)('the whole delivery on practice hosts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-rehearsal-'));
  const observer = new RecordingObserver();
  let fleet: PracticeFleet;
  let store: SiteStore;
  let session: SiteSession;

  beforeAll(async () => {
    fleet = await PracticeFleet.start({ hosts: ['node-1', 'node-2', 'node-3'], password, faults });
    store = siteFiles.create(join(folder, 'practice.ferry'), { isPractice: true });
    const directory = join(folder, 'keys');
    const key = await createKey(directory, {
      name: 'practice',
      use: 'practice',
      passphrase: password,
      createdAt: '2026-11-21T00:00:00Z',
    });
    const release = registries().releases[0];
    if (release === undefined) throw new Error('no release in the catalog');
    const specFile = await writeBundleParts(join(folder, 'parts'), release);
    const bundleDirectory = join(folder, 'bundle');
    const signingKey = await loadKey(directory, 'practice', password);
    await buildBundle({ specFile, outputDirectory: bundleDirectory, signingKey, createdAt: '2026-11-21T00:00:00Z' });
    const machines = fleet.hostList.map(({ name, address, port }) => ({
      name,
      address,
      port,
      role: name === 'node-1' ? 'control-plane' : 'worker',
      access: { user: 'root', auth: { password: { secret: 'practice' } } },
    }));
    const requirements = JSON.stringify({
      apiVersion: 'ferryman/v1',
      kind: 'Requirements',
      site: { name: 'practice' },
      machines,
      network: { dns: 'none', ntp: 'none' },
    });
    session = openSession({
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
  }, 60_000);
  afterAll(async () => {
    store?.close();
    await fleet?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('from bare hosts, one restarting in mid-join, to verification; a second run changes nothing', async () => {
    await rehearse(session);
    expect(await session.current?.ended).toBe('succeeded');
    const entries = store.entriesAfter(0, store.operations()[0]?.id ?? '');
    const joins = entries.filter(({ event }) => event.type === 'step-begun' && event.stepId === '/cluster/join/node-2');
    expect(joins).toHaveLength(2);
    const results = await runVerification(session);
    expect(results.filter(({ outcome: found }) => found !== 'pass')).toEqual([]);
    const before = observer.count('mutate');
    expect(before).toBeGreaterThan(10);
    expect(await (await startOperation(session)).ended).toBe('succeeded');
    expect(observer.count('mutate') - before).toBe(0);
  }, 120_000);
});
