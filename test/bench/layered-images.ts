import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ResolvedArtifact } from '../../main/model/plan/artifact-ref.ts';

const mebibyte = 2 ** 20;
const oci = 'application/vnd.oci.image';

export type Content = Map<string, Buffer>;

interface Layer {
  readonly digest: string;
  readonly diffId: string;
}

export interface LayeredImage {
  readonly name: string;
  readonly manifest: string;
  readonly blobs: readonly string[];
}

/** One base that all share, two runtimes that half of them share each, and one layer an image; then once more, the last layer another. */
export function layeredImages(count: number, baseMiB: number, ownMiB: number) {
  const content: Content = new Map();
  const shared = [baseMiB, baseMiB / 2, baseMiB / 2].map((mib) => layerOf(mib, content));
  const own = Array.from({ length: count }, () => layerOf(ownMiB, content));
  const images = imagesOver(shared, own, content);
  const changed = imagesOver(shared, [...own.slice(0, -1), layerOf(ownMiB, content)], content);
  return { content, images, changed };
}

export function asArtifact({ name, manifest, blobs }: LayeredImage, content: Content): ResolvedArtifact {
  const sized = blobs.map((digest) => ({ digest, sizeBytes: content.get(digest)?.length ?? 0 }));
  const sizeBytes = sized.reduce((sum, blob) => sum + blob.sizeBytes, 0);
  const ref = { type: 'image', name, platform: 'linux/amd64' } as const;
  return { ref, digest: manifest, sizeBytes, blobs: sized, fileName: '' };
}

/** An OCI layout of these images; packed with tar it is the archive `docker save` would give. */
export function writeLayout(folder: string, images: readonly LayeredImage[], content: Content): string {
  mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
  for (const digest of new Set(images.flatMap(({ blobs }) => blobs)))
    writeFileSync(join(folder, 'blobs/sha256', digest.slice('sha256:'.length)), content.get(digest) ?? '');
  const manifests = images.map(({ name, manifest }) => ({
    mediaType: `${oci}.manifest.v1+json`,
    digest: manifest,
    size: content.get(manifest)?.length,
    annotations: { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': name },
  }));
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  return folder;
}

function put(content: Content, bytes: Buffer): string {
  const digest = digestOf(bytes);
  content.set(digest, bytes);
  return digest;
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A compressed tar with one file, of text that shrinks by a quarter: unpacking it costs what unpacking does. */
function layerOf(mib: number, content: Content): Layer {
  const text = Buffer.from(randomBytes(mib * mebibyte).toString('base64'));
  const header = Buffer.alloc(512);
  header.write(`data-${randomBytes(6).toString('hex')}`, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc(1024 + ((512 - (text.length % 512)) % 512));
  const tar = Buffer.concat([header, text, padding]);
  return { digest: put(content, gzipSync(tar, { level: 1 })), diffId: digestOf(tar) };
}

function imagesOver(shared: readonly Layer[], own: readonly Layer[], content: Content): LayeredImage[] {
  const [base, ...runtimes] = shared;
  return own.map((layer, index) => {
    const layers = [base, runtimes[index % runtimes.length], layer].filter((each) => each !== undefined);
    const rootfs = { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) };
    const document = { architecture: 'amd64', os: 'linux', config: {}, rootfs };
    const config = put(content, Buffer.from(JSON.stringify(document)));
    const sized = (digest: string, mediaType: string) => ({
      mediaType,
      digest,
      size: content.get(digest)?.length ?? 0,
    });
    const manifest = {
      schemaVersion: 2,
      mediaType: `${oci}.manifest.v1+json`,
      config: sized(config, `${oci}.config.v1+json`),
      layers: layers.map(({ digest }) => sized(digest, `${oci}.layer.v1.tar+gzip`)),
    };
    const digest = put(content, Buffer.from(JSON.stringify(manifest)));
    const blobs = [digest, config, ...layers.map((each) => each.digest)];
    return { name: `bench.invalid/app-${index}:1`, manifest: digest, blobs };
  });
}
