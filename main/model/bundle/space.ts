import { type BundleManifest, blobsOf } from './manifest.ts';

/** Bytes as they are carried, each blob once: what is unpacked from them later takes more. */
export interface SpaceNeeds {
  /** Every image of every platform, as a site registry keeps them. */
  readonly registryBytes: number;
  /** At most, for one node of a platform: everything there is for it. */
  readonly nodes: readonly { readonly platform: string; readonly bytes: number }[];
}

export function spaceNeeds({ items, platforms }: Pick<BundleManifest, 'items' | 'platforms'>): SpaceNeeds {
  const bytesOf = (wanted: readonly BundleManifest['items'][number][]) => {
    const sizes = new Map(wanted.flatMap((item) => blobsOf(item).map(({ digest, sizeBytes }) => [digest, sizeBytes])));
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
  };
  return {
    registryBytes: bytesOf(items.filter(({ type }) => type === 'image')),
    nodes: platforms.map((platform) => ({
      platform,
      bytes: bytesOf(items.filter((item) => item.platform === platform || item.platform === 'any')),
    })),
  };
}
