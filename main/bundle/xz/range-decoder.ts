/** Probability of a bit before anything is known, of 2048. */
const evenOdds = 1024;

export function freshOdds(count: number): Uint16Array {
  return new Uint16Array(count).fill(evenOdds);
}

/** LZMA's range decoder over one chunk: gives bits, and learns the odds it is handed. */
export class RangeDecoder {
  readonly #input: Uint8Array;
  #position: number;
  readonly #end: number;
  #range = 0xffffffff;
  #code = 0;

  constructor(input: Uint8Array, start: number, end: number) {
    this.#input = input;
    this.#position = start;
    this.#end = end;
    if (end - start < 5 || input[start] !== 0) throw new Error('damaged xz data: no beginning of a chunk');
    for (let count = 0; count < 5; count += 1) this.#shift();
  }

  bit(odds: Uint16Array, index: number): number {
    this.#normalize();
    const known = odds[index] as number;
    const bound = (this.#range >>> 11) * known;
    if (this.#code < bound) {
      this.#range = bound;
      odds[index] = known + ((2048 - known) >>> 5);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    odds[index] = known - (known >>> 5);
    return 1;
  }

  /** A number of `bits` bits, the highest first, by a tree of odds from `offset`. */
  tree(odds: Uint16Array, offset: number, bits: number): number {
    let node = 1;
    for (let count = 0; count < bits; count += 1) node = (node << 1) | this.bit(odds, offset + node);
    return node - (1 << bits);
  }

  /** The lowest bit first. */
  reverseTree(odds: Uint16Array, offset: number, bits: number): number {
    let [node, value] = [1, 0];
    for (let count = 0; count < bits; count += 1) {
      const bit = this.bit(odds, offset + node);
      node = (node << 1) | bit;
      value |= bit << count;
    }
    return value;
  }

  /** Bits of even odds. */
  direct(bits: number): number {
    let value = 0;
    for (let count = 0; count < bits; count += 1) {
      this.#normalize();
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      value = value * 2 + bit;
    }
    return value;
  }

  /** Throws an Error unless the chunk was used up to its last byte. */
  finish(): void {
    this.#normalize();
    if (this.#code !== 0 || this.#position !== this.#end)
      throw new Error('damaged xz data: a chunk does not end where it says');
  }

  #normalize(): void {
    if (this.#range >= 0x1000000) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#shift();
  }

  #shift(): void {
    if (this.#position >= this.#end) throw new Error('damaged xz data: a chunk ends too early');
    this.#code = ((this.#code << 8) | (this.#input[this.#position] as number)) >>> 0;
    this.#position += 1;
  }
}
