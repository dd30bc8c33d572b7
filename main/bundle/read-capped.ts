import { type FileHandle, open, stat } from 'node:fs/promises';

/**
 * A whole small file; undefined when it is larger than `capBytes` or no regular file (opening a pipe would wait forever).
 * Rejects as node:fs does when it cannot be read.
 */
export async function readCapped(path: string, capBytes: number): Promise<Buffer | undefined> {
  if (!(await stat(path)).isFile()) return undefined;
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size > capBytes) return undefined;
    return await readAt(handle, 0, size);
  } finally {
    await handle.close();
  }
}

/** `length` bytes from `offset`, or fewer at the end of the file. */
export async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
