import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOperation } from '../../main/app/operation.ts';
import { rehearse } from '../../main/app/rehearse.ts';
import { runVerification } from '../../main/app/verify.ts';
import { practiceIsMissing } from '../practice/practice.ts';
import { type RehearsalSite, rehearsalSite } from './rehearsal-site.ts';

const missing = await practiceIsMissing();
if (missing !== undefined) console.warn(`the rehearsal is skipped: ${missing}`);

const faults = [{ kind: 'reboot', host: 'node-2', when: 'kubeadm join' }] as const;

describe.skipIf(missing !== undefined)('the whole delivery on practice hosts', () => {
  let site: RehearsalSite;

  beforeAll(async () => {
    site = await rehearsalSite({}, faults);
  }, 60_000);
  afterAll(() => site?.close());

  test('from bare hosts, one restarting in mid-join, to verification; a second run changes nothing', async () => {
    const { session, store, observer } = site;
    await rehearse(session);
    expect(await session.current?.ended).toBe('succeeded');
    const entries = store.entriesAfter(0, store.operations()[0]?.id ?? '');
    const joins = entries.filter(({ event }) => event.type === 'step-begun' && event.stepId === '/cluster/join/node-2');
    expect(joins).toHaveLength(2);
    const results = await runVerification(session);
    expect(results.filter(({ outcome: found }) => found !== 'pass')).toEqual([]);
    const before = observer.count('mutate');
    expect(before).toBeGreaterThan(10);
    expect(await (await startOperation(session)).ended).toBe('succeeded');
    expect(observer.count('mutate') - before).toBe(0);
  }, 120_000);
});
