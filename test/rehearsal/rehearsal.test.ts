import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOperation } from '../../main/app/operation.ts';
import { registries } from '../../main/app/registries.ts';
import { rehearse } from '../../main/app/rehearse.ts';
import { runVerification } from '../../main/app/verify.ts';
import { imagesOf } from '../../main/model/plan/site-plan.ts';
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

  test('images lost are loaded again, held back and one by one where the etcd of a control plane runs', async () => {
    const { session, store, fleet } = site;
    for (const host of fleet.hosts()) {
      if (host.name !== 'node-3') await host.write('/var/lib/containerd/practice.json', '{"blobs":[],"images":{}}');
    }
    expect(await (await startOperation(session)).ended).toBe('succeeded');
    const operation = store.operations()[0]?.id ?? '';
    const [release] = registries().releases;
    const count = release === undefined ? 0 : imagesOf({ release }, 'control-plane').length;
    const said = (words: RegExp) =>
      ['node-1', 'node-2', 'node-3'].map(
        (node) => store.readLog(operation, `/runtime/images/${node}`).text.match(words)?.length ?? 0,
      );
    expect(said(/an etcd runs here: images are loaded at 10000000 bytes/g)).toEqual([count, 0, 0]);
    expect(said(/loaded in 1 pieces/g)).toEqual([count, 0, 0]);
    expect(said(/no etcd runs here/g)).toEqual([0, 1, 0]);
  }, 120_000);
});
