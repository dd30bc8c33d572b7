import { inflateRawSync } from 'node:zlib';

export interface Limits {
  readonly contentBytes: number;
  readonly cells: number;
}

/**
 * Why a file must not be opened as a workbook; undefined when it may. Every part is really unpacked inside the limit: the
 * sizes a zip file declares prove nothing.
 */
export function refusalOf(zip: Buffer, { contentBytes, cells }: Limits): string | undefined {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > zip.length) return 'it is no .xlsx file';
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  if (count > 2000 || at >= zip.length) return 'it is no .xlsx file';
  let left = contentBytes;
  let cellsLeft = cells;
  const names = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return 'its table of contents is damaged';
    const method = zip.readUInt16LE(at + 10);
    const packed = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    if (names.has(name)) return `${name.slice(0, 60)} is in it twice`;
    names.add(name);
    const content = contentOf(zip, { method, packed, local, left });
    if (content === undefined)
      return `it unpacks to more than ${Math.round(contentBytes / 2 ** 20)} MiB, or is damaged`;
    left -= content.length;
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(name))
      cellsLeft -= occurrences(content, '<v>') + occurrences(content, '<v ') + occurrences(content, '<is>');
    if (cellsLeft < 0) return `it has more than ${cells} filled cells`;
    if (/\.xml$|\.rels$/i.test(name) && content.subarray(0, 4096).includes('<!DOCTYPE'))
      return 'it holds a document type, which no workbook needs';
  }
  return names.has('xl/workbook.xml') ? undefined : 'it is no .xlsx file';
}

function contentOf(
  zip: Buffer,
  entry: { method: number; packed: number; local: number; left: number },
): Buffer | undefined {
  const { method, packed, local, left } = entry;
  if (local + 30 > zip.length || zip.readUInt32LE(local) !== 0x04034b50) return undefined;
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(start, start + packed);
  if (data.length !== packed) return undefined;
  if (method === 0) return data.length <= left ? data : undefined;
  if (method !== 8) return undefined;
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(left, 1) });
  } catch {
    return undefined;
  }
}

function occurrences(content: Buffer, needle: string): number {
  let count = 0;
  for (let at = content.indexOf(needle); at >= 0; at = content.indexOf(needle, at + needle.length)) count += 1;
  return count;
}
