import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choosePodPairs } from '../../main/checks/verification/pod-pairs.ts';

const nodes = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

test.each([
  [0, [], 0],
  [1, [], 1],
  [2, [1], 4],
  [3, [1], 9],
  [12, [1, 2, 3, 4, 5, 6], 144],
  [13, [1, 2, 3, 4, 5, 6], 169],
  [14, [1, 2, 3, 4, 5, 7], 168],
  [50, [1, 2, 4, 7, 13, 25], 600],
  [200, [1, 3, 6, 16, 40, 100], 2_400],
  [1_001, [1, 3, 12, 42, 144, 500], 13_013],
])('%i nodes: those %j places away, %i calls', (count, distances, tried) => {
  expect(choosePodPairs(nodes(count))).toMatchObject({ distances, tried, possible: count ** 2 });
});

const anySite = fc.integer({ min: 1, max: 400 }).map((count) => ({ count, ...choosePodPairs(nodes(count)) }));

test('every node is caller and callee equally often, every pair is tried in both directions and once', () => {
  fc.assert(
    fc.property(anySite, ({ count, callees }) => {
      const calls = [...callees].flatMap(([from, to]) => to.map((name) => ({ from, to: name })));
      const asCallee = Map.groupBy(calls, ({ to }) => to);
      const each = callees.get('n0')?.length;
      const uneven = nodes(count).filter(
        (name) => callees.get(name)?.length !== each || asCallee.get(name)?.length !== each,
      );
      const pairs = new Set(calls.map(({ from, to }) => `${from} ${to}`));
      const oneWay = calls.filter(({ from, to }) => !pairs.has(`${to} ${from}`));
      const notItself = nodes(count).filter((name) => !pairs.has(`${name} ${name}`));
      expect([pairs.size, uneven, oneWay, notItself]).toEqual([calls.length, [], [], []]);
    }),
  );
});

test('calls grow with the nodes, not with their square; nothing is left out of a small site', () => {
  fc.assert(
    fc.property(anySite, ({ count, tried, possible }) => {
      expect(tried).toBeLessThanOrEqual(count * 13);
      expect(tried === possible).toBe(count <= 13);
    }),
  );
});

test('both neighbours and the opposite side of the ring are called', () => {
  fc.assert(
    fc.property(anySite, ({ count, callees }) => {
      for (const place of [1, count - 1, Math.floor(count / 2)])
        expect(callees.get('n0')).toContain(`n${place % count}`);
    }),
  );
});
