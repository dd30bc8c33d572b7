import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SiteLease } from '../../../main/engine/lease/lease.ts';
import type { NodeRunner, ScriptResult } from '../../../main/ports/step-context.ts';

const said = (exitCode: number, stdout = ''): ScriptResult => ({ exitCode, stdout, stderr: '' });
const beatMs = 15_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A node that answers each verb as told, and what it was asked. */
function nodeAnswering(answer: (verb: string) => ScriptResult | Promise<ScriptResult>) {
  const asked: string[] = [];
  const node = {
    host: { name: 'cp' },
    observe: async (_script: unknown, args: readonly string[]) => {
      asked.push(args.join(' '));
      return await answer(args[0] ?? '');
    },
  } as unknown as NodeRunner;
  return { node, asked };
}

const options = (onLost: () => void = () => undefined) => ({ holder: 'site li.wei', person: 'li.wei', onLost });

test('taken, it answers the highest fence, beats while it is held, and ends with the release', async () => {
  const { node, asked } = nodeAnswering(() => said(0, '17\n'));
  const { lease, highestFence } = await SiteLease.acquire(node, options());
  await vi.advanceTimersByTimeAsync(2 * beatMs);
  await lease.release();
  await vi.advanceTimersByTimeAsync(5 * beatMs);
  expect([highestFence, asked]).toEqual([
    17,
    ['acquire site li.wei li.wei', 'heartbeat site li.wei', 'heartbeat site li.wei', 'release site li.wei'],
  ]);
});

test('held by somebody else, it says by whom and since when', async () => {
  const { node } = nodeAnswering(() => said(20, 'wang@LT-114\n2026-11-21T00:00:00Z\n'));
  await expect(SiteLease.acquire(node, options())).rejects.toMatchObject({
    code: 'HOST_E0007',
    parameters: { holder: 'wang@LT-114', since: '2026-11-21T00:00:00Z' },
  });
});

test('a link that is down is no loss; a "no" of the site is', async () => {
  const answers = [() => said(0), () => Promise.reject(new Error('down')), () => said(0), () => said(20)];
  const onLost = vi.fn();
  const { node } = nodeAnswering(() => (answers.shift() ?? (() => said(0)))());
  await SiteLease.acquire(node, options(onLost));
  await vi.advanceTimersByTimeAsync(2 * beatMs);
  expect(onLost).toHaveBeenCalledTimes(0);
  await vi.advanceTimersByTimeAsync(3 * beatMs);
  expect(onLost).toHaveBeenCalledTimes(1);
});

test('a heartbeat still under way when it is released neither goes on nor cries loss', async () => {
  let answerBeat: (result: ScriptResult) => void = () => undefined;
  const beat = new Promise<ScriptResult>((resolve) => {
    answerBeat = resolve;
  });
  const onLost = vi.fn();
  const { node, asked } = nodeAnswering((verb) => (verb === 'heartbeat' ? beat : said(0)));
  const { lease } = await SiteLease.acquire(node, options(onLost));
  await vi.advanceTimersByTimeAsync(beatMs);
  await lease.release();
  answerBeat(said(20));
  await vi.advanceTimersByTimeAsync(5 * beatMs);
  expect([onLost.mock.calls.length, asked.filter((verb) => verb.startsWith('heartbeat')).length]).toEqual([0, 1]);
});
