import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleManifest } from '../../model/bundle/manifest.ts';
import { blobPath, localPath, manifestFileName } from '../paths.ts';
import { isMissingFile } from '../printable.ts';

/** A bundle that was taken in whole; its directory is one like any other bundle's. */
export interface StoredBundle {
  readonly directory: string;
  readonly manifestHash: string;
  readonly manifest: BundleManifest;
}

const finished = /^[0-9a-f]{64}$/;

export function bundleDirectory(store: string, manifestHash: string): string {
  return join(store, manifestHash);
}

export function incomingDirectory(store: string, manifestHash: string): string {
  return join(store, `.incoming-${manifestHash}`);
}

/** Everything a store holds; none where there is no store yet. */
export async function storedBundles(store: string): Promise<StoredBundle[]> {
  const names = await readdir(store).catch((error: unknown): string[] => {
    if (isMissingFile(error)) return [];
    throw error;
  });
  const bundles: StoredBundle[] = [];
  for (const manifestHash of names.filter((name) => finished.test(name)).sort()) {
    const directory = bundleDirectory(store, manifestHash);
    const source = await readFile(join(directory, manifestFileName), 'utf8');
    bundles.push({ directory, manifestHash, manifest: BundleManifest.parse(JSON.parse(source)) });
  }
  return bundles;
}

/** Where the store holds a blob, by digest. */
export async function heldBlobs(
  bundles: readonly StoredBundle[],
): Promise<Map<string, { path: string; sizeBytes: number }>> {
  const held = new Map<string, { path: string; sizeBytes: number }>();
  for (const { directory } of bundles) {
    for (const hex of await readdir(localPath(directory, 'blobs/sha256'))) {
      const digest = `sha256:${hex}`;
      if (held.has(digest)) continue;
      const path = localPath(directory, blobPath(digest));
      held.set(digest, { path, sizeBytes: (await stat(path)).size });
    }
  }
  return held;
}

/** Bytes that may still be written at a folder that exists. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
