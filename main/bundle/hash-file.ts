import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const chunkBytes = 1024 * 1024;

export interface HashedFile {
  /** `sha256:<hex>`. */
  readonly digest: string;
  readonly sizeBytes: number;
}

/**
 * Reads a file once in pieces of 1 MiB, whatever its size. Rejects as node:fs does, or with the signal's reason.
 * `onBytes` is told the size of each piece.
 */
export async function hashFile(
  path: string,
  options: { readonly signal?: AbortSignal | undefined; readonly onBytes?: (bytes: number) => void } = {},
): Promise<HashedFile> {
  const handle = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(chunkBytes);
    let sizeBytes = 0;
    for (;;) {
      options.signal?.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes, null);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      sizeBytes += bytesRead;
      options.onBytes?.(bytesRead);
    }
    return { digest: `sha256:${hash.digest('hex')}`, sizeBytes };
  } finally {
    await handle.close();
  }
}
