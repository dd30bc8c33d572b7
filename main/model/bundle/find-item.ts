import type { ArtifactRef } from '../plan/artifact-ref.ts';
import type { BundleItem, BundleManifest, FileItem, ImageItem, PackageItem } from './manifest.ts';

type ItemFor<Ref extends ArtifactRef> = Ref extends { type: 'image' }
  ? ImageItem
  : Ref extends { type: 'file' }
    ? FileItem
    : PackageItem;

/** The item that answers a reference; a file for `any` platform answers every platform. */
export function findItem<Ref extends ArtifactRef>(manifest: BundleManifest, ref: Ref): ItemFor<Ref> | undefined {
  return manifest.items.find((item) => isAnswer(item, ref)) as ItemFor<Ref> | undefined;
}

/** The lookup key of a reference or an item: equal keys answer each other. */
export function artifactKey(artifact: ArtifactRef | BundleItem): string {
  const name = nameOf(artifact);
  return JSON.stringify([artifact.type, ...name, artifact.platform]);
}

/** Whether an item is what a reference asks for. */
export function isAnswer(item: BundleItem, ref: ArtifactRef): boolean {
  if (item.type !== ref.type) return false;
  if (item.platform !== ref.platform && item.platform !== 'any') return false;
  return JSON.stringify(nameOf(item)) === JSON.stringify(nameOf(ref));
}

function nameOf(artifact: ArtifactRef | BundleItem): string[] {
  switch (artifact.type) {
    case 'image':
      return [artifact.name];
    case 'file':
      return [artifact.id, artifact.version];
    case 'package':
      return [artifact.name, artifact.distribution];
  }
}
