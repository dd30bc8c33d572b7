import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeReport } from '../../main/app/compose-report.ts';
import { keptSecrets } from '../../main/app/kept-secrets.ts';
import { operationState, startOperation } from '../../main/app/operation.ts';
import { pushToSite } from '../../main/app/push-to-site.ts';
import { escrowRegistryPassword, registryPassword } from '../../main/app/registry-password.ts';
import { rehearse } from '../../main/app/rehearse.ts';
import { runVerification } from '../../main/app/verify.ts';
import { isFerrymanError } from '../../main/model/errors/ferryman-error.ts';
import { registryFiles } from '../../main/model/plan/planned-registry.ts';
import type { PracticeHost } from '../../main/practice/practice-host.ts';
import { practiceIsMissing } from '../practice/practice.ts';
import { type RehearsalSite, rehearsalSite } from './rehearsal-site.ts';

const passphrase = 'horse battery staple';
const missing = await practiceIsMissing();
if (missing !== undefined) console.warn(`the practice registry is skipped: ${missing}`);

/** What a host has on its disk; its mount points are empty from outside. */
function filesUnder(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe.skipIf(missing !== undefined)(
  'a site with a registry of its own, on practice hosts',
  () => {
    let site: RehearsalSite;
    let keeper: PracticeHost;

    beforeAll(async () => {
      site = await rehearsalSite({ siteRegistry: { machine: 'node-2' } });
      keeper = site.fleet.hosts().find(({ name }) => name === 'node-2') as PracticeHost;
      await rehearse(site.session);
      expect(await site.session.current?.ended).toBe('succeeded');
      await site.session.rehearsal?.ended;
    }, 240_000);
    afterAll(() => site?.close());

    const push = () =>
      pushToSite(site.session, site.bundleDirectory, {
        signal: AbortSignal.timeout(30_000),
        onProgress: () => undefined,
      });
    const install = async () => (await startOperation(site.session)).ended;
    const refusal = () =>
      push().then(
        () => 'pushed',
        (error: unknown) => (isFerrymanError(error) ? error.code : String(error)),
      );

    test('every node pulls by digest', async () => {
      const results = await runVerification(site.session);
      expect(results.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
      const pulls = results.filter(({ id }) => id === 'site-registry');
      expect(pulls.map(({ target }) => target).sort()).toEqual(['node-1', 'node-2', 'node-3']);
      expect(pulls[0]?.evidence).toMatch(/ferryman\/probe@sha256:[0-9a-f]{64} pulled/);
      expect(results.filter(({ id }) => id === 'sandbox-image')).toHaveLength(3);
    });

    test('a second run sends nothing that changes a machine, and a second push no blob', async () => {
      const before = site.observer.count('mutate');
      expect(await install()).toBe('succeeded');
      expect(site.observer.count('mutate') - before).toBe(0);
      const { pushed, unchanged, sentBlobs } = await push();
      expect([pushed, unchanged.length > 5, sentBlobs]).toEqual([[], true, 0]);
    });

    test('no secret of the registry is in what was sent, journaled or logged, nor anywhere on a machine but where root alone reads it', async () => {
      const password = keeper.read(registryFiles.password) ?? '';
      expect(password).toHaveLength(32);
      const key = keeper.read('/etc/ferryman/registry/server.key') ?? '';
      const signIn = Buffer.from(`ferryman:${password}`).toString('base64');
      const secrets = [password, signIn, ...key.split('\n').filter((line) => line.length > 40 && !line.includes('-'))];
      const { store } = site;
      const operations = store.operations();
      const logs = operations.flatMap(({ id, plan }) => plan.steps.map((step) => store.readLog(id, step.id).text));
      const written = JSON.stringify([
        store.entriesAfter(0),
        operations,
        site.observer.sent.map(({ argv }) => argv),
        logs,
      ]);
      const file = readFileSync(join(site.folder, 'practice.ferry'), 'latin1');
      expect(secrets.filter((secret) => written.includes(secret) || file.includes(secret))).toEqual([]);
      const holders = site.fleet.hosts().flatMap(({ name, sandbox }) =>
        filesUnder(sandbox.root)
          .filter((path) => secrets.some((secret) => readFileSync(path, 'latin1').includes(secret)))
          .map((path) => `${name} ${relative(sandbox.root, path)} ${(statSync(path).mode & 0o777).toString(8)}`),
      );
      const mirrors = ['ghcr.io', 'registry.k8s.io'].map((host) => `etc/containerd/certs.d/${host}/hosts.toml 600`);
      expect(holders.sort()).toEqual(
        [
          ...['node-1', 'node-2', 'node-3'].flatMap((name) => mirrors.map((mirror) => `${name} ${mirror}`)),
          'node-2 etc/ferryman/registry/password 600',
          'node-2 etc/ferryman/registry/server.key 600',
        ].sort(),
      );
    });

    test('its password is kept in the site file under a passphrase, and the report says so without saying it', async () => {
      const { session, store } = site;
      const password = keeper.read(registryFiles.password) ?? '';
      const reported = async () => (await composeReport(session)).registryPassword;
      expect(registryPassword(session)).toMatchObject({ machine: 'node-2', hasPassphrase: false, escrow: null });
      expect(await reported()).toMatchObject({ machine: 'node-2', file: registryFiles.password, escrow: null });
      const { secret, escrow } = await escrowRegistryPassword(session, passphrase);
      expect(escrow).toMatchObject({ by: session.operator, isOutdated: false });
      expect(keptSecrets(session, passphrase)).toEqual({ [secret]: password });
      expect(await reported()).toMatchObject({ escrow: { secret, by: session.operator } });
      const told = JSON.stringify([registryPassword(session), await composeReport(session), store.foundEntries()]);
      expect([told.includes(password), told.includes(passphrase)]).toEqual([false, false]);
      const file = readFileSync(join(site.folder, 'practice.ferry'), 'latin1');
      expect([file.includes(password), file.includes(passphrase)]).toEqual([false, false]);
    });

    test('another passphrase is refused before any machine is spoken to, and what is kept stays', async () => {
      const before = site.observer.sent.length;
      await expect(escrowRegistryPassword(site.session, 'another one')).rejects.toThrow(/KEY_E0001/);
      expect(site.observer.sent.length).toBe(before);
      expect(Object.keys(keptSecrets(site.session, passphrase))).toHaveLength(1);
    });

    test('a wrong password is refused with its code, and mended by the next installation on every node', async () => {
      await keeper.write(registryFiles.password, 'not the password');
      expect(await refusal()).toBe('PUSH_E0001');
      expect(await install()).toBe('succeeded');
      expect((await push()).sentBlobs).toBe(0);
      const results = await runVerification(site.session);
      expect(results.filter(({ id, outcome }) => id === 'site-registry' && outcome !== 'pass')).toEqual([]);
    });

    test('a password made anew makes the copy outdated: the report calls it none until it is kept again', async () => {
      const { session } = site;
      expect(registryPassword(session)?.escrow).toMatchObject({ isOutdated: true });
      expect((await composeReport(session)).registryPassword?.escrow).toBeNull();
      const { secret } = await escrowRegistryPassword(session, passphrase);
      expect(registryPassword(session)?.escrow).toMatchObject({ isOutdated: false });
      expect(keptSecrets(session, passphrase)[secret]).toBe(keeper.read(registryFiles.password));
    });

    test('a registry that does not run is said to be out of reach, and started by the next installation', async () => {
      await keeper.stopUnit('registry.service');
      expect(await refusal()).toBe('PUSH_E0003');
      const results = await runVerification(site.session);
      const failed = results.filter(({ id }) => id === 'site-registry');
      expect(failed.map(({ outcome }) => outcome)).toEqual(['fail', 'fail', 'fail']);
      expect(failed[0]?.evidence).toContain('PUSH_E0003');
      expect(await install()).toBe('succeeded');
      expect((await push()).sentBlobs).toBe(0);
    });

    test('a certificate that is lost is made anew, and only what rests on it is done again', async () => {
      await keeper.remove(registryFiles.certificate);
      expect(await install()).toBe('succeeded');
      const [operation] = site.store.operations();
      if (operation === undefined) throw new Error('there is an operation');
      const { steps } = operationState(site.session, operation);
      const redone = Object.entries(steps).filter(([, { status }]) => status === 'completed');
      expect(redone.map(([id]) => id).sort()).toEqual([
        '/bundle/registry-certificate/node-2',
        '/bundle/registry/node-2',
      ]);
    });
  },
  120_000,
);

describe.skipIf(missing !== undefined)('a registry on a machine outside the cluster', () => {
  test('is looked at before, installed, pulled from by every node, and left alone by a second run', async () => {
    const site = await rehearsalSite({ siteRegistry: { machine: 'node-3' } }, [], { 'node-3': 'outside' });
    try {
      const { session, store, observer } = site;
      await rehearse(session);
      expect(await session.current?.ended).toBe('succeeded');
      await session.rehearsal?.ended;
      const checks = [...store.checks('preflight'), ...store.checks('verification')];
      expect(checks.filter(({ id, target }) => id === 'reachable' && target === 'node-3')).toHaveLength(1);
      const pulls = checks.filter(({ id }) => id === 'site-registry');
      expect(pulls.map(({ target, outcome }) => `${target} ${outcome}`)).toEqual(['node-1 pass', 'node-2 pass']);
      const before = observer.count('mutate');
      expect(await (await startOperation(session)).ended).toBe('succeeded');
      expect(observer.count('mutate') - before).toBe(0);
    } finally {
      await site.close();
    }
  }, 120_000);
});
