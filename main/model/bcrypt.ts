/**
 * bcrypt (`$2b$`) as htpasswd files of registries want it: nothing else of theirs is read by the distribution registry.
 * `salt` is 16 bytes; of a password the first 72 bytes count. Pure.
 */
export function bcrypt(password: string, salt: Uint8Array, cost: number): string {
  if (salt.length !== 16) throw new RangeError('a salt of bcrypt has 16 bytes');
  const head = `$2b$${String(cost).padStart(2, '0')}$`;
  return head + encode(salt) + encode(digest(password, salt, cost));
}

/** Whether a line such as `$2y$05$…` is the hash of that password; false for what is no bcrypt. */
export function isBcryptOf(hash: string, password: string): boolean {
  const found = /^\$2[aby]?\$(\d\d)\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/.exec(hash);
  if (found === null || Number(found[1]) > 12) return false;
  return encode(digest(password, decode(found[2] ?? ''), Number(found[1]))) === found[3];
}

const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const rounds = 16;
const magic = 'OrpheanBeholderScryDoubt';

/** Blowfish's tables: 18 words, then four boxes of 256, all of them the binary digits of π after the point. */
interface State {
  readonly p: Uint32Array;
  readonly s: Uint32Array;
}

function digest(password: string, salt: Uint8Array, cost: number): Uint8Array {
  const key = words(Uint8Array.from([...new TextEncoder().encode(password), 0]).subarray(0, 72), rounds + 2);
  const salted = words(salt, rounds + 2);
  const state = tables();
  expand(state, key, salted);
  const none = new Uint32Array(rounds + 2);
  for (let round = 0; round < 2 ** cost; round += 1) {
    expand(state, key, none);
    expand(state, salted, none);
  }
  const text = words(new TextEncoder().encode(magic), 6);
  const block = new Uint32Array(2);
  for (let pair = 0; pair < text.length; pair += 2) {
    block.set(text.subarray(pair, pair + 2));
    for (let round = 0; round < 64; round += 1) encipher(state, block);
    text.set(block, pair);
  }
  const bytes = Array.from(text).flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]);
  return Uint8Array.from(bytes).subarray(0, 23);
}

/** The key goes into the 18 words; then all words are replaced, two by two, by what the salt becomes on its way. */
function expand(state: State, key: Uint32Array, salt: Uint32Array): void {
  const { p, s } = state;
  for (let index = 0; index < p.length; index += 1) p[index] = at(p, index) ^ at(key, index);
  const block = new Uint32Array(2);
  let turn = 0;
  for (const table of [p, s]) {
    for (let index = 0; index < table.length; index += 2) {
      // a salt is four words long, taken in turn
      block[0] = at(block, 0) ^ at(salt, turn % 4);
      block[1] = at(block, 1) ^ at(salt, (turn + 1) % 4);
      turn += 2;
      encipher(state, block);
      table.set(block, index);
    }
  }
}

function encipher({ p, s }: State, block: Uint32Array): void {
  let left = at(block, 0) ^ at(p, 0);
  let right = at(block, 1);
  for (let round = 1; round <= rounds; round += 2) {
    right ^= mixed(s, left) ^ at(p, round);
    left ^= mixed(s, right) ^ at(p, round + 1);
  }
  block[0] = right ^ at(p, rounds + 1);
  block[1] = left;
}

function mixed(s: Uint32Array, half: number): number {
  const sum = (at(s, half >>> 24) + at(s, 256 + ((half >>> 16) & 255))) >>> 0;
  return ((sum ^ at(s, 512 + ((half >>> 8) & 255))) >>> 0) + at(s, 768 + (half & 255));
}

function tables(): State {
  const count = rounds + 2 + 4 * 256;
  let digits = fractionOfPi(BigInt(32 * count));
  const all = new Uint32Array(count);
  for (let index = count - 1; index >= 0; index -= 1) {
    all[index] = Number(digits & 0xffffffffn);
    digits >>= 32n;
  }
  return { p: all.slice(0, rounds + 2), s: all.slice(rounds + 2) };
}

/** The first binary digits of π after the point, by Machin: π = 16 arctan 1/5 − 4 arctan 1/239. */
function fractionOfPi(bits: bigint): bigint {
  const spare = 64n;
  const one = 1n << (bits + spare);
  const arctan = (inverse: bigint): bigint => {
    let power = one / inverse;
    let sum = power;
    for (let n = 3n, sign = -1n; power > 0n; n += 2n, sign = -sign) {
      power /= inverse * inverse;
      sum += (sign * power) / n;
    }
    return sum;
  };
  const pi = 16n * arctan(5n) - 4n * arctan(239n);
  return (pi - 3n * one) >> spare;
}

/** Bytes as big-endian words, begun again from the first byte when they end. */
function words(bytes: Uint8Array, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) =>
    [0, 1, 2, 3].reduce((word, offset) => ((word << 8) | at(bytes, (index * 4 + offset) % bytes.length)) >>> 0, 0),
  );
}

/** bcrypt's own base64: another alphabet, no padding. */
function encode(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const group =
      (at(bytes, index) << 16) | ((left > 1 ? at(bytes, index + 1) : 0) << 8) | (left > 2 ? at(bytes, index + 2) : 0);
    for (let part = 0; part <= Math.min(left, 3); part += 1) text += alphabet[(group >>> (18 - 6 * part)) & 63];
  }
  return text;
}

function decode(text: string): Uint8Array {
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(6, '0')).join('');
  return Uint8Array.from({ length: 16 }, (_, index) => Number.parseInt(bits.slice(8 * index, 8 * index + 8), 2));
}

function at(list: { readonly [index: number]: number }, index: number): number {
  return list[index] as number;
}
