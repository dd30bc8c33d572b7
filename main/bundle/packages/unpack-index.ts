import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import { sha256Hex } from '../../model/canonical-json.ts';
import { unxz } from '../xz/unxz.ts';

/** Debian's main holds 60 000 packages in 50 MB; fedora's primary is 150 MB. */
const indexCapBytes = 512 * 1024 * 1024;

/** Packings that can be undone, in the order in which they are tried: xz is slow here, and no packing is slow on the wire. */
export const readablePackings = ['.gz', '.zst', '.xz', ''] as const;

/** What a repository's metadata says of one of its files. */
export interface ListedFile {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Throws an Error where the bytes are not the listed ones. */
export function checkListed(bytes: Buffer, { sha256, sizeBytes }: ListedFile, path: string): void {
  if (bytes.length === sizeBytes && sha256Hex(bytes) === sha256) return;
  throw new Error(
    `${path} is not the one its signed metadata lists (${bytes.length} bytes, sha256 ${sha256Hex(bytes)})`,
  );
}

/** By the end of its path. Throws an Error for what cannot be unpacked or is larger than 512 MiB. */
export async function unpackIndex(path: string, bytes: Buffer): Promise<Buffer> {
  const limit = { maxOutputLength: indexCapBytes };
  try {
    if (path.endsWith('.gz')) return await promisify(gunzip)(bytes, limit);
    if (path.endsWith('.zst')) return await promisify(zstdDecompress)(bytes, limit);
    if (path.endsWith('.xz')) return unxz(bytes, indexCapBytes);
  } catch (error) {
    throw new Error(`${path} cannot be unpacked: ${error instanceof Error ? error.message : ''}`);
  }
  return bytes;
}
