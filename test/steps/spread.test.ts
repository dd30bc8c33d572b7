import { describe, expect, test } from 'vitest';
import { registries } from '../../main/app/registries.ts';
import { predictSpread } from '../../main/model/plan/spread-way.ts';
import { planOperation } from '../../main/plan/operation-plan.ts';
import { bundleWithout, sitePlanOf } from '../plan/fixture.ts';

const megabyte = 1_000_000;

describe('which way', () => {
  test.each([
    [1, 20_000, 'star'],
    [3, 400, 'star'],
    [3, 20_000, 'chain'],
    [5, 400, 'star'],
    [10, 400, 'chain'],
    [200, 400, 'chain'],
    [200, 0, 'star'],
  ])('%i machines, %i MB at 117 MB/s: %s', (machines, megabytes, way) => {
    expect(predictSpread(machines, megabytes * megabyte, 117 * megabyte).way).toBe(way);
  });

  test('a star takes as long for each machine, a chain little more than for one', () => {
    const { starSeconds, chainSeconds } = predictSpread(50, 20_000 * megabyte, 117 * megabyte);
    expect([Math.round(starSeconds), Math.round(chainSeconds)]).toEqual([8547, 184]);
  });
});

describe('the step', () => {
  const { steps } = registries();
  const machines = Array.from({ length: 5 }, (_, index) => ({ name: `n${index + 1}` }));
  const slow = { overrides: [{ assumption: 'uplink-megabytes', value: 0.1, by: '王', why: 'VPN' }] };
  const large = {
    ...bundleWithout(),
    find: (ref: Parameters<ReturnType<typeof bundleWithout>['find']>[0]) => {
      const found = bundleWithout().find(ref);
      return (
        found && { ...found, sizeBytes: megabyte, blobs: found.blobs.map((blob) => ({ ...blob, sizeBytes: megabyte })) }
      );
    },
  };
  const kindsOf = (plan: ReturnType<typeof sitePlanOf>) => planOperation(plan, steps, large).steps;

  test('is planned where it saves time, and whatever uploads waits for it', () => {
    const planned = kindsOf(sitePlanOf(machines, slow));
    const spread = planned.filter(({ kind }) => kind === 'bundle/spread');
    expect(spread.map(({ id }) => id)).toEqual(['/bundle/spread/n1']);
    expect(spread[0]?.title.en).toMatch(/to 5 machines along a chain \(\d+ s predicted; \d+ s to each from here\)/);
    for (const kind of ['runtime/containerd', 'runtime/kubernetes-tools']) {
      const waiting = planned.filter((step) => step.kind === kind && step.needs.includes('/bundle/spread/n1'));
      expect([kind, waiting.length]).toEqual([kind, 5]);
    }
  });

  test('is not planned where it saves nothing, nor in practice', () => {
    expect(kindsOf(sitePlanOf(machines)).some(({ kind }) => kind === 'bundle/spread')).toBe(false);
    const practice = { ...sitePlanOf(machines, slow), isPractice: true };
    expect(kindsOf(practice).some(({ kind }) => kind === 'bundle/spread')).toBe(false);
  });

  test('asks the bundle for nothing that it does not send', () => {
    const asked = planOperation(sitePlanOf(machines), steps, large).artifacts;
    expect(asked.filter(({ neededBy }) => neededBy === 'bundle/spread')).toEqual([]);
  });
});
