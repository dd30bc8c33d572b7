import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKey } from '../../main/bundle/keys.ts';
import type { BundleWorkView } from '../../main/contract/bundle.contract.ts';
import { ociLayout } from '../bundle/fixture.ts';
import { digestOf, TestRegistry } from '../fixtures/registry/test-registry.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { type Client, type Transport, transports } from './transports.ts';

const layer = 'layer '.repeat(100_000);
const passphrase = 'horse battery staple';

describe.each(Object.entries(transports))('a bundle over %s', (_, open) => {
  let folder: string;
  let registry: TestRegistry;
  let site: ReturnType<typeof temporarySite>;
  let transport: Transport;
  let engineer: Client;
  let specFile: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ferryman 工作 '));
    vi.stubEnv('FERRYMAN_HOME', folder);
    const createdAt = '2026-11-21T08:00:00Z';
    await createKey(join(folder, 'keys'), { name: 'office', use: 'release', passphrase, createdAt });
    registry = await new TestRegistry().start();
    registry.push(ociLayout([{ name: 'any.io/app/web:1', architectures: ['amd64'], layer }]));
    specFile = join(folder, 'web.yaml');
    const spec = [
      'apiVersion: ferryman/v1',
      'kind: BundleSpec',
      'name: web',
      'version: "1.0"',
      'platforms: [linux/amd64]',
      `images: [{reference: "${registry.host}/app/web:1"}]`,
      `registries: [{host: "${registry.host}", plainHttp: true}]`,
    ];
    writeFileSync(specFile, spec.join('\n'));
    site = temporarySite();
    transport = await open(site.session);
    engineer = transport.clientOf('engineer');
  });
  afterEach(() => {
    registry.faults = [];
  });
  afterAll(async () => {
    await transport.close();
    site.close();
    await registry.stop();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Follows until the work is in a state, and gives up looking then. */
  async function until(isThere: (view: BundleWorkView) => boolean): Promise<BundleWorkView> {
    const leaving = new AbortController();
    try {
      for await (const view of await engineer.bundle.follow(undefined, { signal: leaving.signal })) {
        if (view !== null && isThere(view)) return view;
      }
    } finally {
      leaving.abort();
    }
    throw new Error('the stream ended');
  }
  const ended = () => until(({ status }) => status !== 'running' && status !== 'stopping');
  const build = (more: object = {}) =>
    engineer.bundle.build({ specFile, outputDirectory: join(folder, 'out'), key: 'office', isForSite: false, ...more });

  test('nothing yet, then a lock', async () => {
    const { id } = await engineer.bundle.resolve({ specFile });
    const view = await ended();
    expect(view).toMatchObject({ id, kind: 'resolve', status: 'done', error: null, lock: { changes: [] } });
    expect(view.lock?.items).toMatchObject([{ evidence: ['first-seen'] }]);
    expect(existsSync(view.lock?.path ?? '')).toBe(true);
  });

  test('without the passphrase the work fails and says what is wanted', async () => {
    await build();
    expect(await ended()).toMatchObject({ status: 'failed', error: { code: 'SSH_E0010' } });
    await engineer.site.provideSecret({ name: 'key:office', value: passphrase });
  });

  test('is built while somebody looks, stopped, and gone on with; one at a time', async () => {
    registry.faults = [{ at: new RegExp(digestOf(Buffer.from(`${layer} amd64`))), stallAt: 0.5, times: 1 }];
    await build();
    const half = await until(({ progress }) => (progress?.doneBytes ?? 0) >= layer.length / 2);
    expect(half.progress?.totalBytes).toBeGreaterThan(layer.length);
    const refused = await build().then(
      () => undefined,
      (error: { data: unknown }) => error.data,
    );
    expect(refused).toMatchObject({ code: 'BUNDLE_E0024' });
    await engineer.bundle.stop();
    expect(await ended()).toMatchObject({ status: 'stopped', error: null });
    expect(existsSync(join(folder, 'out'))).toBe(false);
    registry.seen.splice(0);
    await build();
    expect(await ended()).toMatchObject({ status: 'done', built: { manifest: { name: 'web' } } });
    expect(registry.seen.some(({ range }) => range !== undefined)).toBe(true);
  });

  test('what goes wrong is an error with its remedy; a spec that is wrong is refused at once', async () => {
    registry.faults = [{ at: /manifests/, status: 404 }];
    await engineer.bundle.resolve({ specFile });
    expect(await ended()).toMatchObject({ status: 'failed', error: { code: 'SOURCE_E0002' }, lock: null });
    const refused = engineer.bundle.resolve({ specFile: join(folder, 'none.yaml') });
    await expect(refused).rejects.toMatchObject({ data: { code: 'BUNDLE_E0010' } });
    const noPlan = build({ isForSite: true });
    await expect(noPlan).rejects.toMatchObject({ data: { code: 'SITE_E0007' } });
  });
});
