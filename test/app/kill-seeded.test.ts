import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { killedRun, undisturbedRun } from '../crash/killed-program.ts';
import { openOffice, type PracticeOffice } from '../crash/practice-delivery.ts';
import { practiceIsMissing } from '../practice/practice.ts';

const missing = existsSync('dist/main/cli.js') ? await practiceIsMissing() : 'the program is not built (npm run build)';
if (missing !== undefined) console.warn(`killing the program is skipped: ${missing}`);

const seed = Number(process.env.FERRYMAN_SEED ?? Date.now() % 1_000_000);
const atOnce = 2;

describe.skipIf(missing !== undefined)(`kill -9 at ten points (FERRYMAN_SEED=${seed})`, () => {
  const hosts = ['node-1'];
  let office: PracticeOffice;
  let whole: Awaited<ReturnType<typeof undisturbedRun>>;
  beforeAll(async () => {
    office = await openOffice();
    whole = await undisturbedRun(office, hosts);
  }, 60_000);
  afterAll(() => office.close());

  test('comes to the same end', async () => {
    const points = seededPoints(whole.entries - 1, 10);
    const outcomes = new Map<number, unknown>();
    await Promise.all(
      Array.from({ length: atOnce }, async (_, worker) => {
        for (const point of points.filter((_point, index) => index % atOnce === worker)) {
          outcomes.set(point, await killedRun(office, hosts, point));
        }
      }),
    );
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(points.map((point) => [point, whole.state])));
  }, 240_000);
});

/** Different numbers from 1 to `most`, the same for the same seed. */
function seededPoints(most: number, count: number): number[] {
  let state = seed;
  const points = new Set<number>();
  while (points.size < Math.min(count, most)) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    points.add(1 + (state % most));
  }
  return [...points];
}
