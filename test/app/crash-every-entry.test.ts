import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resumeOperation } from '../../main/app/operation.ts';
import { rehearse } from '../../main/app/rehearse.ts';
import { Died, dyingStore } from '../crash/dying-store.ts';
import { openOffice, PracticeDelivery, type PracticeOffice } from '../crash/practice-delivery.ts';
import { blindRepeats, finalState } from '../crash/proofs.ts';
import { practiceIsMissing } from '../practice/practice.ts';

const missing = await practiceIsMissing();
if (missing !== undefined) console.warn(`crashing at every entry is skipped: ${missing}`);

/** How many deliveries go on at once: each is mostly waiting for its sandbox. */
const atOnce = 4;

describe.skipIf(missing !== undefined)('an engine that dies after entry n', () => {
  let office: PracticeOffice;
  let whole: { entries: number; state: Record<string, string> };
  beforeAll(async () => {
    office = await openOffice();
    whole = await undisturbed(office);
  }, 60_000);
  afterAll(() => office.close());

  test('comes to the same end for every n, and sends nothing twice unasked', async () => {
    expect(whole.state.operation).toBe('succeeded');
    const points = Array.from({ length: whole.entries - 1 }, (_, index) => index + 1);
    const outcomes = new Map<number, unknown>();
    const workers = Array.from({ length: atOnce }, async (_, worker) => {
      for (const point of points.filter((candidate) => candidate % atOnce === worker))
        outcomes.set(point, await crashedAt(office, point));
    });
    await Promise.all(workers);
    const expected = { state: whole.state, repeats: [] };
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(points.map((point) => [point, expected])));
  }, 280_000);
});

async function undisturbed(office: PracticeOffice): Promise<{ entries: number; state: Record<string, string> }> {
  const delivery = await PracticeDelivery.start(office, 'whole', ['node-1']);
  const { session, close } = delivery.open();
  await rehearse(session);
  await session.current?.ended;
  await session.rehearsal?.ended;
  // what comes after the operation's end, the signature over the record, is nothing a resume could go on with
  const entries = session.store.entriesAfter(0).findLast(({ event }) => event.type === 'operation-succeeded')?.seq ?? 0;
  const state = finalState(session);
  close();
  await delivery.close();
  return { entries, state };
}

/** Dies after entry n of the whole site's journal, opens the file again and goes on to the end. */
async function crashedAt(
  office: PracticeOffice,
  point: number,
): Promise<{ state: Record<string, string>; repeats: string[] }> {
  const delivery = await PracticeDelivery.start(office, `crash-${point}`, ['node-1']);
  try {
    const first = delivery.open((store) => dyingStore(store, point));
    await untilDead(first.session);
    first.close();
    const second = delivery.open();
    const isBegun = second.session.store.operations().length > 0;
    // before the operation was created there is nothing to resume: the delivery is simply begun again
    const { ended } = isBegun ? await resumeOperation(second.session) : await begun(second.session);
    await ended;
    const state = finalState(second.session);
    second.close();
    return { state, repeats: blindRepeats(delivery.observer) };
  } finally {
    await delivery.close();
  }
}

async function untilDead(session: Parameters<typeof rehearse>[0]): Promise<void> {
  try {
    await rehearse(session);
    await session.current?.ended;
  } catch (error) {
    if (!(error instanceof Died)) throw error;
  }
}

async function begun(session: Parameters<typeof rehearse>[0]): Promise<{ ended: Promise<unknown> }> {
  await rehearse(session);
  return { ended: session.current?.ended ?? Promise.resolve() };
}
