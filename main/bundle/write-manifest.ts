import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SiteInventory, siteInventoryHash } from '../model/bundle/inventory.ts';
import { type BundleLock, sourceLabel } from '../model/bundle/lock.ts';
import { type BuildRecord, type BundleItem, BundleManifest, type ImageItem } from '../model/bundle/manifest.ts';
import { type BundleSignature, signedMessage } from '../model/bundle/signature.ts';
import { keyIdOf } from '../model/bundle/signing-key.ts';
import { canonicalJson, sha256Hex } from '../model/canonical-json.ts';
import type { BlobWriter } from './blob-writer.ts';
import type { SigningKey } from './keys.ts';
import { ociIndexType } from './oci.ts';
import { manifestFileName, signatureFileName } from './paths.ts';
import type { BundleSpec } from './spec.ts';

export interface Builder {
  readonly by: string;
  /** Ferryman's. */
  readonly version: string;
}

interface ManifestOptions {
  readonly signingKey: SigningKey;
  readonly createdAt: string;
  readonly base?: SiteInventory | undefined;
  readonly builder?: Builder | undefined;
}

export interface Content {
  readonly spec: BundleSpec;
  readonly lock: BundleLock;
  readonly lockHash: string | undefined;
  readonly proof: Pick<BundleManifest, 'closure' | 'unproven'>;
  readonly items: readonly BundleItem[];
  readonly held: ReadonlyMap<string, number>;
}

/** Writes manifest and signature, the last files of a bundle. */
export async function writeManifest(
  partial: string,
  { spec, lock, lockHash, proof, items, held }: Content,
  writer: BlobWriter,
  { signingKey, createdAt, base, builder }: ManifestOptions,
): Promise<{ readonly manifest: BundleManifest; readonly manifestHash: string }> {
  const files = [
    await writer.addText('oci-layout', canonicalJson({ imageLayoutVersion: '1.0.0' })),
    await writer.addText('index.json', ociIndexOf(items)),
    ...writer.blobs(),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const { use, algorithm, publicKey } = signingKey.publicKey;
  const manifest = BundleManifest.parse({
    apiVersion: 'ferryman/v1',
    kind: 'BundleManifest',
    name: spec.name,
    version: spec.version,
    platforms: lock.platforms,
    algorithm,
    createdAt,
    isPractice: use === 'practice',
    lockHash,
    ...proof,
    licenceDecisions: spec.licenceDecisions.length === 0 ? undefined : spec.licenceDecisions,
    record: builder === undefined ? undefined : recordOf(lock, lockHash, builder),
    base:
      base === undefined || held.size === 0
        ? undefined
        : {
            inventoryHash: siteInventoryHash(base),
            held: [...held]
              .map(([digest, sizeBytes]) => ({ digest, sizeBytes }))
              .sort((a, b) => (a.digest < b.digest ? -1 : 1)),
          },
    items,
    files,
  });
  const bytes = Buffer.from(canonicalJson(manifest));
  const comment = { name: spec.name, version: spec.version, purpose: 'bundle' } as const;
  const covered = { algorithm, keyId: keyIdOf(signingKey.publicKey), use, publicKey, comment };
  const signed = Buffer.from(signingKey.sign(signedMessage(covered, bytes))).toString('base64');
  const signature: BundleSignature = { ...covered, signature: signed };
  await writeFile(join(partial, manifestFileName), bytes, { flush: true });
  await writeFile(join(partial, signatureFileName), `${JSON.stringify(signature, null, 2)}\n`, { flush: true });
  return { manifest, manifestHash: sha256Hex(bytes) };
}

function recordOf(lock: BundleLock, lockHash: string | undefined, { by, version }: Builder): BuildRecord {
  const sources = new Map(lock.blobs.map((blob) => [blob.digest, blob.sources.map(sourceLabel)]));
  return {
    by,
    with: version,
    resolved: lockHash === undefined ? undefined : { by: lock.resolvedBy, at: lock.resolvedAt },
    sources: lock.items.map(({ item, evidence }) => ({
      evidence: [...new Set(evidence.map(({ type }) => type))],
      from: [...new Set(sources.get(item.digest) ?? [])],
    })),
  };
}

/** Lets any OCI tool read the images straight out of the bundle. */
function ociIndexOf(items: readonly BundleItem[]): string {
  const manifests = items
    .filter((item): item is ImageItem => item.type === 'image')
    .map(({ name, platform, blobs: [manifest] }) => {
      const [os, architecture, variant] = platform.split('/');
      return {
        mediaType: manifest?.mediaType,
        digest: manifest?.digest,
        size: manifest?.sizeBytes,
        platform: { os, architecture, variant },
        annotations: { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': name },
      };
    });
  return canonicalJson({ schemaVersion: 2, mediaType: ociIndexType, manifests });
}
