import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildBundle } from '../../main/bundle/build.ts';
import type { SigningKey } from '../../main/bundle/keys.ts';
import { controlTar, debOf, elf, xzOf } from './archive-fixture.ts';
import { createdAt, makeKey, ociLayout, put, temporaryDirectory, unproven, writeSources } from './fixture.ts';

let directory: string;
let signingKey: SigningKey;
beforeAll(async () => {
  directory = await temporaryDirectory();
  signingKey = await makeKey(directory, 'office');
});
afterAll(() => rm(directory, { recursive: true }));

type Damage = (sources: string) => Promise<unknown>;
const putIn =
  (path: string, content: string | Uint8Array): Damage =>
  (sources) =>
    put(join(sources, path), content);
const removeIn =
  (path: string): Damage =>
  (sources) =>
    rm(join(sources, path));
const withImage =
  (...images: Parameters<typeof ociLayout>[0]): Damage =>
  async (sources) => {
    for (const [path, content] of ociLayout(images)) await put(join(sources, '镜像', path), content);
  };
const withLayer =
  (change: (path: string) => Promise<unknown>): Damage =>
  async (sources) => {
    const layout = ociLayout([{ name: 'registry.k8s.io/etcd:3.6.8-0', architectures: ['amd64'], layer: 'etcd' }]);
    for (const [path, content] of layout) if (content === 'etcd amd64') await change(join(sources, '镜像', path));
  };

const deb = (name: string, version: string, architecture: string) =>
  debOf('control.tar.xz', xzOf(controlTar(name, version, architecture)));
const cases: readonly [string, string, RegExp, Damage][] = [
  [
    'a binary for another architecture',
    'BUNDLE_E0010',
    /files\[0\] \(kubeadm\): .*built for arm64/,
    putIn('bin/kubeadm', elf(183)),
  ],
  ['a binary that is none', 'BUNDLE_E0010', /kubeadm.*neither ELF nor a script/, putIn('bin/kubeadm', 'hello')],
  ['a file that is not there', 'BUNDLE_E0010', /files\[0\] \(kubeadm\): not found/, removeIn('bin/kubeadm')],
  [
    'a package for another architecture',
    'BUNDLE_E0010',
    /packages\[0\]: ab_1_arm64\.deb is for arm64/,
    putIn('packages/ab_1_arm64.deb', deb('ab', '1', 'arm64')),
  ],
  ['a package that is none', 'BUNDLE_E0010', /x\.deb: it is not a \.deb/, putIn('packages/x.deb', 'x')],
  [
    'two versions of one package',
    'BUNDLE_E0010',
    /package socat .* comes twice/,
    putIn('packages/socat_2_amd64.deb', deb('socat', '2', 'amd64')),
  ],
  ['a layout without index', 'BUNDLE_E0010', /images\[0\]: it holds no index\.json/, removeIn('镜像/index.json')],
  ['an archive that is no tar', 'BUNDLE_E0010', /images\[1\]: not a tar archive/, putIn('more.tar', 'x'.repeat(2000))],
  [
    'an image of another architecture than it says',
    'BUNDLE_E0010',
    /calls itself linux\/amd64, but its config says linux\/arm64/,
    withImage({ name: 'a.io/x:1', architectures: ['arm64'], layer: 'x', claimed: 'amd64' }),
  ],
  [
    'an image for no platform of the bundle',
    'BUNDLE_E0010',
    /a\.io\/x:1 is there for none of linux\/amd64/,
    withImage({ name: 'a.io/x:1', architectures: ['arm64'], layer: 'x' }),
  ],
  [
    'a name without registry',
    'BUNDLE_E0010',
    /no full name/,
    withImage({ name: 'x/y:3', architectures: ['amd64'], layer: 'x' }),
  ],
  [
    'only a tag for a name',
    'BUNDLE_E0010',
    /no full name/,
    withImage({ name: '3.10', architectures: ['amd64'], layer: 'x' }),
  ],
  ['a damaged layer', 'BUNDLE_E0004', /etcd:3\.6\.8-0 blobs/, withLayer((path) => put(path, 'ETCD amd64'))],
  ['a missing layer', 'BUNDLE_E0010', /etcd:3\.6\.8-0: blob sha256:\w+ is missing/, withLayer((path) => rm(path))],
];

it.each(cases)('refuses %s with %s', async (name, code, message, damage) => {
  const sources = join(directory, name);
  const specFile = await writeSources(sources);
  await damage(sources);
  const built = buildBundle({
    specFile,
    outputDirectory: join(sources, 'bundle'),
    signingKey,
    createdAt,
    closure: unproven,
  });
  await expect(built).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(await readdir(sources)).not.toContain('bundle');
});
