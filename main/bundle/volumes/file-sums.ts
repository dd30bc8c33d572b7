import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { readAt } from '../read-capped.ts';

const chunkBytes = 1024 * 1024;

export interface FileSums {
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly sm3: string;
}

/** Both sums of a file, read once. Rejects as node:fs does, or with the signal's reason. */
export async function fileSums(
  path: string,
  options: { readonly signal?: AbortSignal | undefined; readonly onBytes?: (bytes: number) => void } = {},
): Promise<FileSums> {
  const [sha256, sm3] = [createHash('sha256'), createHash('sm3')];
  const handle = await open(path, 'r');
  let sizeBytes = 0;
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      const chunk = await readAt(handle, sizeBytes, chunkBytes);
      if (chunk.length === 0) return { sizeBytes, sha256: sha256.digest('hex'), sm3: sm3.digest('hex') };
      sha256.update(chunk);
      sm3.update(chunk);
      sizeBytes += chunk.length;
      options.onBytes?.(chunk.length);
    }
  } finally {
    await handle.close();
  }
}
