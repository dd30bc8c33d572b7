import { describe, expect, test } from 'vitest';
import { BlobChain } from '../../../main/engine/spread/blob-chain.ts';
import { blobsOf, FakeFleet } from './fake-relay.ts';

const mebibyte = 2 ** 20;
const blobs = blobsOf(...Array.from({ length: 20 }, () => 100 * mebibyte));
const rate = 100 * mebibyte;
const onceSeconds = 20;
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

async function spread(change: Readonly<Record<string, object>>, more: { signal?: AbortSignal } = {}) {
  const sketches = names.map((name) => ({ name, rate, ...change[name] }));
  const fleet = new FakeFleet(sketches, blobs, rate);
  const shares: number[] = [];
  const chain = new BlobChain(fleet.machines, {
    blobs,
    port: 10_250,
    key: 'k',
    clock: fleet.clock,
    signal: more.signal ?? new AbortController().signal,
    onProgress: (share) => shares.push(share),
  });
  const outcome = await chain.run();
  return { outcome, fleet, shares, seconds: fleet.clock.elapsedMs() / 1000 };
}

const without = (...gone: readonly string[]) => names.filter((name) => !gone.includes(name));

describe('a chain of eight machines', () => {
  test('gives everybody everything in little more than the time of one, once over the uplink', async () => {
    const { outcome, fleet, shares, seconds } = await spread({});
    expect(outcome).toEqual({ reached: names, left: [] });
    expect(fleet.uplinkBytes).toBe(20 * 100 * mebibyte);
    expect(seconds).toBeLessThan(onceSeconds * 1.15 + 10);
    expect([...shares].sort((one, other) => one - other)).toEqual(shares);
  });

  test.each(['b', 'd', 'g', 'h'])('goes on without %s, which is cut off half-way', async (name) => {
    const { outcome, seconds } = await spread({ [name]: { cutAtMs: 10_000 } });
    expect(outcome.reached).toEqual(without(name));
    expect(outcome.left).toEqual([{ machine: name, why: 'it says nothing any more' }]);
    expect(seconds).toBeLessThan(onceSeconds * 1.5 + 10);
  });

  test.each(['b', 'd', 'g'])('goes on without %s, whose link is halved half-way', async (name) => {
    const { outcome, seconds } = await spread({ [name]: { slowAtMs: 10_000 } });
    expect(outcome.reached).toEqual(without(name));
    expect(outcome.left).toEqual([{ machine: name, why: 'its link is slow' }]);
    expect(seconds).toBeLessThan(onceSeconds * 1.5 + 10);
  });

  test('takes another first machine when that is cut off', async () => {
    const { outcome, fleet } = await spread({ a: { cutAtMs: 10_000 } });
    expect(outcome.reached).toEqual(without('a'));
    expect(fleet.uplinkBytes).toBeLessThan(20 * 100 * mebibyte * 1.01);
  });

  test('leaves out who cannot listen, and says why', async () => {
    const { outcome } = await spread({ c: { refusesWith: 31 }, f: { refusesWith: 32 } });
    expect(outcome).toEqual({
      reached: without('c', 'f'),
      left: [
        { machine: 'c', why: 'it has no socat' },
        { machine: 'f', why: 'port 10250 is in use there' },
      ],
    });
  });

  test('names all when all are cut off', async () => {
    const { outcome } = await spread(Object.fromEntries(names.map((name) => [name, { cutAtMs: 5_000 }])));
    expect([outcome.reached, outcome.left.map(({ machine }) => machine)]).toEqual([[], names]);
  });

  test('ends with the signal', async () => {
    const stopped = new AbortController();
    const running = spread({}, { signal: stopped.signal });
    stopped.abort(new Error('stopped by the operator'));
    await expect(running).rejects.toThrow('stopped by the operator');
  });
});
