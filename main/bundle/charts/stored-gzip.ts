import { crc32 } from 'node:zlib';

const storedCapBytes = 65_535;

/** gzip that packs nothing: the same bytes whatever zlib this machine has, which a digest in a lock rests on (RFC 1951, 1952). */
export function storedGzip(content: Uint8Array): Buffer {
  const parts: Uint8Array[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])];
  for (let offset = 0; offset === 0 || offset < content.length; offset += storedCapBytes) {
    const block = content.subarray(offset, offset + storedCapBytes);
    const head = Buffer.alloc(5);
    head[0] = offset + storedCapBytes >= content.length ? 1 : 0;
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(~block.length & 0xffff, 3);
    parts.push(head, block);
  }
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(content), 0);
  tail.writeUInt32LE(content.length, 4);
  return Buffer.concat([...parts, tail]);
}
