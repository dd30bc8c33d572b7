import { freshOdds, type RangeDecoder } from './range-decoder.ts';

const positionStates = 16;

/** Lengths 2 to 273: short ones by position, long ones together. */
class LengthOdds {
  readonly choice = freshOdds(2);
  readonly low = freshOdds(positionStates << 3);
  readonly middle = freshOdds(positionStates << 3);
  readonly high = freshOdds(256);

  decode(range: RangeDecoder, positionState: number): number {
    if (range.bit(this.choice, 0) === 0) return 2 + range.tree(this.low, positionState << 3, 3);
    if (range.bit(this.choice, 1) === 0) return 10 + range.tree(this.middle, positionState << 3, 3);
    return 18 + range.tree(this.high, 0, 8);
  }
}

export interface LzmaProperties {
  /** High bits of the byte before, low bits of the position, that literals depend on; low bits of the position for matches. */
  readonly literalContextBits: number;
  readonly literalPositionBits: number;
  readonly positionBits: number;
}

/** LZMA, as LZMA2 uses it: literals and matches into an output that is its own dictionary. Holds the odds between chunks. */
export class LzmaDecoder {
  readonly #properties: LzmaProperties;
  readonly #literals: Uint16Array;
  readonly #isMatch = freshOdds(12 * positionStates);
  readonly #isRepeat = freshOdds(12);
  readonly #isRepeat0 = freshOdds(12);
  readonly #isRepeat1 = freshOdds(12);
  readonly #isRepeat2 = freshOdds(12);
  readonly #isLongRepeat0 = freshOdds(12 * positionStates);
  readonly #slots = freshOdds(4 << 6);
  readonly #special = freshOdds(128);
  readonly #align = freshOdds(16);
  readonly #matchLength = new LengthOdds();
  readonly #repeatLength = new LengthOdds();
  #state = 0;
  #distances: [number, number, number, number] = [0, 0, 0, 0];

  constructor(properties: LzmaProperties) {
    this.#properties = properties;
    this.#literals = freshOdds(0x300 << (properties.literalContextBits + properties.literalPositionBits));
  }

  /** Fills `output` from `start` to `end`; nothing before `dictionaryStart` may be repeated. Throws an Error for damaged data. */
  decode(range: RangeDecoder, output: Uint8Array, start: number, end: number, dictionaryStart: number): void {
    const positionMask = (1 << this.#properties.positionBits) - 1;
    for (let position = start; position < end; ) {
      const positionState = (position - dictionaryStart) & positionMask;
      const place = (this.#state << 4) + positionState;
      if (range.bit(this.#isMatch, place) === 0) {
        output[position] = this.#literal(range, output, position, dictionaryStart);
        this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
        position += 1;
        continue;
      }
      const length =
        range.bit(this.#isRepeat, this.#state) === 0
          ? this.#match(range, positionState)
          : this.#repeat(range, positionState, place);
      const from = position - this.#distances[0] - 1;
      if (from < dictionaryStart || position + length > end) throw new Error('damaged xz data: a match outside of it');
      for (let count = 0; count < length; count += 1) output[position + count] = output[from + count] as number;
      position += length;
    }
  }

  #literal(range: RangeDecoder, output: Uint8Array, position: number, dictionaryStart: number): number {
    const { literalContextBits, literalPositionBits } = this.#properties;
    const before = position > dictionaryStart ? (output[position - 1] as number) : 0;
    const low = (position - dictionaryStart) & ((1 << literalPositionBits) - 1);
    const offset = 0x300 * ((low << literalContextBits) + (before >> (8 - literalContextBits)));
    if (this.#state < 7) return range.tree(this.#literals, offset, 8);
    const from = position - this.#distances[0] - 1;
    if (from < dictionaryStart) throw new Error('damaged xz data: a match outside of it');
    // what the last match would have gone on with tells something, as long as the bits agree
    let matched = output[from] as number;
    let node = 1;
    let same = 0x100;
    while (node < 0x100) {
      matched <<= 1;
      const expected = matched & same;
      const bit = range.bit(this.#literals, offset + same + expected + node);
      node = (node << 1) | bit;
      same &= bit === 1 ? expected : ~expected;
    }
    return node & 0xff;
  }

  #match(range: RangeDecoder, positionState: number): number {
    const length = this.#matchLength.decode(range, positionState);
    this.#state = this.#state < 7 ? 7 : 10;
    const [first, second, third] = this.#distances;
    this.#distances = [this.#distance(range, length), first, second, third];
    return length;
  }

  #distance(range: RangeDecoder, length: number): number {
    const slot = range.tree(this.#slots, Math.min(length - 2, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return base + range.reverseTree(this.#special, base - slot, bits);
    return base + range.direct(bits - 4) * 16 + range.reverseTree(this.#align, 0, 4);
  }

  #repeat(range: RangeDecoder, positionState: number, place: number): number {
    const [first, second, third, fourth] = this.#distances;
    if (range.bit(this.#isRepeat0, this.#state) === 0) {
      if (range.bit(this.#isLongRepeat0, place) === 0) {
        this.#state = this.#state < 7 ? 9 : 11;
        return 1;
      }
    } else if (range.bit(this.#isRepeat1, this.#state) === 0) this.#distances = [second, first, third, fourth];
    else if (range.bit(this.#isRepeat2, this.#state) === 0) this.#distances = [third, first, second, fourth];
    else this.#distances = [fourth, first, second, third];
    const length = this.#repeatLength.decode(range, positionState);
    this.#state = this.#state < 7 ? 8 : 11;
    return length;
  }
}
