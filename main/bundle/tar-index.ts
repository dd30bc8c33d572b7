/** Reads `length` bytes from `offset` of an archive, or fewer at its end. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>;

export interface TarMember {
  readonly offset: number;
  readonly sizeBytes: number;
}

const blockBytes = 512;
const longNameCapBytes = 64 * 1024;
const memberCap = 100_000;

/**
 * Where the regular files of a tar (ustar, pax, GNU) lie, by name without a leading `./`. Nothing is extracted: links,
 * devices and hostile names can do no harm; a name that comes twice is refused. Throws an Error that says what is wrong.
 * `onLink` is told of links and devices, which are passed over otherwise.
 */
export async function indexTar(
  read: ReadAt,
  onLink: (name: string) => void = () => undefined,
): Promise<Map<string, TarMember>> {
  const members = new Map<string, TarMember>();
  let offset = 0;
  let override: { name?: string; sizeBytes?: number } = {};
  for (let count = 0; ; count += 1) {
    if (count > memberCap) throw new Error(`more than ${memberCap} members`);
    const header = await read(offset, blockBytes);
    if (header.length === 0 || header.every((byte) => byte === 0)) return members;
    if (header.length < blockBytes || !hasValidChecksum(header))
      throw new Error(`not a tar archive (at byte ${offset})`);
    const type = String.fromCharCode(header[156] ?? 0);
    const sizeBytes = override.sizeBytes ?? numberAt(header, 124, 12);
    const dataOffset = offset + blockBytes;
    offset = dataOffset + Math.ceil(sizeBytes / blockBytes) * blockBytes;
    if (type === 'x' || type === 'L') {
      if (sizeBytes > longNameCapBytes) throw new Error('a member name longer than 64 KiB');
      const data = await read(dataOffset, sizeBytes);
      override =
        type === 'x' ? { ...override, ...paxFields(data) } : { ...override, name: textOf(data, 0, data.length) };
      continue;
    }
    if (type === '0' || type === '\0' || type === '7') {
      const name = (override.name ?? nameAt(header)).replace(/^(\.\/)+/, '');
      if (members.has(name)) throw new Error(`${name} comes twice`);
      members.set(name, { offset: dataOffset, sizeBytes });
    }
    if (/[1-46]/.test(type)) onLink(override.name ?? nameAt(header));
    if (type !== 'g') override = {};
  }
}

function hasValidChecksum(header: Uint8Array): boolean {
  let sum = 0;
  for (let index = 0; index < blockBytes; index += 1) sum += index >= 148 && index < 156 ? 32 : (header[index] ?? 0);
  return sum === Number.parseInt(textOf(header, 148, 8).trim(), 8);
}

function nameAt(header: Uint8Array): string {
  const name = textOf(header, 0, 100);
  const prefix = textOf(header, 257, 5) === 'ustar' ? textOf(header, 345, 155) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Octal digits, or base 256 where the first bit is set (files of 8 GiB and more). */
function numberAt(header: Uint8Array, start: number, length: number): number {
  const first = header[start] ?? 0;
  const value =
    (first & 0x80) === 0
      ? Number.parseInt(textOf(header, start, length).trim() || '0', 8)
      : header.subarray(start + 1, start + length).reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
  if (!Number.isSafeInteger(value)) throw new Error('a member of impossible size');
  return value;
}

function paxFields(data: Uint8Array): { name?: string; sizeBytes?: number } {
  const fields: { name?: string; sizeBytes?: number } = {};
  for (const [, key, value] of textOf(data, 0, data.length).matchAll(/\d+ (path|size)=([^\n]*)\n/g)) {
    if (key === 'path') fields.name = value ?? '';
    else fields.sizeBytes = Number(value);
  }
  if (fields.sizeBytes !== undefined && !(Number.isSafeInteger(fields.sizeBytes) && fields.sizeBytes >= 0)) {
    throw new Error('a member of impossible size');
  }
  return fields;
}

function textOf(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}
