import { parseImageReference } from '../../model/bundle/image-reference.ts';
import type { BundleBlob, BundleManifest, ImageItem } from '../../model/bundle/manifest.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { upstreamFolder } from '../../model/plan/planned-registry.ts';
import type { Repository } from '../../ports/image-registry.ts';

/** One reference of the bundle and what it becomes in the target registry. */
export interface PushedImage {
  /** As upstream: registry.k8s.io/pause:3.10.1. */
  readonly name: string;
  readonly target: Repository;
  /** The tag, or the digest where the reference has no tag. */
  readonly reference: string;
  /** One a platform. */
  readonly manifests: readonly BundleBlob[];
  /** The multi-platform index, pushed whole where the registry takes it. */
  readonly index: BundleBlob | undefined;
  /** Configs and layers of all its platforms. */
  readonly blobs: readonly BundleBlob[];
}

/** A registry, and the path below it where images go: harbor.corp:8443/ferryman. */
export interface PushTarget {
  readonly registry: string;
  readonly prefix: string;
}

/** PUSH_E0006 for what is no address of a registry. */
export function parsePushTarget(written: string): PushTarget {
  const reference = parseImageReference(`${written.replace(/\/+$/, '')}/x:t`);
  if (reference === undefined) throw new FerrymanError('PUSH_E0006', { target: written });
  return { registry: reference.registry, prefix: reference.repository.replace(/\/?x$/, '') };
}

/**
 * Upstream names are kept below the target, the upstream's host first, so that two upstreams never meet:
 * registry.k8s.io/pause becomes <target>/registry.k8s.io/pause. A port of the upstream's is left out.
 */
export function targetRepository(upstream: Repository, { registry, prefix }: PushTarget): Repository {
  const folder = upstreamFolder(upstream.registry);
  return { registry, repository: [prefix, folder, upstream.repository].filter((part) => part !== '').join('/') };
}

/** Every image of a bundle, its platforms together. Pure; in the order of their names. */
export function planPush({ items }: Pick<BundleManifest, 'items'>, target: PushTarget): PushedImage[] {
  const byName = new Map<string, ImageItem[]>();
  for (const item of items) if (item.type === 'image') byName.set(item.name, [...(byName.get(item.name) ?? []), item]);
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, images]) => {
      const parsed = parseImageReference(name);
      if (parsed === undefined) throw new RangeError(`${name} is no full reference: the bundle's schema checks it`);
      const [first] = images as [ImageItem, ...ImageItem[]];
      return {
        name,
        target: targetRepository(parsed, target),
        reference: parsed.tag ?? parsed.digest ?? '',
        manifests: images.map(({ blobs }) => blobs[0] as BundleBlob),
        index: first.index,
        blobs: unique(images.flatMap(({ blobs }) => blobs.slice(1))),
      };
    });
}

/** What an unchanged push finds under the reference: one HEAD tells that nothing is to be done. */
export function wantedDigests({ index, manifests }: PushedImage): string[] {
  // a registry that takes no partial index holds the one platform's manifest there
  return [
    ...(index === undefined ? [] : [index.digest]),
    ...(manifests.length === 1 ? [manifests[0]?.digest ?? ''] : []),
  ];
}

function unique(blobs: readonly BundleBlob[]): BundleBlob[] {
  return [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
}
