import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchBlob } from '../../main/bundle/fetch-blob.ts';
import { Pace } from '../../main/bundle/pace.ts';
import { FerrymanError } from '../../main/model/errors/ferryman-error.ts';
import type { OpenedContent } from '../../main/ports/image-registry.ts';
import { recordedClock } from '../fixtures/recorded-clock.ts';
import { put, temporaryDirectory } from './fixture.ts';

const whole = Buffer.from(Array.from({ length: 4_000 }, (_, index) => index % 251));
const blob = {
  digest: `sha256:${createHash('sha256').update(whole).digest('hex')}`,
  sizeBytes: whole.length,
  what: 'layer',
  source: 'a.io/b',
};

let directory: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
});
afterAll(() => rm(directory, { recursive: true }));

interface Answer {
  /** Bytes given before the cut. */
  readonly bytes: number;
  readonly startsOver: boolean;
  readonly chunk: number;
}

async function* cut(content: Buffer, { bytes, chunk }: Answer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < Math.min(bytes, content.length); at += chunk) {
    yield content.subarray(at, Math.min(at + chunk, bytes, content.length));
  }
  if (bytes < content.length) throw new FerrymanError('SOURCE_E0007', { source: 'a.io/b', detail: 'cut' });
}

const answers = fc.array(
  fc.record({ bytes: fc.nat(3_000), startsOver: fc.boolean(), chunk: fc.integer({ min: 1, max: 900 }) }),
  { maxLength: 12 },
);

it('whatever is cut, left over or started over, the blob is whole in the end or nothing was believed', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(answers, fc.uint8Array({ maxLength: 5_000 }), fc.nat(4_000), async (script, junk, good) => {
      run += 1;
      const part = join(directory, `${run}.part`);
      const isJunk = run % 2 === 0;
      await put(part, isJunk ? junk : whole.subarray(0, good));
      const queue = [...script];
      let least = Number.POSITIVE_INFINITY;
      const read = async (offset: number): Promise<OpenedContent> => {
        least = Math.min(least, offset);
        const answer = queue.shift() ?? { bytes: whole.length, startsOver: false, chunk: 1_000 };
        const from = answer.startsOver ? 0 : offset;
        return { offset: from, content: cut(whole.subarray(from), answer) };
      };
      const options = { clock: recordedClock(), signal: undefined, onSize: () => undefined };
      try {
        await fetchBlob(part, blob, read, options);
        expect(await readFile(part)).toEqual(whole);
        // what was right is not asked for again
        if (!isJunk && script.every(({ startsOver }) => !startsOver)) expect(least).toBeGreaterThanOrEqual(good);
      } catch (error) {
        expect(error).toMatchObject({ code: 'SOURCE_E0007' });
        expect((await stat(part)).size).toBeLessThanOrEqual(whole.length);
      }
      await rm(part, { force: true });
    }),
    { numRuns: 150 },
  );
});

it('wrong bytes leave nothing behind, nor does a source that never ends', async () => {
  const part = join(directory, 'wrong.part');
  const options = { clock: recordedClock(), signal: undefined, onSize: () => undefined };
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield Buffer.alloc(1_000);
  }
  for (const content of [
    () => cut(Buffer.alloc(whole.length), { bytes: 9_999, startsOver: false, chunk: 500 }),
    endless,
  ]) {
    const fetched = fetchBlob(part, blob, async (offset) => ({ offset, content: content() }), options);
    await expect(fetched).rejects.toMatchObject({ code: 'BUNDLE_E0018' });
    await expect(stat(part)).rejects.toMatchObject({ code: 'ENOENT' });
  }
});

it('the time left follows the pace of the last half minute', () => {
  const pace = new Pace();
  expect(pace.remainingMs(0, 0, 1_000)).toBeUndefined();
  expect(pace.remainingMs(1_000, 100, 1_000)).toBeUndefined();
  expect(pace.remainingMs(5_000, 500, 1_000)).toBe(5_000);
  // a stall makes it longer, and a fast start is forgotten
  expect(pace.remainingMs(21_000, 500, 1_000)).toBe(25_000);
  for (let second = 22; second <= 61; second += 1) pace.remainingMs(second * 1_000, 500 + (second - 21) * 5, 1_000);
  expect(pace.remainingMs(62_000, 705, 1_000)).toBeCloseTo((295 / 5) * 1_000, -3);
});

it('what fills the buffers on the way in the first second is not taken for the pace', () => {
  const pace = new Pace();
  expect(pace.remainingMs(0, 200, 1_000)).toBeUndefined();
  expect(pace.remainingMs(900, 290, 1_000)).toBeUndefined();
  expect(pace.remainingMs(1_000, 300, 1_000)).toBeUndefined();
  expect(pace.remainingMs(1_900, 390, 1_000)).toBeUndefined();
  expect(pace.remainingMs(2_000, 400, 1_000)).toBe(6_000);
});
