import { afterAll, describe, expect, test } from 'vitest';
import { practiceIsMissing } from '../practice/practice.ts';
import { killedRun, undisturbedRun } from './killed-program.ts';
import { openOffice } from './practice-delivery.ts';

const missing = await practiceIsMissing();
if (missing !== undefined) console.warn(`killing at every entry is skipped: ${missing}`);

const hosts = ['node-1', 'node-2', 'node-3'];
const isMissing = missing !== undefined;
const office = isMissing ? undefined : await openOffice();
// One test a point, so that every point is told as it ends, has a limit of its own, and hides no later one when it fails.
const whole = office && (await undisturbedRun(office, hosts));
const points = Array.from({ length: (whole?.entries ?? 2) - 1 }, (_, index) => index + 1);

describe.skipIf(isMissing)('kill -9 at every entry of a three-host run comes to the same end', () => {
  afterAll(() => office?.close());

  test.each(points)(`entry %i of ${whole?.entries}`, async (point) => {
    if (office === undefined) throw new Error('there are no practice hosts');
    expect(await killedRun(office, hosts, point)).toEqual(whole?.state);
  });
});
