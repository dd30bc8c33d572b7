export const tarBlockBytes = 512;

const mostOctal = 8 ** 11 - 1;

/** Bytes of one member in a tar: header, content, padding. */
export function tarMemberBytes(sizeBytes: number): number {
  return tarBlockBytes + Math.ceil(sizeBytes / tarBlockBytes) * tarBlockBytes;
}

/** Zeros that follow a member's content. */
export function tarPadding(sizeBytes: number): Uint8Array {
  return new Uint8Array((tarBlockBytes - (sizeBytes % tarBlockBytes)) % tarBlockBytes);
}

/**
 * Header of a regular file (ustar; sizes of 8 GiB and more in base 256, as GNU and every reader since). No time, no owner:
 * the same content gives the same bytes. RangeError for a name that fits neither 100 bytes nor a folder of 155 before them.
 */
export function tarHeader(name: string, sizeBytes: number): Uint8Array {
  const header = Buffer.alloc(tarBlockBytes);
  const [folder, rest] = splitName(name);
  header.write(rest, 0);
  header.write(folder, 345);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  if (sizeBytes <= mostOctal) header.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124);
  else {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(sizeBytes), 128);
  }
  header.write('00000000000\0', 136);
  header.write('        0', 148);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Longer names are cut at a slash; whoever reads puts them together again. */
function splitName(name: string): [folder: string, rest: string] {
  if (Buffer.byteLength(name) <= 100) return ['', name];
  for (let cut = name.indexOf('/'); cut !== -1; cut = name.indexOf('/', cut + 1)) {
    const [folder, rest] = [name.slice(0, cut), name.slice(cut + 1)];
    if (Buffer.byteLength(folder) <= 155 && Buffer.byteLength(rest) <= 100) return [folder, rest];
  }
  throw new RangeError(`${name} is too long for a tar header`);
}
