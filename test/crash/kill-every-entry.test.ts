import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { practiceIsMissing } from '../practice/practice.ts';
import { killedRun, undisturbedRun } from './killed-program.ts';
import { openOffice, type PracticeOffice } from './practice-delivery.ts';

const missing = await practiceIsMissing();
if (missing !== undefined) console.warn(`killing at every entry is skipped: ${missing}`);

const hosts = ['node-1', 'node-2', 'node-3'];

describe.skipIf(missing !== undefined)('kill -9 at every entry of a three-host run', () => {
  let office: PracticeOffice;
  let whole: Awaited<ReturnType<typeof undisturbedRun>>;
  beforeAll(async () => {
    office = await openOffice();
    whole = await undisturbedRun(office, hosts);
  }, 120_000);
  afterAll(() => office.close());

  test('comes to the same end every time', async () => {
    for (let point = 1; point < whole.entries; point += 1) {
      expect({ point, state: await killedRun(office, hosts, point) }).toEqual({ point, state: whole.state });
    }
  }, 1_800_000);
});
