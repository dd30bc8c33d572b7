import { artifactLabel } from '../plan/artifact-ref.ts';
import { artifactKey } from './find-item.ts';
import { type BundleItem, type BundleManifest, blobsOf } from './manifest.ts';

export interface ComparedItem {
  readonly artifact: string;
  readonly state: 'same' | 'changed' | 'added' | 'removed';
  readonly from?: ComparedContent;
  readonly to?: ComparedContent;
}

export interface ComparedContent {
  /** Absent for images: theirs is the digest. */
  readonly version?: string;
  readonly digest: string;
  readonly sizeBytes: number;
}

export interface BundleComparison {
  readonly items: readonly ComparedItem[];
  /** Bytes of the second bundle that the first does not hold, each blob once: what the way from one to the other costs. */
  readonly newBytes: number;
  readonly sharedBytes: number;
}

/** Two bundles side by side, by artifact; a file or package of another version is the same artifact, changed. */
export function compareBundles(from: BundleManifest, to: BundleManifest): BundleComparison {
  const [before, after] = [byArtifact(from), byArtifact(to)];
  const items = [...new Set([...before.keys(), ...after.keys()])].sort().map((key): ComparedItem => {
    const [older, newer] = [before.get(key), after.get(key)];
    const artifact = artifactLabel((newer ?? older) as BundleItem);
    if (older === undefined) return { artifact, state: 'added', ...(newer && { to: contentOf(newer) }) };
    if (newer === undefined) return { artifact, state: 'removed', from: contentOf(older) };
    const state = older.digest === newer.digest ? 'same' : 'changed';
    return { artifact, state, from: contentOf(older), to: contentOf(newer) };
  });
  const held = new Set(from.items.flatMap((item) => blobsOf(item).map(({ digest }) => digest)));
  const blobs = new Map(to.items.flatMap((item) => blobsOf(item).map(({ digest, sizeBytes }) => [digest, sizeBytes])));
  const sum = { newBytes: 0, sharedBytes: 0 };
  for (const [digest, sizeBytes] of blobs) sum[held.has(digest) ? 'sharedBytes' : 'newBytes'] += sizeBytes;
  return { items, ...sum };
}

/** Files are told apart by id here, not by version: an upgrade is a change. */
function byArtifact({ items }: BundleManifest): Map<string, BundleItem> {
  return new Map(
    items.map((item) => [
      item.type === 'file' ? JSON.stringify(['file', item.id, item.platform]) : artifactKey(item),
      item,
    ]),
  );
}

function contentOf(item: BundleItem): ComparedContent {
  const { digest, sizeBytes } = item;
  return item.type === 'image' ? { digest, sizeBytes } : { version: item.version, digest, sizeBytes };
}
