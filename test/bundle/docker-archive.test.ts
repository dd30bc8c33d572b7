import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildBundle } from '../../main/bundle/build.ts';
import type { SigningKey } from '../../main/bundle/keys.ts';
import { qualifiedImageName } from '../../main/model/bundle/image-reference.ts';
import { tarOf } from './archive-fixture.ts';
import { createdAt, makeKey, put, temporaryDirectory, unproven } from './fixture.ts';

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');
const layers = ['layer one', 'layer two'];

/** As docker save before version 25 wrote it; the second use of a layer is a link. */
function dockerArchive(change: Record<string, string | undefined> = {}, architecture = 'amd64'): Buffer {
  const diffIds = [layers[0], layers[1], layers[0]].map((layer) => `sha256:${sha256(layer ?? '')}`);
  const config = JSON.stringify({ os: 'linux', architecture, rootfs: { type: 'layers', diff_ids: diffIds } });
  const files: Record<string, string | undefined> = {
    'manifest.json': JSON.stringify([
      {
        Config: `${sha256(config)}.json`,
        RepoTags: ['busybox:1.37', 'a.io/x:1'],
        Layers: ['a/layer.tar', 'b/layer.tar', 'c/layer.tar'],
      },
    ]),
    [`${sha256(config)}.json`]: config,
    'a/layer.tar': layers[0],
    'b/layer.tar': layers[1],
    ...change,
  };
  const kept = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const link = tarOf([['c/layer.tar', '']], '2').subarray(0, -1024);
  return Buffer.concat([link, tarOf(kept)]);
}

let directory: string;
let signingKey: SigningKey;
beforeAll(async () => {
  directory = await temporaryDirectory();
  signingKey = await makeKey(directory, 'office');
  const head = 'apiVersion: ferryman/v1\nkind: BundleSpec\nname: d\nversion: v1\nplatforms: [linux/amd64]\n';
  await put(join(directory, 'spec.yaml'), `${head}images: [{archive: ./saved.tar}]\n`);
});
afterAll(() => rm(directory, { recursive: true }));
const build = async (archive: Uint8Array, name: string) => {
  await writeFile(join(directory, 'saved.tar'), archive);
  const specFile = join(directory, 'spec.yaml');
  return await buildBundle({
    specFile,
    outputDirectory: join(directory, name),
    signingKey,
    createdAt,
    closure: unproven,
  });
};

it('is taken as it is, each layer once, the same digest each time', async () => {
  const { manifest, manifestHash } = await build(dockerArchive(), 'one');
  expect(manifest.items.map((item) => item.type === 'image' && [item.name, item.platform])).toEqual([
    ['a.io/x:1', 'linux/amd64'],
    ['docker.io/library/busybox:1.37', 'linux/amd64'],
  ]);
  expect(manifest.files.filter(({ path }) => path.startsWith('blobs/'))).toHaveLength(4);
  expect((await build(dockerArchive(), 'two')).manifestHash).toBe(manifestHash);
});

it.each([
  ['a layer that was changed', dockerArchive({ 'b/layer.tar': 'LAYER TWO' }), 'BUNDLE_E0004', /blobs/],
  [
    'a layer that is missing',
    dockerArchive({ 'b/layer.tar': undefined }),
    'BUNDLE_E0010',
    /layer sha256:\w+ is missing/,
  ],
  ['another architecture', dockerArchive({}, 'arm64'), 'BUNDLE_E0010', /is there for none of linux\/amd64/],
  [
    'no manifest that can be read',
    dockerArchive({ 'manifest.json': '{' }),
    'BUNDLE_E0010',
    /manifest\.json of this docker archive/,
  ],
  ['gzip around it', gzipSync(dockerArchive()), 'BUNDLE_E0010', /packed with gzip/],
])('is refused with %s', async (_, archive, code, message) => {
  const refusal = { code, message: expect.stringMatching(message) };
  await expect(build(archive, 'refused')).rejects.toMatchObject(refusal);
});

it.each([
  ['busybox:1', 'docker.io/library/busybox:1'],
  ['bitnami/x:1', 'docker.io/bitnami/x:1'],
  ['a.io/x:1', 'a.io/x:1'],
  ['localhost/x:1', 'localhost/x:1'],
  ['harbor:5000/x:1', 'harbor:5000/x:1'],
])('docker means by %s what everybody calls %s', (tag, full) => {
  expect(qualifiedImageName(tag)).toBe(full);
});
