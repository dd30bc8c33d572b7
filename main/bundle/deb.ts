import { open } from 'node:fs/promises';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { readAt } from './read-capped.ts';
import { indexTar } from './tar-index.ts';

const controlCapBytes = 4 * 1024 * 1024;

export interface DebIdentity {
  readonly name: string;
  readonly version: string;
  /** Debian's name: amd64, arm64, all. */
  readonly architecture: string;
}

/**
 * Name, version and architecture of a .deb from its control file. Debian 12 packs that file with xz, for which Node has
 * no decoder: then the file name speaks (`name_version_arch.deb`, as every archive names it). Throws an Error saying why not.
 */
export async function readDeb(path: string, fileName: string): Promise<DebIdentity> {
  const control = await readControlMember(path);
  const tar = control === undefined ? undefined : decompress(control.name, control.data);
  if (tar === undefined) return fromFileName(fileName);
  const members = await indexTar(async (offset, length) => tar.subarray(offset, offset + length));
  const member = members.get('control');
  if (member === undefined) throw new Error('its control archive holds no control file');
  const text = tar.subarray(member.offset, member.offset + member.sizeBytes).toString('utf8');
  const field = (name: string): string => {
    const value = new RegExp(`^${name}: *(\\S+) *$`, 'mi').exec(text)?.[1];
    if (value === undefined) throw new Error(`its control file has no ${name}`);
    return value;
  };
  return checked({ name: field('Package'), version: field('Version'), architecture: field('Architecture') });
}

/** From `name_version_arch.deb`; an epoch's colon is written %3a there. */
export function fromFileName(fileName: string): DebIdentity {
  const match = /^([^_]+)_([^_]+)_([^_]+)\.deb$/.exec(fileName);
  if (match === null) throw new Error('its control file is packed with xz and its name is not name_version_arch.deb');
  const [, name = '', version = '', architecture = ''] = match;
  return checked({ name, version: version.replace(/%3a/i, ':'), architecture });
}

function checked(identity: DebIdentity): DebIdentity {
  const isValid =
    /^[a-z0-9][a-z0-9+.-]+$/.test(identity.name) &&
    /^[A-Za-z0-9.+:~-]+$/.test(identity.version) &&
    /^[a-z0-9-]+$/.test(identity.architecture);
  if (!isValid) throw new Error('its name, version or architecture is not one Debian allows');
  return identity;
}

/** The second member of the ar archive; undefined for xz and other packings we cannot read. */
function decompress(name: string, data: Buffer): Buffer | undefined {
  const limit = { maxOutputLength: controlCapBytes };
  if (name === 'control.tar.gz') return gunzipSync(data, limit);
  if (name === 'control.tar.zst') return zstdDecompressSync(data, limit);
  if (name === 'control.tar') return data;
  return undefined;
}

async function readControlMember(path: string): Promise<{ readonly name: string; readonly data: Buffer } | undefined> {
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
