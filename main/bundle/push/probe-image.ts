import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Repository } from '../../ports/image-registry.ts';
import type { PushedBlob, RegistryWriter } from '../../ports/registry-writer.ts';
import { ociManifestType } from '../oci.ts';

const repositoryPath = 'ferryman/probe';

/**
 * A small image of ours that no node holds, so that pulling it moves bytes: always the same, sent once. Answers its digest.
 * `folder` is the upstream's folder of the registry.
 */
export async function offerProbeImage(
  registry: RegistryWriter,
  { host, folder }: { readonly host: string; readonly folder: string },
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly digest: string }> {
  const { blobs, manifest } = probeImage();
  const digest = digestOf(manifest);
  const target: Repository = { registry: host, repository: `${folder}/${repositoryPath}` };
  const isThere = (await registry.manifestDigest(target, digest, signal)) === digest;
  if (!isThere) {
    for (const bytes of blobs) await registry.upload(target, blobOf(bytes), () => undefined, signal);
    await registry.putManifest(target, digest, { mediaType: ociManifestType, bytes: manifest }, signal);
  }
  return { path: repositoryPath, digest };
}

function probeImage(): { readonly blobs: readonly Buffer[]; readonly manifest: Buffer } {
  // the end of a tar archive: two empty blocks
  const archive = Buffer.alloc(1024);
  const layer = gzipSync(archive);
  const config = Buffer.from(
    canonicalJson({
      architecture: 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: [digestOf(archive)] },
    }),
  );
  const descriptor = (mediaType: string, bytes: Buffer) => ({
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
  });
  const manifest = Buffer.from(
    canonicalJson({
      schemaVersion: 2,
      mediaType: ociManifestType,
      config: descriptor('application/vnd.oci.image.config.v1+json', config),
      layers: [descriptor('application/vnd.oci.image.layer.v1.tar+gzip', layer)],
    }),
  );
  return { blobs: [config, layer], manifest };
}

function blobOf(bytes: Buffer): PushedBlob {
  return {
    digest: digestOf(bytes),
    sizeBytes: bytes.length,
    read: (offset) => Readable.from([bytes.subarray(offset)]),
  };
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
