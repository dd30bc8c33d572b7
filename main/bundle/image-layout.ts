import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { blobPath, localPath } from './paths.ts';
import { isMissingFile } from './printable.ts';
import { readAt, readCapped } from './read-capped.ts';
import { indexTar, type TarMember } from './tar-index.ts';

const chunkBytes = 1024 * 1024;
/** Indexes, manifests and configs; the OCI distribution spec caps manifests at 4 MiB. */
const documentCapBytes = 8 * 1024 * 1024;

/** An OCI image layout to read from, as a folder or as an archive. Digests are checked by whoever reads. */
export interface ImageLayout {
  /** Bytes of a small file, undefined when it is not there or larger than 8 MiB. */
  document(path: string): Promise<Uint8Array | undefined>;
  /** Size of a blob in bytes, undefined when it is not there. */
  sizeOf(digest: string): Promise<number | undefined>;
  read(digest: string): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

export function openLayoutDirectory(directory: string): ImageLayout {
  return {
    document: (path) => readCapped(localPath(directory, path), documentCapBytes).catch(undefinedWhenMissing),
    sizeOf: (digest) => stat(localPath(directory, blobPath(digest))).then(({ size }) => size, undefinedWhenMissing),
    read: (digest) => createReadStream(localPath(directory, blobPath(digest)), { highWaterMark: chunkBytes }),
    close: async () => {},
  };
}

/** Reads from the archive in place; rejects with an Error that says why it is no tar. */
export async function openLayoutArchive(path: string): Promise<ImageLayout> {
  const handle = await open(path, 'r');
  try {
    const members = await indexTar((offset, length) => readAt(handle, offset, length));
    const memberOf = (digest: string) => members.get(blobPath(digest));
    return {
      document: async (name) => {
        const member = members.get(name);
        if (member === undefined || member.sizeBytes > documentCapBytes) return undefined;
        return readAt(handle, member.offset, member.sizeBytes);
      },
      sizeOf: async (digest) => memberOf(digest)?.sizeBytes,
      read: (digest) => readMember(handle, memberOf(digest)),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function* readMember(handle: FileHandle, member: TarMember | undefined): AsyncGenerator<Uint8Array> {
  if (member === undefined) return;
  for (let done = 0; done < member.sizeBytes; ) {
    const chunk = await readAt(handle, member.offset + done, Math.min(chunkBytes, member.sizeBytes - done));
    if (chunk.length === 0) return;
    done += chunk.length;
    yield chunk;
  }
}

function undefinedWhenMissing(error: unknown): undefined {
  if (isMissingFile(error)) return undefined;
  throw error;
}
