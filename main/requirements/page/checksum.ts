/** CRC-32 (IEEE) of an ASCII text, eight hex digits: a mistyped code is seen, a forged one is not. */
export function crc32(text: string): string {
  let sum = ~0;
  for (let index = 0; index < text.length; index += 1) {
    sum ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (~sum >>> 0).toString(16).padStart(8, '0');
}
