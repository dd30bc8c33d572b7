import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unxz } from '../../../main/bundle/xz/unxz.ts';

const cap = 64 * 1024 * 1024;
/** `printf 'ferryman ferryman\n' | xz`. */
const small = Buffer.from(
  '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AARABBdADMZSr4GKH4nfN5zHPX8AAAAOX2IqBm83vMAASwSza8O6h+2830BAAAAAARZWg==',
  'base64',
);

it('unpacks what xz packed', () => {
  expect(unxz(small, cap).toString()).toBe('ferryman ferryman\n');
});

it('refuses every changed byte and every shorter file', () => {
  for (let index = 0; index < small.length; index += 1) {
    const bad = Buffer.from(small);
    bad[index] = (bad[index] ?? 0) ^ 0x10;
    expect(() => unxz(bad, cap), `byte ${index}`).toThrow(/xz|more than/);
    expect(() => unxz(small.subarray(0, index), cap), `length ${index}`).toThrow(/xz/);
  }
});

it('refuses more than is allowed, and what is none', () => {
  expect(() => unxz(small, 10)).toThrow(/more than 10 bytes/);
  expect(() => unxz(Buffer.from('plain text'), cap)).toThrow(/not packed with xz/);
  expect(() => unxz(Buffer.concat([small, Buffer.from('x')]), cap)).toThrow(/xz/);
});

const noXz = spawnSync('xz', ['--version']).status === 0 ? '' : ': skipped without xz';
describe.skipIf(noXz !== '')(`against xz${noXz}`, () => {
  const xz = (content: Uint8Array, ...args: string[]) =>
    spawnSync('xz', ['--stdout', ...args], { input: content, maxBuffer: cap }).stdout;
  const words = ['Package: ', 'libc6', ' (>= 2.36)', '\n', '离线', 'aaaaaaaa', '\0'];
  const like = (sizeBytes: number) => {
    const parts: Buffer[] = [];
    for (let size = 0, seed = 7; size < sizeBytes; ) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      const part = seed % 17 === 0 ? randomBytes(seed % 40) : Buffer.from(words[seed % words.length] ?? '');
      parts.push(part);
      size += part.length;
    }
    return Buffer.concat(parts);
  };

  it.each([
    ['by default', like(300_000), []],
    ['nothing', Buffer.alloc(0), []],
    ['noise, which is not packed', randomBytes(200_000), []],
    ['zeros', Buffer.alloc(5_000_000), []],
    ['the best it can', like(3_000_000), ['-9e']],
    ['as fast as it can', like(1_000_000), ['-0']],
    ['in blocks', like(1_000_000), ['--block-size=100000']],
    ['by several threads', like(3_000_000), ['-T2', '--block-size=500000']],
    ['with SHA-256', like(100_000), ['--check=sha256']],
    ['with CRC32', like(100_000), ['--check=crc32']],
    ['without checksum', like(100_000), ['--check=none']],
    ['with other properties', like(500_000), ['--lzma2=lc=1,lp=3,pb=0']],
  ])('%s', (_, content, args) => {
    expect(unxz(xz(content, ...args), cap).equals(content)).toBe(true);
  });

  it('several streams with padding', () => {
    const [first, second] = [like(10_000), like(20_000)];
    const both = Buffer.concat([xz(first), Buffer.alloc(8), xz(second)]);
    expect(unxz(both, cap).equals(Buffer.concat([first, second]))).toBe(true);
  });

  it('a filter that is not known is named', () => {
    expect(() => unxz(xz(like(10_000), '--x86', '--lzma2'), cap)).toThrow(/filter besides LZMA2/);
  });

  it('whatever is changed, it is refused or was not needed, and never runs on', () => {
    const content = like(3_000);
    const packed = xz(content);
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.nat(255), (index, byte) => {
        const bad = Buffer.from(packed);
        if (bad[index] === byte) return;
        bad[index] = byte;
        let unpacked: Buffer | undefined;
        try {
          unpacked = unxz(bad, cap);
        } catch (error) {
          expect(error).not.toBeInstanceOf(TypeError);
          expect(error).not.toBeInstanceOf(RangeError);
        }
        if (unpacked !== undefined) expect(unpacked.equals(content)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
