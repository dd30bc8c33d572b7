import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hexOf } from '../model/bundle/digest.ts';
import { lockFolder } from './folder-lock.ts';
import { hashFile } from './hash-file.ts';

/** Blobs fetched once and shared between bundles, by digest; a blob under way is a `.part` beside its place. */
export class BlobCache {
  readonly directory: string;
  readonly #unlock: () => Promise<void>;
  /** Read whole and found sound during this build. */
  readonly #checked = new Set<string>();

  private constructor(directory: string, unlock: () => Promise<void>) {
    this.directory = directory;
    this.#unlock = unlock;
  }

  /** BUNDLE_E0020 while another build uses it. `now` is ISO 8601, UTC. Close when done. */
  static async open(directory: string, now: string): Promise<BlobCache> {
    const unlock = await lockFolder(directory, now, 'BUNDLE_E0020');
    try {
      await mkdir(join(directory, 'sha256'), { recursive: true });
    } catch (error) {
      await unlock();
      throw error;
    }
    return new BlobCache(directory, unlock);
  }

  pathOf(digest: string): string {
    return join(this.directory, 'sha256', hexOf(digest));
  }

  partOf(digest: string): string {
    return `${this.pathOf(digest)}.part`;
  }

  /** Whether a blob is there whole. It is read once a build: a damaged one is dropped, to be fetched again. */
  async holds(digest: string, sizeBytes: number, signal: AbortSignal | undefined): Promise<boolean> {
    if (this.#checked.has(digest)) return true;
    const path = this.pathOf(digest);
    const size = await sizeOf(path);
    if (size === undefined) return false;
    if (size === sizeBytes && (await hashFile(path, { signal })).digest === digest) {
      this.#checked.add(digest);
      return true;
    }
    await rm(path, { force: true });
    return false;
  }

  /** A part whose digest was checked takes its place. */
  async keep(digest: string): Promise<void> {
    await rename(this.partOf(digest), this.pathOf(digest));
    this.#checked.add(digest);
  }

  async close(): Promise<void> {
    await this.#unlock();
  }
}

/** What a cache seems to hold, without reading or locking it: bytes there by digest, whole or in part. */
export async function cachedBytes(
  directory: string,
): Promise<ReadonlyMap<string, { bytes: number; isWhole: boolean }>> {
  const folder = join(directory, 'sha256');
  const names = await readdir(folder).catch(() => []);
  const found = new Map<string, { bytes: number; isWhole: boolean }>();
  for (const name of names) {
    const hex = /^([0-9a-f]{64})(\.part)?$/.exec(name);
    const bytes = hex === null ? undefined : await sizeOf(join(folder, name));
    const digest = `sha256:${hex?.[1]}`;
    if (bytes !== undefined && found.get(digest)?.isWhole !== true) {
      found.set(digest, { bytes, isWhole: hex?.[2] === undefined });
    }
  }
  return found;
}

async function sizeOf(path: string): Promise<number | undefined> {
  return await stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}
