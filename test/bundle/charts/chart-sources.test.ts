import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dryRun } from '../../../main/bundle/dry-run.ts';
import { readLock, writeLock } from '../../../main/bundle/lock-file.ts';
import { verifyBundle } from '../../../main/bundle/verify.ts';
import { trustedKeyOf } from '../../../main/model/bundle/signing-key.ts';
import type { TestRegistry } from '../../fixtures/registry/test-registry.ts';
import { digestOf } from '../../fixtures/registry/test-registry.ts';
import { createdAt, put } from '../fixture.ts';
import { at, RemoteFixture } from '../remote-fixture.ts';
import { chartOf, chartYaml, indexOf, printing, pushChart, pushImages, toolLine } from './chart-fixture.ts';

let fixture: RemoteFixture;
let registry: TestRegistry;
beforeEach(async () => {
  fixture = await RemoteFixture.make();
  registry = await fixture.registry();
  pushImages(registry, ['team/web:1', 'team/helper:2']);
});
afterEach(() => fixture.end());

const archive = chartOf({ 'Chart.yaml': chartYaml(), 'templates/web.yaml': '' });
const rendered = () => `---
# Source: web/templates/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, image: "${registry.host}/team/web:1", args: ["--helper-image=${registry.host}/team/helper:2"]}]}}}
`;

async function specOf(entry: string, more = '', platforms?: string): Promise<void> {
  const tool = await printing(fixture.directory, rendered());
  await fixture.writeSpec(`charts: [${entry}]\n${toolLine(tool)}${more}`, platforms);
}

/** Resolves, builds and verifies; answers the lock. */
async function through() {
  const network = fixture.network([registry]);
  const { lock, notes } = await fixture.resolve(network);
  const { manifest } = await fixture.build(network);
  await verifyBundle(fixture.bundle, { trustedKeys: [trustedKeyOf(fixture.key.publicKey)], isPracticeSite: false });
  return { lock, notes, manifest };
}

const images = () => [
  { name: `${registry.host}/team/helper:2`, found: [{ way: 'text', in: 'Deployment/web' }] },
  { name: `${registry.host}/team/web:1`, found: [{ way: 'image', in: 'Deployment/web' }] },
];

describe('a chart and all it needs is carried', () => {
  it('from an archive of this machine', async () => {
    await put(join(fixture.directory, '图表', 'web.tgz'), archive);
    await specOf('{kubernetesVersion: v1.34.4, path: ./图表/web.tgz}');
    const { lock, manifest, notes } = await through();
    expect(lock.charts).toMatchObject([
      { chart: 'web', version: '1.2.3', release: 'web', images: images(), ignored: [] },
    ]);
    expect(manifest.items.map((item) => (item.type === 'image' ? item.name : item.type === 'file' && item.id))).toEqual(
      ['web', `${registry.host}/team/helper:2`, `${registry.host}/team/web:1`],
    );
    expect(manifest.items[0]).toMatchObject({ kind: 'chart', platform: 'any', digest: digestOf(archive) });
    expect(notes).toEqual([{ type: 'unknown-chart', chart: 'web 1.2.3' }]);
  });

  it('from a folder, packed the same way each time, and refused when it was changed since', async () => {
    const folder = join(fixture.directory, 'charts', 'somewhere');
    await put(join(folder, 'Chart.yaml'), chartYaml());
    await put(join(folder, 'templates', 'web.yaml'), 'a: 1\n');
    await put(join(folder, '.helmignore'), '*.bak\n');
    await put(join(folder, 'notes.bak'), 'x');
    await specOf('{kubernetesVersion: v1.34.4, path: ./charts/somewhere}');
    const first = await through();
    expect((await through()).lock.items).toEqual(first.lock.items);
    await put(join(folder, 'other.bak'), 'y');
    expect((await through()).lock.items).toEqual(first.lock.items);
    await writeFile(join(folder, 'templates', 'web.yaml'), 'a: 2\n');
    const other = { outputDirectory: join(fixture.directory, 'other') };
    await expect(fixture.build(fixture.network([registry]), other)).rejects.toMatchObject({ code: 'BUNDLE_E0018' });
  });

  it('from a chart repository whose index tells its digest', async () => {
    registry.put('/charts/index.yaml', indexOf(archive));
    registry.put('/charts/web-1.2.3.tgz', archive);
    await specOf(`{kubernetesVersion: v1.34.4, repository: "${registry.url}/charts/", name: web, version: 1.2.3}`);
    const { lock } = await through();
    const url = `${registry.url}/charts/index.yaml`;
    const line = `web 1.2.3 digest: ${digestOf(archive).slice(7)}`;
    const digest = digestOf(Buffer.from(indexOf(archive)));
    expect(lock.items[0]?.evidence).toEqual([{ type: 'checksum-file', url, digest, line }]);
  });

  it('from a registry, by tag and by digest', async () => {
    const manifest = pushChart(registry, 'acme/web', '1.2.3', archive);
    await specOf(`{kubernetesVersion: v1.34.4, oci: "oci://${registry.host}/acme/web", version: 1.2.3}`);
    const { lock } = await through();
    const source = `oci://${registry.host}/acme/web:1.2.3@${manifest}`;
    expect(lock.items[0]?.evidence).toEqual([{ type: 'first-seen', at, by: 'mei@office', source }]);
    await specOf(`{kubernetesVersion: v1.34.4, oci: "oci://${registry.host}/acme/web@${manifest}", version: 1.2.3}`);
    expect((await through()).lock.items[0]?.evidence).toEqual([{ type: 'pinned', digest: manifest }]);
  });
});

describe('the images of a chart', () => {
  beforeEach(() => put(join(fixture.directory, 'web.tgz'), archive));

  it('come from where the spec says, where it says something', async () => {
    const mirror = await fixture.registry();
    pushImages(mirror, ['team/web:1']);
    registry.faults = [{ at: /team\/web/, status: 404 }];
    const listed = `images: [{reference: "${registry.host}/team/web:1", sources: ["${mirror.host}/team/web:1"]}]\n`;
    await specOf('{kubernetesVersion: v1.34.4, path: ./web.tgz}', listed);
    const { lock } = await fixture.resolve(fixture.network([registry, mirror]));
    expect(lock.items.filter(({ item }) => item.type === 'image')).toHaveLength(2);
    await fixture.build(fixture.network([registry, mirror]));
  });

  it('that cannot be had are refused, all of them, with who needs them', async () => {
    registry.faults = [{ at: /team/, status: 404 }];
    await specOf('{kubernetesVersion: v1.34.4, path: ./web.tgz}');
    await expect(fixture.resolve(fixture.network([registry]))).rejects.toMatchObject({
      code: 'CHART_E0009',
      message: expect.stringContaining(`team/helper:2, which chart web 1.2.3 needs in text: Deployment/web`),
      evidence: expect.stringContaining('team/web:1, which chart web 1.2.3 needs in image: Deployment/web'),
    });
  });

  it('are left out with a reason, which is told and kept', async () => {
    const image = `${registry.host}/team/helper:2`;
    await specOf(
      `{kubernetesVersion: v1.34.4, path: ./web.tgz, ignore: [{image: "${image}", reason: 用不到}, {image: "a.io/b:1", reason: x}]}`,
    );
    const { lock, notes, manifest } = await through();
    expect(lock.charts?.[0]).toMatchObject({ images: [images()[1]], ignored: [{ name: image, reason: '用不到' }] });
    expect(manifest.items).toHaveLength(2);
    expect(notes).toContainEqual({ type: 'ignored', chart: 'web 1.2.3', image, reason: '用不到' });
    expect(notes).toContainEqual({ type: 'ignored-in-vain', chart: 'web 1.2.3', image: 'a.io/b:1' });
  });

  it('the catalog knows it pulls at run time are carried too, for the version the catalog speaks of', async () => {
    pushImages(registry, ['team/solver:3']);
    const solver = `${registry.host}/team/solver:3`;
    const known = { name: 'web', version: 'v1.2.3', component: 'web-shop', hiddenImages: [solver] };
    await specOf('{kubernetesVersion: v1.34.4, path: ./web.tgz}');
    const network = fixture.network([registry]);
    const { lock, notes } = await fixture.resolve(network, { knownCharts: [known] });
    const found = [{ way: 'catalog', in: 'web-shop' }];
    expect(lock.charts?.[0]?.images).toContainEqual({ name: solver, found });
    expect(notes).toEqual([]);
    const other = await fixture.resolve(network, { knownCharts: [{ ...known, version: '1.2.2' }] });
    expect(other.notes).toEqual([{ type: 'other-version', chart: 'web 1.2.3', known: '1.2.2' }]);
  });

  it('are missing on a platform upstream does not build for: refused until somebody says why not', async () => {
    await specOf('{kubernetesVersion: v1.34.4, path: ./web.tgz}', '', '[linux/amd64, linux/arm64]');
    const network = fixture.network([registry]);
    await fixture.resolve(network);
    const refusal = {
      code: 'BUNDLE_E0007',
      message: expect.stringContaining(
        `image ${registry.host}/team/web:1 (linux/arm64) needed by chart web 1.2.3 (Deployment/web)`,
      ),
    };
    await expect(fixture.build(network)).rejects.toMatchObject(refusal);
    await expect(
      fixture.build(network, { closure: { site: 's', planHash: '0'.repeat(64), needs: [] } }),
    ).rejects.toMatchObject(refusal);
    const { specFile, lockFile, cacheDirectory } = fixture;
    const plan = await dryRun({ specFile, lockFile, createdAt, cacheDirectory });
    expect(plan.items).toHaveLength(3);
    expect(plan.missing).toHaveLength(2);
    const ignore = ['web:1', 'helper:2'].map(
      (name) => `{image: "${registry.host}/team/${name}", platform: linux/arm64, reason: amd64 nodes only}`,
    );
    await specOf(
      `{kubernetesVersion: v1.34.4, path: ./web.tgz, ignore: [${ignore.join(', ')}]}`,
      '',
      '[linux/amd64, linux/arm64]',
    );
    const { manifest } = await through();
    expect(manifest.items).toHaveLength(3);
  });

  it('are proven from the lock alone: one taken out of it is missed', async () => {
    await specOf('{kubernetesVersion: v1.34.4, path: ./web.tgz}');
    const network = fixture.network([registry]);
    await fixture.resolve(network);
    const lock = await readLock(fixture.lockFile);
    const items = lock.items.filter(({ item }) => item.type !== 'image' || !item.name.includes('helper'));
    await writeLock(fixture.lockFile, { ...lock, items });
    await expect(fixture.build(network)).rejects.toMatchObject({
      code: 'BUNDLE_E0007',
      message: expect.stringContaining('team/helper:2 (linux/amd64) needed by chart web 1.2.3 (Deployment/web)'),
    });
  });
});

it('values decide what is needed: changed ones ask for a new lock', async () => {
  const values = join(fixture.directory, 'values', '生产.yaml');
  await put(join(fixture.directory, 'web.tgz'), archive);
  await put(values, 'a: 1\n');
  await specOf(
    '{kubernetesVersion: v1.34.4, path: ./web.tgz, values: [./values/生产.yaml], release: shop, namespace: apps}',
  );
  const { lock } = await through();
  expect(lock.charts).toMatchObject([
    { release: 'shop', namespace: 'apps', kubernetesVersion: 'v1.34.4', values: [{ path: './values/生产.yaml' }] },
  ]);
  await writeFile(values, 'a: 2\n');
  await expect(fixture.build(fixture.network([registry]))).rejects.toMatchObject({ code: 'CHART_E0008' });
});
