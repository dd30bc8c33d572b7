import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKey } from '../../main/bundle/keys.ts';
import type { BundleWorkView } from '../../main/contract/bundle.contract.ts';
import { type PublicKey, trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import { debOf, tarOf, xzOf } from '../bundle/archive-fixture.ts';
import { ociLayout, put } from '../bundle/fixture.ts';
import { digestOf, TestRegistry } from '../fixtures/registry/test-registry.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { type Client, type Transport, transports } from './transports.ts';

const waiver = { by: '李梅', reason: 'no site yet' };
const layer = 'layer '.repeat(100_000);
const passphrase = 'horse battery staple';

describe.each(Object.entries(transports))('a bundle over %s', (_, open) => {
  let folder: string;
  let registry: TestRegistry;
  let site: ReturnType<typeof temporarySite>;
  let transport: Transport;
  let engineer: Client;
  let specFile: string;
  let key: PublicKey;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ferryman 工作 '));
    vi.stubEnv('FERRYMAN_HOME', folder);
    const createdAt = '2026-11-21T08:00:00Z';
    key = await createKey(join(folder, 'keys'), { name: 'office', use: 'release', passphrase, createdAt });
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
    engineer.bundle.build({
      specFile,
      outputDirectory: join(folder, 'out'),
      key: 'office',
      isForSite: false,
      waiver,
      ...more,
    });

  test('nothing yet, then a lock', async () => {
    const early = engineer.bundle.resume();
    await expect(early).rejects.toMatchObject({ data: { code: 'BUNDLE_E0025' } });
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

  test('is split, verified, and its papers written; a wrong size is refused at once', async () => {
    const [directory, outputDirectory] = [join(folder, 'out'), join(folder, 'medium')];
    const wrong = engineer.bundle.split({ directory, outputDirectory, size: 'floppy' });
    await expect(wrong).rejects.toMatchObject({ data: { code: 'VOLUME_E0001' } });
    await engineer.bundle.split({ directory, outputDirectory, size: '64M' });
    const { split } = await ended();
    expect(split).toMatchObject({ name: 'web', volumes: [{ fileName: 'web-1.0.001.fyb' }] });
    await engineer.bundle.verify({ source: outputDirectory });
    const { verified } = await ended();
    expect(verified).toMatchObject({ volumeCount: 1, soundVolumes: [1], problems: [] });
    expect(verified?.bundle).toMatchObject({ isTrustedBySite: false, signer: { name: 'office' } });
    const papers = join(folder, 'papers');
    await engineer.bundle.papers({
      source: outputDirectory,
      outputDirectory: papers,
      formats: ['html'],
      language: 'zh',
    });
    const written = (await ended()).papers?.files ?? [];
    expect(written.map(({ path }) => existsSync(path))).toEqual([true, true, true, true]);
  });

  test('looked at, compared, and taken in by a site that trusts its key', async () => {
    const [path, source] = [join(folder, 'out'), join(folder, 'medium')];
    const seen = await engineer.bundle.inspect({ path });
    expect((await engineer.bundle.listKeys())[0]).toMatchObject({ name: 'office', spoken: seen.signer.spoken });
    const compared = await engineer.bundle.compare({ from: path, to: path });
    expect(compared).toMatchObject({ newBytes: 0, items: [{ state: 'same' }] });
    const strange = engineer.bundle.takeIn({ source, isUsed: true });
    await expect(strange).rejects.toMatchObject({ data: { code: 'BUNDLE_E0002' } });
    site.session.store.trustSigningKey({ ...trustedKeyOf(key), trustedBy: '李梅' });
    const plan = await engineer.bundle.planIntake({ source });
    expect(plan).toMatchObject({ age: 'first', missingVolumes: [], obstacles: [] });
    expect(plan.space.storeBytes).toBeGreaterThan(layer.length);
    await engineer.bundle.takeIn({ source, isUsed: true });
    expect((await ended()).intake).toMatchObject({ isUsed: true, damaged: [], missingBytes: 0 });
    expect(await engineer.plan.readBundle()).toMatchObject({ name: 'web', manifestHash: seen.manifestHash });
    expect((await engineer.bundle.inventory()).bundles).toMatchObject([{ name: 'web', version: '1.0' }]);
    await engineer.bundle.resume();
    expect((await ended()).intake).toMatchObject({ readBytes: 0 });
  });

  test('its OS packages become repositories; a folder in use and a bundle without packages are refused at once', async () => {
    const debs = join(folder, 'debs');
    const control = 'Package: socat\nVersion: 1.7\nArchitecture: amd64\nMaintainer: A <a@b.c>\nDescription: relay\n';
    await put(join(debs, 'socat.deb'), debOf('control.tar.xz', xzOf(tarOf([['./control', control]]))));
    const osSpec = join(folder, 'os.yaml');
    const lines = [
      'apiVersion: ferryman/v1',
      'kind: BundleSpec',
      'name: os',
      'version: "1"',
      'platforms: [linux/amd64]',
    ];
    writeFileSync(
      osSpec,
      `${lines.join('\n')}\npackages: [{distribution: debian-12, platform: linux/amd64, path: ./debs}]\n`,
    );
    const directory = join(folder, 'os');
    await build({ specFile: osSpec, outputDirectory: directory });
    expect((await ended()).error).toBe(null);
    const outputDirectory = join(folder, '软件 仓库');
    await engineer.bundle.repository({ directory, outputDirectory });
    const { status, progress, repositories } = await ended();
    expect([status, progress?.doneBytes]).toEqual(['done', progress?.totalBytes]);
    expect(repositories).toMatchObject({ repositories: [{ distribution: 'debian-12', format: 'apt', packages: 1 }] });
    expect(repositories?.repositories[0]?.source).toMatch(/^deb \[trusted=yes\] file:.*%20.*\/debian-12\/amd64 \.\/$/);
    expect(existsSync(join(outputDirectory, 'debian-12/amd64/Packages.gz'))).toBe(true);
    for (const given of [
      { directory, outputDirectory },
      { directory: join(folder, 'out'), outputDirectory: join(folder, 'fresh') },
    ]) {
      await expect(engineer.bundle.repository(given)).rejects.toMatchObject({ data: { code: 'PACKAGE_E0005' } });
    }
    const asCustomer = transport.clientOf('customer').bundle.repository({ directory, outputDirectory });
    await expect(asCustomer).rejects.toMatchObject({ data: { code: 'ROLE_E0001' } });
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
