import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleFile } from '../model/bundle/manifest.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { type HashedFile, hashFile } from './hash-file.ts';
import { blobPath, localPath } from './paths.ts';
import type { ProgressMeter } from './progress.ts';

const incomingName = 'incoming';

/** Fills the blobs of a bundle under way. A blob appears under its digest only after all its bytes were checked. */
export class BlobWriter {
  readonly #directory: string;
  readonly #meter: ProgressMeter;
  readonly #signal: AbortSignal | undefined;
  readonly #written = new Map<string, number>();

  constructor(directory: string, meter: ProgressMeter, signal?: AbortSignal) {
    this.#directory = directory;
    this.#meter = meter;
    this.#signal = signal;
  }

  async prepare(): Promise<void> {
    await mkdir(join(this.#directory, 'blobs', 'sha256'), { recursive: true });
  }

  /** A blob whose digest is known. One left by a cut build is read again and kept when it is whole. BUNDLE_E0004 else. */
  async addBlob(
    digest: string,
    sizeBytes: number,
    content: () => AsyncIterable<Uint8Array>,
    what: string,
  ): Promise<void> {
    if (this.#written.has(digest)) return;
    if (await this.#isThere(digest, sizeBytes, what)) {
      this.#written.set(digest, sizeBytes);
      return;
    }
    const found = await this.#copy(content(), what);
    if (found.digest !== digest) {
      await rm(this.#incoming(), { force: true });
      throw new FerrymanError('BUNDLE_E0004', {
        file: `${what} ${blobPath(digest)}`,
        expected: digest,
        actual: found.digest,
      });
    }
    await this.#keep(found);
  }

  /** A file of this machine, named by what it turns out to be; read once. */
  async addFile(path: string, what: string): Promise<HashedFile> {
    const found = await this.#copy(createReadStream(path, { highWaterMark: 1024 * 1024 }), what);
    if (this.#written.has(found.digest)) await rm(this.#incoming(), { force: true });
    else await this.#keep(found);
    return found;
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

  async #isThere(digest: string, sizeBytes: number, what: string): Promise<boolean> {
    const path = localPath(this.#directory, blobPath(digest));
    const size = await stat(path).then(
      (stats) => stats.size,
      () => undefined,
    );
    if (size !== sizeBytes) return false;
    const found = await hashFile(path, { signal: this.#signal });
    if (found.digest !== digest) return false;
    this.#meter.add(sizeBytes, what);
    return true;
  }

  async #copy(content: AsyncIterable<Uint8Array>, what: string): Promise<HashedFile> {
    const handle = await open(this.#incoming(), 'w');
    try {
      const hash = createHash('sha256');
      let sizeBytes = 0;
      for await (const chunk of content) {
        this.#signal?.throwIfAborted();
        hash.update(chunk);
        await handle.writeFile(chunk);
        sizeBytes += chunk.length;
        this.#meter.add(chunk.length, what);
      }
      await handle.datasync();
      return { digest: `sha256:${hash.digest('hex')}`, sizeBytes };
    } finally {
      await handle.close();
    }
  }

  async #keep({ digest, sizeBytes }: HashedFile): Promise<void> {
    await rename(this.#incoming(), localPath(this.#directory, blobPath(digest)));
    this.#written.set(digest, sizeBytes);
  }

  #incoming(): string {
    return join(this.#directory, incomingName);
  }
}
