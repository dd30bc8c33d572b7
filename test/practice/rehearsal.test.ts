import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resumeOperation, startOperation } from '../../main/app/operation.ts';
import { registries } from '../../main/app/registries.ts';
import { rehearse } from '../../main/app/rehearse.ts';
import type { SiteSession } from '../../main/app/site-session.ts';
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

describe.skipIf(missing !== undefined)('the whole delivery on practice hosts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-rehearsal-'));
  const observer = new RecordingObserver();
  let fleet: PracticeFleet;
  let store: SiteStore;
  let session: SiteSession;

  beforeAll(async () => {
    fleet = await PracticeFleet.start({ hosts: ['node-1', 'node-2', 'node-3'], password });
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
        bundleDirectory,
        signingKey: { ...trustedKeyOf(key), trustedBy: 'practice' },
      }),
    });
  }, 60_000);
  afterAll(async () => {
    store?.close();
    await fleet?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('from bare hosts to a report, and a second run that changes nothing', async () => {
    const since = performance.now();
    await rehearse(session);
    const outcome = await session.current?.ended;
    console.log('installed', performance.now() - since);
    const failed = store
      .entriesAfter(0, store.operations()[0]?.id ?? '')
      .filter(({ event }) => /failed|blocked/.test(event.type));
    expect(failed).toEqual([]);
    expect(outcome).toBe('succeeded');
    await session.rehearsal;
    console.log('verified', performance.now() - since);
    const notPassed = store.checks('verification').filter(({ outcome: found }) => found !== 'pass');
    expect(notPassed).toEqual([]);
    const before = observer.count('mutate');
    expect(before).toBeGreaterThan(10);
    expect(await (await startOperation(session)).ended).toBe('succeeded');
    expect(observer.count('mutate') - before).toBe(0);
  }, 120_000);
});
