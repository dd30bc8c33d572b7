import { LzmaDecoder, type LzmaProperties } from './lzma-decoder.ts';
import { RangeDecoder } from './range-decoder.ts';

/** Bytes that grow as they come, up to a limit. */
export class Growing {
  bytes = new Uint8Array(1 << 16);
  sizeBytes = 0;
  readonly #capBytes: number;

  constructor(capBytes: number) {
    this.#capBytes = capBytes;
  }

  /** Makes room for more; throws an Error past the limit. */
  reserve(moreBytes: number): void {
    const wanted = this.sizeBytes + moreBytes;
    if (wanted > this.#capBytes) throw new Error(`it unpacks to more than ${this.#capBytes} bytes`);
    if (wanted <= this.bytes.length) return;
    const larger = new Uint8Array(Math.min(this.#capBytes, Math.max(wanted, this.bytes.length * 2)));
    larger.set(this.bytes.subarray(0, this.sizeBytes));
    this.bytes = larger;
  }
}

/** Unpacks the chunks of one block; answers where its data ends. Throws an Error for damaged data. */
export function unpackLzma2(input: Uint8Array, start: number, output: Growing): number {
  let position = start;
  const next = (): number => {
    const byte = input[position];
    if (byte === undefined) throw new Error('damaged xz data: it ends too early');
    position += 1;
    return byte;
  };
  const word = () => (next() << 8) | next();
  let dictionaryStart: number | undefined;
  let properties: LzmaProperties | undefined;
  let decoder: LzmaDecoder | undefined;
  for (let control = next(); control !== 0; control = next()) {
    if (control === 1 || control >= 0xe0) dictionaryStart = output.sizeBytes;
    if (dictionaryStart === undefined) throw new Error('damaged xz data: a chunk without dictionary');
    if (control >= 0x80) {
      const unpackedBytes = ((control & 0x1f) << 16) + word() + 1;
      const packedBytes = word() + 1;
      const reset = (control >> 5) & 3;
      if (reset >= 2) properties = propertiesOf(next());
      if (reset >= 1) decoder = properties && new LzmaDecoder(properties);
      if (decoder === undefined) throw new Error('damaged xz data: a chunk without properties');
      if (position + packedBytes > input.length) throw new Error('damaged xz data: it ends too early');
      output.reserve(unpackedBytes);
      const range = new RangeDecoder(input, position, position + packedBytes);
      const end = output.sizeBytes + unpackedBytes;
      decoder.decode(range, output.bytes, output.sizeBytes, end, dictionaryStart);
      range.finish();
      output.sizeBytes = end;
      position += packedBytes;
    } else {
      if (control > 2) throw new Error('damaged xz data: an unknown chunk');
      const sizeBytes = word() + 1;
      if (position + sizeBytes > input.length) throw new Error('damaged xz data: it ends too early');
      output.reserve(sizeBytes);
      output.bytes.set(input.subarray(position, position + sizeBytes), output.sizeBytes);
      output.sizeBytes += sizeBytes;
      position += sizeBytes;
    }
  }
  return position;
}

function propertiesOf(byte: number): LzmaProperties {
  const literalContextBits = byte % 9;
  const literalPositionBits = Math.floor(byte / 9) % 5;
  const positionBits = Math.floor(byte / 45);
  if (positionBits > 4 || literalContextBits + literalPositionBits > 4)
    throw new Error('damaged xz data: impossible properties');
  return { literalContextBits, literalPositionBits, positionBits };
}
