import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { BundleFile } from '../../model/bundle/manifest.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { localPath } from '../paths.ts';
import { systemReason } from '../printable.ts';
import { readAt } from '../read-capped.ts';

const chunkBytes = 1024 * 1024;

/** Reads the bundle's files stretch by stretch, and checks each file's digest as its last byte goes by. */
export class StretchReader {
  readonly #directory: string;
  readonly #signal: AbortSignal | undefined;
  #whole: { readonly path: string; readonly hash: Hash; next: number } | undefined;

  constructor(directory: string, signal: AbortSignal | undefined) {
    this.#directory = directory;
    this.#signal = signal;
  }

  /** After a volume that was there already: what began in it is checked at intake. */
  forget(): void {
    this.#whole = undefined;
  }

  async *read(file: BundleFile, offset: number, sizeBytes: number): AsyncGenerator<Uint8Array> {
    if (offset === 0) this.#whole = { path: file.path, hash: createHash('sha256'), next: 0 };
    const whole = this.#whole?.path === file.path && this.#whole.next === offset ? this.#whole : undefined;
    const handle = await open(localPath(this.#directory, file.path), 'r').catch((error: unknown) => {
      throw new FerrymanError('BUNDLE_E0014', { file: file.path, detail: systemReason(error) }, { cause: error });
    });
    try {
      for (let done = 0; done < sizeBytes; ) {
        this.#signal?.throwIfAborted();
        const chunk = await readAt(handle, offset + done, Math.min(chunkBytes, sizeBytes - done));
        if (chunk.length === 0) throw damagedFile(file, 'the file is shorter');
        whole?.hash.update(chunk);
        done += chunk.length;
        yield chunk;
      }
    } finally {
      await handle.close();
    }
    if (whole === undefined) return;
    whole.next = offset + sizeBytes;
    if (whole.next < file.sizeBytes) return;
    const digest = `sha256:${whole.hash.digest('hex')}`;
    if (digest !== file.digest) throw damagedFile(file, digest);
  }
}

function damagedFile({ path, digest }: BundleFile, actual: string): FerrymanError {
  return new FerrymanError('BUNDLE_E0004', { file: path, expected: digest, actual });
}
