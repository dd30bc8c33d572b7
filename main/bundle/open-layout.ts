import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { type Archive, dockerLayout } from './docker-archive.ts';
import type { ImageLayout } from './image-layout.ts';
import { blobPath, localPath } from './paths.ts';
import { isMissingFile } from './printable.ts';
import { readAt, readCapped } from './read-capped.ts';
import { indexTar, type TarMember } from './tar-index.ts';

const chunkBytes = 1024 * 1024;
/** Indexes, manifests and configs; the OCI distribution spec caps manifests at 4 MiB. */
const documentCapBytes = 8 * 1024 * 1024;

export function openLayoutDirectory(directory: string): ImageLayout {
  const document = (path: string) =>
    readCapped(localPath(directory, path), documentCapBytes).catch(undefinedWhenMissing);
  return {
    index: () => document('index.json'),
    document: ({ digest }) => document(blobPath(digest)),
    sizeOf: ({ digest }) => stat(localPath(directory, blobPath(digest))).then(({ size }) => size, undefinedWhenMissing),
    read: (digest) => createReadStream(localPath(directory, blobPath(digest)), { highWaterMark: chunkBytes }),
    close: async () => {},
  };
}

/** An OCI or a docker archive, read in place; rejects with an Error that says why it is neither. */
export async function openLayoutArchive(path: string): Promise<ImageLayout> {
  const handle = await open(path, 'r');
  try {
    const magic = await readAt(handle, 0, 4);
    if (magic[0] === 0x1f && magic[1] === 0x8b)
      throw new Error('it is packed with gzip: unpack it to a plain .tar first');
    const members = await indexTar((offset, length) => readAt(handle, offset, length));
    const document = async (name: string) => {
      const member = members.get(name);
      if (member === undefined || member.sizeBytes > documentCapBytes) return undefined;
      return readAt(handle, member.offset, member.sizeBytes);
    };
    const archive: Archive = {
      document,
      sizeOf: (name) => members.get(name)?.sizeBytes,
      read: (name) => readMember(handle, members.get(name)),
    };
    const isDocker = !members.has('index.json') && members.has('manifest.json');
    const layout = isDocker ? await dockerLayout(archive) : ociLayout(archive);
    return { ...layout, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function ociLayout({ document, sizeOf, read }: Archive): Omit<ImageLayout, 'close'> {
  return {
    index: () => document('index.json'),
    document: ({ digest }) => document(blobPath(digest)),
    sizeOf: async ({ digest }) => sizeOf(blobPath(digest)),
    read: (digest) => read(blobPath(digest)),
  };
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
