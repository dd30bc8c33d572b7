import { open } from 'node:fs/promises';
import type { Relation } from '../model/packages/os-package.ts';
import { type RpmFacts, rpmRelation } from '../model/packages/rpm-package.ts';
import { readAt } from './read-capped.ts';

const leadBytes = 96;
/** A kernel's header with all its files is 10 MB. */
const headerCapBytes = 64 * 1024 * 1024;
const headerMagic = 0x8eade801;

/** Numbers of rpm's tags. */
const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  summary: 1004,
  architecture: 1022,
  sourceRpm: 1044,
  license: 1014,
  provides: [1047, 1112, 1113],
  requires: [1049, 1048, 1050],
  conflicts: [1054, 1053, 1055],
  obsoletes: [1090, 1114, 1115],
  directoryIndexes: 1116,
  baseNames: 1117,
  directories: 1118,
} as const;

export interface RpmHeader extends RpmFacts {
  /** rpm's name: x86_64, aarch64, noarch. */
  readonly architecture: string;
  readonly summary: string;
  readonly license: string;
  readonly sourceRpm: string;
}

/** What an .rpm says of itself. Throws an Error saying why it cannot be read. */
export async function readRpm(path: string): Promise<RpmHeader> {
  const handle = await open(path, 'r');
  try {
    const lead = await readAt(handle, 0, leadBytes);
    if (lead.length < leadBytes || lead.readUInt32BE(0) !== 0xedabeedb) throw new Error('it is not an .rpm');
    const headerAt = async (offset: number) => {
      const intro = await readAt(handle, offset, 16);
      if (intro.length < 16 || intro.readUInt32BE(0) !== headerMagic) throw new Error('it is a damaged .rpm');
      const [entries, storeBytes] = [intro.readUInt32BE(8), intro.readUInt32BE(12)];
      const sizeBytes = 16 + entries * 16 + storeBytes;
      if (sizeBytes > headerCapBytes) throw new Error('its header is larger than 64 MiB');
      return { entries, sizeBytes };
    };
    const signature = await headerAt(leadBytes);
    const start = leadBytes + Math.ceil(signature.sizeBytes / 8) * 8;
    const { entries, sizeBytes } = await headerAt(start);
    const bytes = await readAt(handle, start, sizeBytes);
    if (bytes.length < sizeBytes) throw new Error('it is a damaged .rpm');
    return factsOf(new Tags(bytes, entries));
  } finally {
    await handle.close();
  }
}

function factsOf(header: Tags): RpmHeader {
  const [version, release] = [header.text(tags.version), header.text(tags.release)];
  const directories = header.texts(tags.directories);
  const indexes = header.numbers(tags.directoryIndexes);
  return {
    name: header.text(tags.name),
    version: `${header.numbers(tags.epoch)[0] ?? 0}:${version}-${release}`,
    architecture: header.text(tags.architecture),
    summary: header.texts(tags.summary)[0] ?? '',
    license: header.texts(tags.license)[0] ?? '',
    sourceRpm: header.texts(tags.sourceRpm)[0] ?? '',
    provides: header.relations(tags.provides),
    requires: header.relations(tags.requires),
    conflicts: header.relations(tags.conflicts),
    obsoletes: header.relations(tags.obsoletes),
    files: header.texts(tags.baseNames).map((name, index) => `${directories[indexes[index] ?? 0] ?? ''}${name}`),
  };
}

/** Bits of rpm's flags: less, greater, equal. */
const signs: Readonly<Record<number, string>> = { 2: 'LT', 10: 'LE', 8: 'EQ', 12: 'GE', 4: 'GT' };

class Tags {
  readonly #bytes: Buffer;
  readonly #entries = new Map<number, { readonly type: number; readonly offset: number; readonly count: number }>();

  constructor(bytes: Buffer, entries: number) {
    this.#bytes = bytes;
    const store = 16 + entries * 16;
    for (let index = 0; index < entries; index += 1) {
      const at = 16 + index * 16;
      const [type, offset, count] = [
        bytes.readUInt32BE(at + 4),
        bytes.readUInt32BE(at + 8),
        bytes.readUInt32BE(at + 12),
      ];
      if (store + offset > bytes.length || count > bytes.length) throw new Error('it is a damaged .rpm');
      this.#entries.set(bytes.readUInt32BE(at), { type, offset: store + offset, count });
    }
  }

  text(tag: number): string {
    const [value] = this.texts(tag);
    if (value === undefined || value === '') throw new Error(`its header has no tag ${tag}`);
    return value;
  }

  /** Strings end with a zero, one after the other. */
  texts(tag: number): string[] {
    const entry = this.#entries.get(tag);
    if (entry === undefined || ![6, 8, 9].includes(entry.type)) return [];
    const found: string[] = [];
    for (let at = entry.offset; found.length < entry.count; ) {
      const end = this.#bytes.indexOf(0, at);
      if (end < 0) throw new Error('it is a damaged .rpm');
      found.push(this.#bytes.toString('utf8', at, end));
      at = end + 1;
    }
    return found;
  }

  numbers(tag: number): number[] {
    const entry = this.#entries.get(tag);
    if (entry === undefined || entry.type !== 4) return [];
    if (entry.offset + entry.count * 4 > this.#bytes.length) throw new Error('it is a damaged .rpm');
    return Array.from({ length: entry.count }, (_, index) => this.#bytes.readUInt32BE(entry.offset + index * 4));
  }

  relations([names, flags, versions]: readonly [number, number, number]): Relation[] {
    const [signed, bounds] = [this.numbers(flags), this.texts(versions)];
    return this.texts(names).map((name, index) =>
      rpmRelation(name, signs[(signed[index] ?? 0) & 14], bounds[index] ?? ''),
    );
  }
}
