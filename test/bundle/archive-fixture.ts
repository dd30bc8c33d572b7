import { crc32 } from 'node:zlib';

/** A plain ustar archive. */
export function tarOf(files: Iterable<readonly [string, string | Uint8Array]>, type = '0'): Buffer {
  const parts: Buffer[] = [];
  for (const [name, content] of files) {
    const data = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('        ', 148);
    header.write(type, 156);
    header.write('ustar', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    parts.push(header, data, Buffer.alloc((512 - (data.length % 512)) % 512));
  }
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

/** A .deb (an ar archive) with the control archive given. */
export function debOf(controlName: string, control: Uint8Array): Buffer {
  const member = (name: string, data: Uint8Array) => {
    const fields = [name.padEnd(16), '0'.padEnd(12), '0'.padEnd(6), '0'.padEnd(6), '100644'.padEnd(8)];
    const header = `${fields.join('')}${String(data.length).padEnd(10)}\`\n`;
    return Buffer.concat([Buffer.from(header), data, Buffer.alloc(data.length % 2, '\n')]);
  };
  return Buffer.concat([
    Buffer.from('!<arch>\n'),
    member('debian-binary', Buffer.from('2.0\n')),
    member(controlName, control),
  ]);
}

export function controlTar(name: string, version: string, architecture: string): Buffer {
  return tarOf([['./control', `Package: ${name}\nVersion: ${version}\nArchitecture: ${architecture}\n`]]);
}

/** Packed as .xz in form only: one block of plain chunks. */
export function xzOf(content: Uint8Array): Buffer {
  const little = (value: number) => Buffer.from(new Uint32Array([value]).buffer);
  const number = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...number(value >>> 7)]);
  const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  const checked = (bytes: Buffer) => Buffer.concat([bytes, little(crc32(bytes))]);
  const flags = Buffer.from([0, 1]);
  const chunks: Buffer[] = [];
  for (let offset = 0; offset < content.length; offset += 65_536) {
    const chunk = content.subarray(offset, offset + 65_536);
    const head = Buffer.from([offset === 0 ? 1 : 2, (chunk.length - 1) >> 8, (chunk.length - 1) & 255]);
    chunks.push(head, Buffer.from(chunk));
  }
  const data = Buffer.concat([...chunks, Buffer.alloc(1)]);
  const head = checked(Buffer.from([2, 0, 0x21, 1, 8, 0, 0, 0]));
  const index = checked(
    padded(Buffer.from([0, 1, ...number(head.length + data.length + 4), ...number(content.length)])),
  );
  const tail = Buffer.concat([little(index.length / 4 - 1), flags]);
  const magic = Buffer.from('fd377a585a00', 'hex');
  const check = little(crc32(content));
  return Buffer.concat([
    magic,
    checked(flags),
    head,
    padded(data),
    check,
    index,
    little(crc32(tail)),
    tail,
    Buffer.from('YZ'),
  ]);
}

/** The head of an ELF executable: 62 is amd64, 183 is arm64. */
export function elf(machine: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('\x7fELF\x02\x01\x01', 'latin1');
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}
