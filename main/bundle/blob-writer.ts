import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hexOf } from '../model/bundle/digest.ts';
import type { LockedBlob } from '../model/bundle/lock.ts';
import type { BundleFile } from '../model/bundle/manifest.ts';
import { hashFile } from './hash-file.ts';
import { blobPath, localPath } from './paths.ts';

type Wanted = Pick<LockedBlob, 'digest' | 'sizeBytes'>;

/** Fills the blobs of a bundle under way. A blob appears under its digest only after all its bytes were checked. */
export class BlobWriter {
  readonly #directory: string;
  readonly #signal: AbortSignal | undefined;
  readonly #written = new Map<string, number>();

  constructor(directory: string, signal?: AbortSignal) {
    this.#directory = directory;
    this.#signal = signal;
  }

  async prepare(): Promise<void> {
    await mkdir(join(this.#directory, 'blobs', 'sha256'), { recursive: true });
  }

  pathOf(digest: string): string {
    return localPath(this.#directory, blobPath(digest));
  }

  /** One left by a cut build is read again and kept when it is whole. */
  async isThere({ digest, sizeBytes }: Wanted): Promise<boolean> {
    const path = this.pathOf(digest);
    const size = await stat(path).then(
      (stats) => stats.size,
      () => undefined,
    );
    if (size !== sizeBytes || (await hashFile(path, { signal: this.#signal })).digest !== digest) return false;
    this.#written.set(digest, sizeBytes);
    return true;
  }

  /** The bytes of a blob, kept when they are its own; else the digest they have. `onSize` is told how many there are. */
  async copy(
    { digest, sizeBytes }: Wanted,
    content: AsyncIterable<Uint8Array>,
    onSize: (sizeBytes: number) => void,
  ): Promise<string> {
    const incoming = join(this.#directory, `incoming-${hexOf(digest)}`);
    const handle = await open(incoming, 'w');
    try {
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of content) {
        this.#signal?.throwIfAborted();
        hash.update(chunk);
        await handle.writeFile(chunk);
        size += chunk.length;
        onSize(size);
      }
      await handle.datasync();
      const found = `sha256:${hash.digest('hex')}`;
      if (found === digest) {
        await rename(incoming, this.pathOf(digest));
        this.#written.set(digest, sizeBytes);
      }
      return found;
    } finally {
      await handle.close();
      await rm(incoming, { force: true });
    }
  }

  /** A checked file of the cache: the same bytes on disk where the file system can, a copy elsewhere. */
  async take({ digest, sizeBytes }: Wanted, cached: string): Promise<void> {
    const path = this.pathOf(digest);
    await rm(path, { force: true });
    try {
      await link(cached, path);
    } catch {
      const incoming = join(this.#directory, `incoming-${hexOf(digest)}`);
      await copyFile(cached, incoming, constants.COPYFILE_FICLONE);
      await rename(incoming, path);
    }
    this.#written.set(digest, sizeBytes);
  }

  /** A small file of the bundle itself. */
  async addText(path: string, content: string): Promise<BundleFile> {
    await writeFile(localPath(this.#directory, path), content, { flush: true });
    const bytes = Buffer.from(content);
    return { path, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, sizeBytes: bytes.length };
  }

  blobs(): BundleFile[] {
    return [...this.#written].map(([digest, sizeBytes]) => ({ path: blobPath(digest), digest, sizeBytes }));
  }
}
