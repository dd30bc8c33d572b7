import { z } from 'zod';
import { hashOf } from '../canonical-json.ts';
import { ChartRendering } from './chart-rendering.ts';
import { Digest, Platform } from './digest.ts';
import { BundleItem, blobsOf } from './manifest.ts';

/** Where the bytes of one digest can be had. Paths are as the spec writes them, relative to its folder. */
export const BlobSource = z.discriminatedUnion('type', [
  /** Registries keep manifests and blobs under different addresses. */
  z.strictObject({ type: z.literal('registry'), repository: z.string().min(1), as: z.enum(['manifest', 'blob']) }),
  z.strictObject({ type: z.literal('url'), url: z.url() }),
  z.strictObject({ type: z.literal('layout'), path: z.string().min(1) }),
  z.strictObject({ type: z.literal('archive'), path: z.string().min(1) }),
  z.strictObject({ type: z.literal('file'), path: z.string().min(1) }),
  /** A chart's folder, packed the same way each time. */
  z.strictObject({ type: z.literal('chart-folder'), path: z.string().min(1) }),
  z.strictObject({
    type: z.literal('containerd'),
    address: z.string().min(1),
    namespace: z.string().min(1),
    images: z.array(z.string()).min(1),
  }),
]);
export type BlobSource = z.infer<typeof BlobSource>;

/** Why a digest is believed. The first sight of a digest is the weakest: it only says that nothing changed since. */
export const Evidence = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('first-seen'),
    /** ISO 8601, UTC; kept over later resolves that found the same digest. */
    at: z.iso.datetime(),
    by: z.string().min(1),
    source: z.string().min(1),
  }),
  /** The spec itself carries the digest. */
  z.strictObject({ type: z.literal('pinned'), digest: Digest }),
  /** Upstream publishes it: the checksum file, its own digest, and the line that names the file. */
  z.strictObject({ type: z.literal('checksum-file'), url: z.url(), digest: Digest, line: z.string() }),
  /** A signed package repository lists it: the signed file, the key that signed it, and the index that holds the digest. */
  z.strictObject({
    type: z.literal('signed-repository'),
    url: z.url(),
    release: Digest,
    /** Fingerprint of the OpenPGP key, hex in capitals. */
    key: z.string().regex(/^[0-9A-F]{40,64}$/),
    index: z.strictObject({ path: z.string().min(1), digest: Digest }),
  }),
  /** Signed with cosign, by the key the spec names. */
  z.strictObject({
    type: z.literal('signature'),
    /** Where the signature lies, and the digest of its manifest. */
    source: z.string().min(1),
    manifest: Digest,
    /** SHA-256 of the key's SubjectPublicKeyInfo. */
    key: z.string().regex(/^[0-9a-f]{64}$/),
  }),
]);
export type Evidence = z.infer<typeof Evidence>;

export const LockedItem = z.strictObject({ item: BundleItem, evidence: z.array(Evidence).min(1) });
export type LockedItem = z.infer<typeof LockedItem>;

export const LockedBlob = z.strictObject({
  digest: Digest,
  sizeBytes: z.number().int().nonnegative(),
  /** In the order in which they are tried. */
  sources: z.array(BlobSource).min(1),
});
export type LockedBlob = z.infer<typeof LockedBlob>;

/** What a spec came to on a connected machine: the only things a build accepts. */
export const BundleLock = z
  .strictObject({
    apiVersion: z.literal('ferryman/v1'),
    kind: z.literal('BundleLock'),
    name: z.string().min(1),
    version: z.string().min(1),
    platforms: z.array(Platform).min(1),
    /** Of what the spec asks for; how a registry is reached is no part of it. */
    specHash: z.string().regex(/^[0-9a-f]{64}$/),
    resolvedAt: z.iso.datetime(),
    resolvedBy: z.string().min(1),
    items: z.array(LockedItem),
    blobs: z.array(LockedBlob),
    /** What each of its charts needs; absent where it has none. */
    charts: z.array(ChartRendering).min(1).optional(),
  })
  .check((context) => {
    for (const message of inconsistencies(context.value)) {
      context.issues.push({ code: 'custom', message, input: context.value });
    }
  });
export type BundleLock = z.infer<typeof BundleLock>;

/** SHA-256 over the canonical JSON: the lock's one name, written into the file and into the bundle's manifest. */
export function bundleLockHash(lock: BundleLock): string {
  return hashOf(lock);
}

/** One line that names a source to a person. */
export function sourceLabel(source: BlobSource): string {
  switch (source.type) {
    case 'registry':
      return source.repository;
    case 'url':
      // what follows may be a key
      return source.url.replace(/[?#].*$/s, '');
    case 'containerd':
      return `containerd ${source.address} ${source.namespace}`;
    default:
      return source.path;
  }
}

/** True for what is read over the network. */
export function isRemote({ type }: BlobSource): boolean {
  return type === 'registry' || type === 'url';
}

function* inconsistencies({ items, blobs }: { items: readonly LockedItem[]; blobs: readonly LockedBlob[] }) {
  const sizes = new Map(blobs.map(({ digest, sizeBytes }) => [digest, sizeBytes]));
  if (sizes.size !== blobs.length) yield 'a digest is listed twice';
  for (const { item } of items) {
    for (const { digest, sizeBytes } of blobsOf(item)) {
      const listed = sizes.get(digest);
      if (listed === undefined) yield `${digest} has no source`;
      else if (listed !== sizeBytes) yield `${digest} has two sizes`;
    }
  }
}
