import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc64 } from './crc64.ts';
import { Growing, unpackLzma2 } from './lzma2.ts';

const magic = Buffer.from('fd377a585a00', 'hex');
const lzma2FilterId = 0x21;
/** By the number in the stream's flags. */
const checkBytes: Readonly<Record<number, number>> = { 0: 0, 1: 4, 4: 8, 10: 32 };

/**
 * Unpacks a .xz file, for Node cannot and a builder may be a Windows laptop. Every checksum in it is held. Throws an Error for
 * damaged data, for filters besides LZMA2, and for more than `capBytes`.
 */
export function unxz(input: Buffer, capBytes: number): Buffer {
  const output = new Growing(capBytes);
  let position = 0;
  do {
    position = unpackStream(input, position, output);
    // streams may follow each other, with zeros between them
    while (position < input.length && position % 4 === 0 && input.readUInt32LE(padded(input, position)) === 0)
      position += 4;
  } while (position < input.length);
  return Buffer.from(output.bytes.buffer, 0, output.sizeBytes);
}

function padded(input: Buffer, position: number): number {
  if (position + 4 > input.length) throw new Error('damaged xz data: something behind its end');
  return position;
}

function unpackStream(input: Buffer, start: number, output: Growing): number {
  if (!input.subarray(start, start + 6).equals(magic)) throw new Error('it is not packed with xz');
  const flags = input.subarray(start + 6, start + 8);
  if (flags.length < 2 || start + 12 > input.length || crc32(flags) !== input.readUInt32LE(start + 8))
    throw damaged('its head');
  const checkSize = checkBytes[flags[1] ?? 255];
  if (flags[0] !== 0 || checkSize === undefined) throw new Error('it is packed with an xz that is not known here');
  const blocks: { readonly unpaddedBytes: number; readonly unpackedBytes: number }[] = [];
  let position = start + 12;
  for (; input[position] !== 0; ) {
    const before = output.sizeBytes;
    const { end, unpaddedBytes } = unpackBlock(input, position, flags[1] ?? 0, checkSize, output);
    blocks.push({ unpaddedBytes, unpackedBytes: output.sizeBytes - before });
    position = end;
  }
  return checkIndex(input, position, blocks, flags);
}

function unpackBlock(input: Buffer, start: number, check: number, checkSize: number, output: Growing) {
  const first = input[start];
  if (first === undefined) throw damaged('its end is missing');
  const headBytes = (first + 1) * 4;
  const head = input.subarray(start, start + headBytes - 4);
  if (start + headBytes > input.length || crc32(head) !== input.readUInt32LE(start + headBytes - 4))
    throw damaged('the head of a block');
  const reader = new NumberReader(head, 2);
  const flags = head[1] ?? 0;
  const packedBytes = flags & 0x40 ? reader.next() : undefined;
  const unpackedBytes = flags & 0x80 ? reader.next() : undefined;
  if ((flags & 0x3f) !== 0 || reader.next() !== lzma2FilterId)
    throw new Error('it is packed with a filter besides LZMA2');
  const before = output.sizeBytes;
  const dataEnd = unpackLzma2(input, start + headBytes, output);
  const isAsSaid =
    (packedBytes ?? dataEnd - start - headBytes) === dataEnd - start - headBytes &&
    (unpackedBytes ?? output.sizeBytes - before) === output.sizeBytes - before;
  const checkStart = Math.ceil((dataEnd - start) / 4) * 4 + start;
  const written = input.subarray(checkStart, checkStart + checkSize);
  const actual = checksumOf(check, output.bytes.subarray(before, output.sizeBytes));
  if (!isAsSaid || !written.equals(actual)) throw damaged('a block does not have its checksum');
  return { end: checkStart + checkSize, unpaddedBytes: dataEnd - start + checkSize };
}

function checksumOf(check: number, bytes: Uint8Array): Buffer {
  if (check === 4) return crc64(bytes);
  if (check === 10) return createHash('sha256').update(bytes).digest();
  const written = Buffer.alloc(check === 1 ? 4 : 0);
  if (check === 1) written.writeUInt32LE(crc32(bytes));
  return written;
}

/** Index and footer, which tell once more what the blocks were: a file that lost one of them is seen. */
function checkIndex(
  input: Buffer,
  start: number,
  blocks: readonly { readonly unpaddedBytes: number; readonly unpackedBytes: number }[],
  flags: Buffer,
): number {
  const reader = new NumberReader(input, start + 1);
  let isAsSaid = reader.next() === blocks.length;
  for (const { unpaddedBytes, unpackedBytes } of isAsSaid ? blocks : []) {
    isAsSaid = reader.next() === unpaddedBytes && reader.next() === unpackedBytes && isAsSaid;
  }
  const end = start + Math.ceil((reader.position - start) / 4) * 4;
  const footer = input.subarray(end + 4, end + 16);
  const isWhole =
    isAsSaid &&
    footer.length === 12 &&
    crc32(input.subarray(start, end)) === input.readUInt32LE(end) &&
    crc32(footer.subarray(4, 10)) === footer.readUInt32LE(0) &&
    (footer.readUInt32LE(4) + 1) * 4 === end + 4 - start &&
    footer.subarray(8, 10).equals(flags) &&
    footer.toString('latin1', 10) === 'YZ';
  if (!isWhole) throw damaged('its index');
  return end + 16;
}

/** xz's numbers: seven bits a byte, the lowest first. */
class NumberReader {
  readonly #bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes;
    this.position = position;
  }

  next(): number {
    let value = 0;
    for (let power = 1; power <= 2 ** 49; power *= 128) {
      const byte = this.#bytes[this.position];
      if (byte === undefined) break;
      this.position += 1;
      value += (byte & 0x7f) * power;
      if (byte < 0x80) return value;
    }
    throw damaged('a number');
  }
}

function damaged(what: string): Error {
  return new Error(`damaged xz data: ${what}`);
}
