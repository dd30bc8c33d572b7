import { open } from 'node:fs/promises';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { readStanzas } from '../model/packages/control-stanzas.ts';
import { isDebianName, isDebianVersion } from '../model/packages/debian-relation.ts';
import { readAt } from './read-capped.ts';
import { indexTar } from './tar-index.ts';
import { unxz } from './xz/unxz.ts';

const controlCapBytes = 4 * 1024 * 1024;

export interface DebControl {
  readonly name: string;
  readonly version: string;
  /** Debian's name: amd64, arm64, all. */
  readonly architecture: string;
  /** The control file as it is. */
  readonly text: string;
}

const asked: ReadonlySet<string> = new Set(['package', 'version', 'architecture']);

/** What a .deb says of itself in its control file; its file name says nothing. Throws an Error saying why it cannot be read. */
export async function readDeb(path: string): Promise<DebControl> {
  const control = await readControlMember(path);
  const tar = decompress(control.name, control.data);
  const members = await indexTar(async (offset, length) => tar.subarray(offset, offset + length));
  const member = members.get('control');
  if (member === undefined) throw new Error('its control archive holds no control file');
  const text = tar.subarray(member.offset, member.offset + member.sizeBytes).toString('utf8');
  const [stanza] = readStanzas(text, asked);
  const field = (name: string): string => {
    const value = stanza?.get(name);
    if (value === undefined || value === '') throw new Error(`its control file has no ${name}`);
    return value;
  };
  const found = { name: field('package'), version: field('version'), architecture: field('architecture'), text };
  const isValid = isDebianName(found.name) && isDebianVersion(found.version) && /^[a-z0-9-]+$/.test(found.architecture);
  if (!isValid) throw new Error('its name, version or architecture is not one Debian allows');
  return found;
}

/** The second member of the ar archive. */
function decompress(name: string, data: Buffer): Buffer {
  const limit = { maxOutputLength: controlCapBytes };
  if (name === 'control.tar.gz') return gunzipSync(data, limit);
  if (name === 'control.tar.zst') return zstdDecompressSync(data, limit);
  if (name === 'control.tar.xz') return unxz(data, controlCapBytes);
  if (name === 'control.tar') return data;
  throw new Error(`its ${name} is packed in a way that is not known here`);
}

async function readControlMember(path: string): Promise<{ readonly name: string; readonly data: Buffer }> {
  const handle = await open(path, 'r');
  try {
    const magic = await readAt(handle, 0, 8);
    if (magic.toString('latin1') !== '!<arch>\n') throw new Error('it is not a .deb');
    for (let offset = 8; ; ) {
      const header = await readAt(handle, offset, 60);
      if (header.length < 60) throw new Error('it is a .deb without a control archive');
      const name = header.toString('latin1', 0, 16).trim().replace(/\/$/, '');
      const sizeBytes = Number(header.toString('latin1', 48, 58).trim());
      if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw new Error('it is a damaged .deb');
      if (name.startsWith('control.tar')) {
        if (sizeBytes > controlCapBytes) throw new Error('its control archive is larger than 4 MiB');
        return { name, data: await readAt(handle, offset + 60, sizeBytes) };
      }
      offset += 60 + sizeBytes + (sizeBytes % 2);
    }
  } finally {
    await handle.close();
  }
}
