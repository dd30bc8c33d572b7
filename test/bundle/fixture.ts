import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildBundle } from '../../main/bundle/build.ts';
import { createKey, loadKey, type SigningKey } from '../../main/bundle/keys.ts';
import type { KeyUse } from '../../main/model/bundle/signing-key.ts';
import { controlTar, debOf, elf, tarOf, xzOf } from './archive-fixture.ts';

export const createdAt = '2026-11-21T08:00:00Z';
export const passphrase = 'horse battery staple';

/** A directory of its own, with Chinese and a space in its name. */
export async function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'ferryman 离线包 '));
}

export async function makeKey(directory: string, name: string, use: KeyUse = 'release'): Promise<SigningKey> {
  await createKey(join(directory, 'keys'), { name, use, passphrase, createdAt });
  return loadKey(join(directory, 'keys'), name, passphrase);
}

export async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

interface ImageSketch {
  readonly name: string;
  readonly architectures: readonly string[];
  readonly layer: string;
  /** What the index says, where it lies. */
  readonly claimed?: string;
}

/** Files of an OCI image layout by path: one image a name, behind an index where it has several architectures. */
export function ociLayout(images: readonly ImageSketch[]): Map<string, string> {
  const files = new Map<string, string>([['oci-layout', '{"imageLayoutVersion":"1.0.0"}']]);
  const addBlob = (content: string, mediaType: string) => {
    const hex = createHash('sha256').update(content).digest('hex');
    files.set(`blobs/sha256/${hex}`, content);
    return { mediaType, digest: `sha256:${hex}`, size: Buffer.byteLength(content) };
  };
  const manifests = images.map(({ name, architectures, layer, claimed }) => {
    const children = architectures.map((architecture) => {
      const config = addBlob(JSON.stringify({ os: 'linux', architecture }), 'application/vnd.oci.image.config.v1+json');
      const layers = [addBlob(`${layer} ${architecture}`, 'application/vnd.oci.image.layer.v1.tar')];
      const mediaType = 'application/vnd.oci.image.manifest.v1+json';
      const manifest = addBlob(JSON.stringify({ schemaVersion: 2, mediaType, config, layers }), mediaType);
      return { ...manifest, platform: { os: 'linux', architecture: claimed ?? architecture } };
    });
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const index = () => addBlob(JSON.stringify({ schemaVersion: 2, mediaType, manifests: children }), mediaType);
    return { ...(children.length === 1 ? children[0] : index()), annotations: { 'io.containerd.image.name': name } };
  });
  files.set('index.json', JSON.stringify({ schemaVersion: 2, manifests }));
  return files;
}

const spec = `
apiVersion: ferryman/v1
kind: BundleSpec
name: lab-kubernetes
version: 1.34.4-lab.1
platforms: [linux/amd64]
images:
  - {layout: ./镜像}
  - {archive: ./more.tar}
files:
  - {id: kubeadm, kind: binary, version: v1.34.4, platform: linux/amd64, path: ./bin/kubeadm}
  - {id: notes, kind: document, version: v1, platform: any, path: ./文档/交付说明.txt}
packages:
  - {distribution: debian-12, platform: linux/amd64, path: ./packages}
`;

/** A spec with one of everything; answers the spec's path. */
export async function writeSources(directory: string): Promise<string> {
  const layout = ociLayout([
    { name: 'registry.k8s.io/pause:3.10.1', architectures: ['amd64', 'arm64'], layer: 'pause' },
    { name: 'registry.k8s.io/etcd:3.6.8-0', architectures: ['amd64'], layer: 'etcd' },
  ]);
  for (const [path, content] of layout) await put(join(directory, '镜像', path), content);
  const flannel = { name: 'ghcr.io/flannel-io/flannel:v0.28.4', architectures: ['amd64'], layer: 'flannel' };
  await put(join(directory, 'more.tar'), tarOf(ociLayout([flannel])));
  await put(join(directory, 'bin', 'kubeadm'), elf(62));
  await put(join(directory, '文档', '交付说明.txt'), '您好');
  const packages = join(directory, 'packages');
  await put(
    join(packages, 'socat_1.7.4.4-2_amd64.deb'),
    debOf('control.tar.xz', xzOf(controlTar('socat', '1.7.4.4-2', 'amd64'))),
  );
  await put(join(packages, 'conntrack.deb'), debOf('control.tar', controlTar('conntrack', '1:1.4.7-1', 'amd64')));
  await put(join(directory, 'spec.yaml'), spec);
  return join(directory, 'spec.yaml');
}

export interface BuiltFixture {
  readonly directory: string;
  readonly bundle: string;
  readonly specFile: string;
  readonly key: SigningKey;
  remove(): Promise<void>;
}

/** For bundles no site's plan is there for. */
export const unproven = { waiver: { by: 'Mei', reason: 'a test without a site' } };

export async function buildFixture(use: KeyUse = 'release'): Promise<BuiltFixture> {
  const directory = await temporaryDirectory();
  const specFile = await writeSources(directory);
  const key = await makeKey(directory, 'office', use);
  const bundle = join(directory, 'bundle');
  await buildBundle({ specFile, outputDirectory: bundle, signingKey: key, createdAt, closure: unproven });
  return { directory, bundle, specFile, key, remove: () => rm(directory, { recursive: true }) };
}

export async function copyOf(fixture: BuiltFixture, name: string): Promise<string> {
  const copy = join(fixture.directory, 'copies', name);
  await cp(fixture.bundle, copy, { recursive: true });
  return copy;
}
