/** Of ECMA-182, reflected, as xz uses it; in two halves, for 64 bits are more than a number holds. */
const [low, high] = (() => {
  const tables = [new Uint32Array(256), new Uint32Array(256)] as const;
  for (let byte = 0; byte < 256; byte += 1) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n;
    tables[0][byte] = Number(value & 0xffffffffn);
    tables[1][byte] = Number(value >> 32n);
  }
  return tables;
})();

/** Eight bytes, the lowest first, as they are written behind a block. */
export function crc64(bytes: Uint8Array): Buffer {
  let [a, b] = [0xffffffff, 0xffffffff];
  for (const byte of bytes) {
    const index = (a ^ byte) & 0xff;
    a = ((a >>> 8) | (b << 24)) ^ (low[index] as number);
    b = (b >>> 8) ^ (high[index] as number);
  }
  const written = Buffer.alloc(8);
  written.writeUInt32LE(~a >>> 0, 0);
  written.writeUInt32LE(~b >>> 0, 4);
  return written;
}
