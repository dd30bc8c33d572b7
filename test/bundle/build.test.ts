import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BuildOptions, buildBundle } from '../../main/bundle/build.ts';
import { openBundle } from '../../main/bundle/open.ts';
import { verifyBundle } from '../../main/bundle/verify.ts';
import { findItem } from '../../main/model/bundle/find-item.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import {
  type BuiltFixture,
  buildFixture,
  createdAt,
  put,
  temporaryDirectory,
  unproven,
  writeSources,
} from './fixture.ts';

let fixture: BuiltFixture;
const trust = () => ({ trustedKeys: [trustedKeyOf(fixture.key.publicKey)], isPracticeSite: false });
const build = (specFile: string, outputDirectory: string, more: Partial<BuildOptions> = {}) =>
  buildBundle({ specFile, outputDirectory, signingKey: fixture.key, createdAt, closure: unproven, ...more });

beforeAll(async () => {
  fixture = await buildFixture();
});
afterAll(() => fixture.remove());

it('holds images, files and packages, each found by reference and readable by digest', async () => {
  const { manifest, source } = await openBundle(fixture.bundle, trust());
  const pause = findItem(manifest, { type: 'image', name: 'registry.k8s.io/pause:3.10.1', platform: 'linux/amd64' });
  expect(pause?.blobs).toHaveLength(3);
  expect(pause?.index).toBeDefined();
  const images = manifest.items.filter(({ type }) => type === 'image');
  expect(images.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/amd64', 'linux/amd64']);
  const notes = findItem(manifest, { type: 'file', id: 'notes', version: 'v1', platform: 'linux/arm64' });
  expect(notes?.fileName).toBe('交付说明.txt');
  expect(await text(source.read(notes?.digest ?? '', 3))).toBe('好');
  expect(source.sizeOf(notes?.digest ?? '')).toBe(6);
  expect(source.sizeOf(`sha256:${'0'.repeat(64)}`)).toBeUndefined();
  const fromDebian = { type: 'package', distribution: 'debian-12', platform: 'linux/amd64' } as const;
  expect(findItem(manifest, { ...fromDebian, name: 'conntrack' })?.version).toBe('1:1.4.7-1');
  expect(findItem(manifest, { ...fromDebian, name: 'socat' })?.version).toBe('1.7.4.4-2');
});

it('says at once that a blob it is asked for is not there', async () => {
  const { source, manifest } = await openBundle(fixture.bundle, trust());
  expect(() => source.read(`sha256:${'0'.repeat(64)}`)).toThrow(expect.objectContaining({ code: 'BUNDLE_E0005' }));
  const gone = join(fixture.directory, 'gone');
  await build(fixture.specFile, gone);
  const opened = await openBundle(gone, trust());
  await rm(join(gone, 'blobs'), { recursive: true });
  const digest = manifest.items[0]?.digest ?? '';
  expect(() => opened.source.read(digest)).toThrow(expect.objectContaining({ code: 'BUNDLE_E0005' }));
});

it('gives the same bytes for the same inputs', async () => {
  const again = join(fixture.directory, 'again');
  await build(fixture.specFile, again);
  for (const name of ['manifest.json', 'manifest.sig', 'index.json']) {
    expect(await readFile(join(again, name), 'utf8')).toBe(await readFile(join(fixture.bundle, name), 'utf8'));
  }
});

it('leaves nothing at the output when cut, and the next build ends the same', async () => {
  const output = join(fixture.directory, 'cut');
  const stop = new AbortController();
  const onProgress: BuildOptions['onProgress'] = ({ what }) => {
    if (what === 'kubeadm') stop.abort();
  };
  await expect(build(fixture.specFile, output, { signal: stop.signal, onProgress })).rejects.toMatchObject({
    name: 'AbortError',
  });
  const left = await readdir(fixture.directory);
  expect(left).not.toContain('cut');
  expect(left).toContain('.cut.partial');
  const sources = await temporaryDirectory();
  const { manifestHash } = await build(await writeSources(sources), output);
  expect(manifestHash).toBe((await openBundle(fixture.bundle, trust())).manifestHash);
  await verifyBundle(output, trust());
  expect(await readdir(fixture.directory)).not.toContain('.cut.partial');
  await rm(sources, { recursive: true });
});

it('does not believe blobs a cut build left, and drops what is no part of the bundle', async () => {
  const output = join(fixture.directory, 'repaired');
  const partial = join(fixture.directory, '.repaired.partial', 'blobs', 'sha256');
  for (const name of await readdir(join(fixture.bundle, 'blobs', 'sha256'))) {
    const whole = await readFile(join(fixture.bundle, 'blobs', 'sha256', name));
    await put(join(partial, name), Buffer.alloc(whole.length));
  }
  await put(join(partial, 'e'.repeat(64)), 'left over');
  await build(fixture.specFile, output);
  await verifyBundle(output, trust());
});

it('replaces an older bundle, and nothing else', async () => {
  const output = join(fixture.directory, 'replaced');
  await build(fixture.specFile, output);
  const { manifestHash } = await build(fixture.specFile, output, { createdAt: '2027-01-01T00:00:00Z' });
  expect((await verifyBundle(output, trust())).manifestHash).toBe(manifestHash);
  const photos = join(fixture.directory, 'photos');
  await put(join(photos, 'a.jpg'), 'x');
  await expect(build(fixture.specFile, photos)).rejects.toMatchObject({ code: 'BUNDLE_E0012' });
  expect(await readdir(photos)).toEqual(['a.jpg']);
});
