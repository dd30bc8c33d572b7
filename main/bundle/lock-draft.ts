import { artifactKey } from '../model/bundle/find-item.ts';
import type { BlobSource, BundleLock, Evidence, LockedItem } from '../model/bundle/lock.ts';
import { type BundleItem, blobsOf } from '../model/bundle/manifest.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { artifactLabel } from '../model/plan/artifact-ref.ts';

/** Gathers what a spec comes to; the same item or blob found twice is one, with the sources and evidence of both. */
export class LockDraft {
  readonly #items = new Map<string, LockedItem>();
  readonly #blobs = new Map<string, { readonly sizeBytes: number; readonly sources: Map<string, BlobSource> }>();

  /** Throws an Error where the same artifact comes twice with different content. */
  add(item: BundleItem, evidence: readonly Evidence[], sourcesOf: (digest: string) => readonly BlobSource[]): void {
    const key = artifactKey(item);
    const known = this.#items.get(key);
    if (known !== undefined && known.item.digest !== item.digest) {
      throw new Error(`${artifactLabel(item)} comes twice with different content`);
    }
    const before = known?.evidence ?? [];
    const more = evidence.filter(({ type }) => !before.some((each) => each.type === type));
    this.#items.set(key, { item: known?.item ?? item, evidence: [...before, ...more] });
    for (const { digest, sizeBytes } of blobsOf(item)) {
      const blob = this.#blobs.get(digest) ?? { sizeBytes, sources: new Map<string, BlobSource>() };
      for (const source of sourcesOf(digest)) blob.sources.set(canonicalJson(source), source);
      this.#blobs.set(digest, blob);
    }
  }

  /** As the spec and its layouts write them. */
  imageNames(): string[] {
    return [...new Set(this.items().flatMap(({ item }) => (item.type === 'image' ? [item.name] : [])))];
  }

  items(): LockedItem[] {
    return inOrder(this.#items);
  }

  blobs(): BundleLock['blobs'] {
    return inOrder(
      new Map(
        [...this.#blobs].map(([digest, { sizeBytes, sources }]) => [
          digest,
          { digest, sizeBytes, sources: [...sources.values()] },
        ]),
      ),
    );
  }
}

function inOrder<Value>(map: ReadonlyMap<string, Value>): Value[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
