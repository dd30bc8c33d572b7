import { z } from 'zod';
import { hashOf } from '../canonical-json.ts';
import { Digest, hexOf, ItemPlatform, Platform } from './digest.ts';
import { LicenceDecision } from './licence-decision.ts';

const SizeBytes = z.number().int().nonnegative();

/** As the artifact's maker or the spec states it, SPDX where they do; absent where nobody says. */
const Licence = z.string().min(1).max(200).optional();

/** A label for people and for nodes' directories, never a path. */
const FileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^(?!\.{1,2}$)[^/\\\u0000-\u001f\u007f]+$/, 'expected a file name without path');

export const BundleBlob = z.strictObject({ digest: Digest, sizeBytes: SizeBytes, mediaType: z.string() });
export type BundleBlob = z.infer<typeof BundleBlob>;

export const ImageItem = z.strictObject({
  type: z.literal('image'),
  /** The full upstream reference, such as registry.k8s.io/pause:3.10.1. */
  name: z.string().min(1),
  platform: Platform,
  /** Of the image manifest of this platform. */
  digest: Digest,
  /** All blobs together. */
  sizeBytes: SizeBytes,
  /** Manifest, config and layers, in this order. */
  blobs: z.array(BundleBlob).min(2),
  /** The multi-platform index the manifest came from, kept whole, so that references by its digest stay true. */
  index: BundleBlob.optional(),
  licence: Licence,
});
export type ImageItem = z.infer<typeof ImageItem>;

export const fileKinds = ['binary', 'archive', 'manifest', 'chart', 'document'] as const;

export const FileItem = z.strictObject({
  type: z.literal('file'),
  id: z.string().min(1),
  kind: z.enum(fileKinds),
  version: z.string().min(1),
  platform: ItemPlatform,
  digest: Digest,
  sizeBytes: SizeBytes,
  fileName: FileName,
  licence: Licence,
});
export type FileItem = z.infer<typeof FileItem>;

export const PackageItem = z.strictObject({
  type: z.literal('package'),
  name: z.string().min(1),
  version: z.string().min(1),
  /** Such as debian-12. */
  distribution: z.string().min(1),
  platform: Platform,
  digest: Digest,
  sizeBytes: SizeBytes,
  fileName: FileName,
  licence: Licence,
});
export type PackageItem = z.infer<typeof PackageItem>;

export const BundleItem = z.discriminatedUnion('type', [ImageItem, FileItem, PackageItem]);
export type BundleItem = z.infer<typeof BundleItem>;

/** The only paths a bundle has: a hostile name cannot be written down. */
export const BundleFile = z.strictObject({
  path: z.string().regex(/^(oci-layout|index\.json|blobs\/sha256\/[0-9a-f]{64})$/, 'not a path of a bundle'),
  digest: Digest,
  sizeBytes: SizeBytes,
});
export type BundleFile = z.infer<typeof BundleFile>;

/** What the bundle was proven complete for before it was signed. */
export const ClosureRecord = z.strictObject({
  /** The site's name, as its plan writes it. */
  site: z.string(),
  /** Hash of the site plan or operation plan whose needs were counted. */
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  needs: z.number().int().nonnegative(),
  /** Somebody let it be signed though something is missing. */
  waiver: z
    .strictObject({
      by: z.string().min(1),
      reason: z.string().min(1),
      missing: z.array(z.strictObject({ artifact: z.string(), neededBy: z.array(z.string()) })).min(1),
    })
    .optional(),
});
export type ClosureRecord = z.infer<typeof ClosureRecord>;

/** Why a digest is believed; model/bundle/lock.ts has what stands behind each. */
export const EvidenceType = z.enum(['first-seen', 'pinned', 'checksum-file', 'signed-repository', 'signature']);

/** Where everything came from, for whoever asks later. */
export const BuildRecord = z.strictObject({
  by: z.string().min(1),
  /** Ferryman's version. */
  with: z.string(),
  /** Absent where no lock was made before. */
  resolved: z.strictObject({ by: z.string(), at: z.iso.datetime() }).optional(),
  /** In the order of the items. */
  sources: z.array(z.strictObject({ evidence: z.array(EvidenceType).min(1), from: z.array(z.string()) })),
});
export type BuildRecord = z.infer<typeof BuildRecord>;

/** What a bundle holds: written as canonical JSON to `manifest.json`, signed in `manifest.sig`. */
export const BundleManifest = z
  .strictObject({
    apiVersion: z.literal('ferryman/v1'),
    kind: z.literal('BundleManifest'),
    name: z.string().min(1),
    version: z.string().min(1),
    platforms: z.array(Platform).min(1),
    algorithm: z.literal('ed25519'),
    /** ISO 8601, UTC. */
    createdAt: z.iso.datetime(),
    /** Signed with a practice key; real sites refuse it. */
    isPractice: z.boolean(),
    /** The lock it was built from; absent where the spec named files of the builder's machine only. */
    lockHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    closure: ClosureRecord.optional(),
    /** Nobody said what it has to be complete for, and this person let it be signed so. Practice bundles need none. */
    unproven: z.strictObject({ by: z.string().min(1), reason: z.string().min(1) }).optional(),
    licenceDecisions: z.array(LicenceDecision).optional(),
    record: BuildRecord.optional(),
    /** A bundle that carries only what a site lacks: what that site's inventory showed it holds already. */
    base: z
      .strictObject({
        inventoryHash: z.string().regex(/^[0-9a-f]{64}$/),
        held: z.array(z.strictObject({ digest: Digest, sizeBytes: SizeBytes })).min(1),
      })
      .optional(),
    items: z.array(BundleItem),
    /** Every file of the bundle directory but the manifest and its signature. */
    files: z.array(BundleFile),
  })
  .check((context) => {
    for (const message of inconsistencies(context.value.items, wholeFiles(context.value))) {
      context.issues.push({ code: 'custom', message, input: context.value });
    }
  });
export type BundleManifest = z.infer<typeof BundleManifest>;

/** Every file of the bundle once it lies in a site's store: those it carries and those the site had. */
export function wholeFiles({ files, base }: Pick<BundleManifest, 'files' | 'base'>): BundleFile[] {
  const held = (base?.held ?? []).map(({ digest, sizeBytes }) => ({
    path: `blobs/sha256/${hexOf(digest)}`,
    digest,
    sizeBytes,
  }));
  return [...files, ...held];
}

/** SHA-256 of the canonical JSON, which is also the SHA-256 of manifest.json. */
export function bundleManifestHash(manifest: BundleManifest): string {
  return hashOf(manifest);
}

/** Every blob an item consists of. */
export function blobsOf(item: BundleItem): readonly { readonly digest: string; readonly sizeBytes: number }[] {
  if (item.type !== 'image') return [{ digest: item.digest, sizeBytes: item.sizeBytes }];
  return item.index === undefined ? item.blobs : [...item.blobs, item.index];
}

function* inconsistencies(items: readonly BundleItem[], files: readonly BundleFile[]): Generator<string> {
  const sizes = new Map<string, number>();
  for (const file of files) {
    if (sizes.has(file.path)) yield `${file.path} is listed twice`;
    sizes.set(file.path, file.sizeBytes);
    if (file.path.startsWith('blobs/') && !file.path.endsWith(hexOf(file.digest))) {
      yield `${file.path} is not named by its digest`;
    }
  }
  for (const item of items) {
    for (const blob of blobsOf(item)) {
      const listed = sizes.get(`blobs/sha256/${hexOf(blob.digest)}`);
      if (listed === undefined) yield `${blob.digest} is used, but not among the files`;
      else if (listed !== blob.sizeBytes) yield `${blob.digest} has two sizes`;
    }
    if (item.type === 'image' && item.blobs[0]?.digest !== item.digest) {
      yield `the first blob of ${item.name} is not its manifest`;
    }
  }
}
