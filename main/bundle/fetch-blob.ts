import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { FerrymanError, isFerrymanError } from '../model/errors/ferryman-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { OpenedContent } from '../ports/image-registry.ts';

/** Cuts in a row that brought nothing new. */
const fruitlessCap = 5;
const chunkBytes = 1024 * 1024;

export interface FetchedBlob {
  readonly digest: string;
  readonly sizeBytes: number;
  /** What it is part of, and where it is fetched from, for messages. */
  readonly what: string;
  readonly source: string;
}

interface FetchOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** How many bytes are there now; goes back where a source starts over. */
  readonly onSize: (sizeBytes: number) => void;
}

/**
 * Fills `part` from where it ends, going on after each cut, until the bytes are there and their digest is right. What is
 * there stays for the next try, whoever makes it: only wrong bytes are dropped. BUNDLE_E0018 wrong content · SOURCE_… ·
 * the signal's reason · rejects as node:fs does when it cannot be written.
 */
export async function fetchBlob(
  part: string,
  blob: FetchedBlob,
  read: (offset: number) => Promise<OpenedContent>,
  options: FetchOptions,
): Promise<void> {
  const handle = await open(part, 'a+');
  try {
    const download = await Download.resume(handle, part, blob, options);
    // bytes of an earlier try may be wrong ones: then this source is given the chance to send them all
    const isFresh = download.sizeBytes === 0;
    await download.complete(read);
    if (!isFresh && download.digest() !== blob.digest) {
      await download.restart();
      await download.complete(read);
    }
    if (download.digest() !== blob.digest) throw mismatch(blob, download.digest());
    await handle.datasync();
  } catch (error) {
    if (isFerrymanError(error, 'BUNDLE_E0018')) await rm(part, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

class Download {
  readonly #handle: FileHandle;
  readonly #blob: FetchedBlob;
  readonly #options: FetchOptions;
  #hash: Hash = createHash('sha256');
  sizeBytes = 0;

  private constructor(handle: FileHandle, blob: FetchedBlob, options: FetchOptions) {
    this.#handle = handle;
    this.#blob = blob;
    this.#options = options;
  }

  /** Takes up what an earlier try left. */
  static async resume(handle: FileHandle, part: string, blob: FetchedBlob, options: FetchOptions): Promise<Download> {
    const download = new Download(handle, blob, options);
    const { size } = await handle.stat();
    if (size > blob.sizeBytes) {
      await handle.truncate(0);
      return download;
    }
    for await (const chunk of createReadStream(part, { highWaterMark: chunkBytes })) {
      options.signal?.throwIfAborted();
      download.#count(chunk as Buffer);
    }
    return download;
  }

  digest(): string {
    return `sha256:${this.#hash.copy().digest('hex')}`;
  }

  async restart(): Promise<void> {
    await this.#handle.truncate(0);
    this.#hash = createHash('sha256');
    this.sizeBytes = 0;
    this.#options.onSize(0);
  }

  async complete(read: (offset: number) => Promise<OpenedContent>): Promise<void> {
    const { clock, signal } = this.#options;
    let most = this.sizeBytes;
    for (let fruitless = 0; this.sizeBytes < this.#blob.sizeBytes; ) {
      try {
        await this.#take(await read(this.sizeBytes));
      } catch (error) {
        signal?.throwIfAborted();
        if (!isFerrymanError(error, 'SOURCE_E0007')) throw error;
        fruitless = this.sizeBytes > most ? 0 : fruitless + 1;
        most = Math.max(most, this.sizeBytes);
        if (fruitless >= fruitlessCap) throw error;
        await clock.wait(1_000 * 2 ** fruitless, signal);
      }
    }
  }

  async #take({ offset, content }: OpenedContent): Promise<void> {
    const { source, sizeBytes } = this.#blob;
    if (offset !== this.sizeBytes) await this.restart();
    for await (const chunk of content) {
      this.#options.signal?.throwIfAborted();
      if (this.sizeBytes + chunk.length > sizeBytes) throw mismatch(this.#blob, `more than ${sizeBytes} bytes`);
      await this.#handle.writeFile(chunk);
      this.#count(chunk);
    }
    if (this.sizeBytes < sizeBytes) throw new FerrymanError('SOURCE_E0007', { source, detail: 'it ended too early' });
  }

  #count(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.sizeBytes += chunk.length;
    this.#options.onSize(this.sizeBytes);
  }
}

function mismatch({ what, source, digest: expected }: FetchedBlob, actual: string): FerrymanError {
  return new FerrymanError('BUNDLE_E0018', { what, source, expected, actual });
}
