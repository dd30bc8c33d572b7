import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDebianVersions } from '../../../main/model/packages/debian-version.ts';

describe('the order of Debian versions', () => {
  it.each([
    ['1.0~rc1', '<', '1.0'],
    ['1.0', '<', '1.0-1'],
    ['1.0-1', '<', '1.0-1+deb12u1'],
    ['2.36-9', '<', '2.36-9+deb12u13'],
    ['9.9', '<', '1:0.1'],
    ['1.9', '<', '1.10'],
    ['1.a', '<', '1.+'],
    ['1.0', '=', '1.00'],
    ['0:1.0', '=', '1.0'],
    ['1.0-0', '=', '1.0'],
    ['1~~a', '<', '1~'],
    ['99999999999999999999998', '<', '99999999999999999999999'],
    ['1.2-3-4', '>', '1.2-3'],
  ])('%s %s %s', (a, sign, b) => {
    const order = Math.sign(compareDebianVersions(a, b));
    expect(order).toBe({ '<': -1, '=': 0, '>': 1 }[sign]);
    expect(Math.sign(compareDebianVersions(b, a)) + order).toBe(0);
  });

  const noDpkg = spawnSync('dpkg', ['--version']).status === 0 ? '' : ' (skipped without dpkg)';
  const piece = fc.stringMatching(/^[0-9][0-9a-zA-B.+~]{0,5}$/);
  const version = fc
    .record({ epoch: fc.constantFrom('', '', '0:', '1:', '2:'), upstream: piece, revision: fc.option(piece) })
    .map(({ epoch, upstream, revision }) => `${epoch}${upstream}${revision === null ? '' : `-${revision}`}`);

  it.skipIf(noDpkg !== '')(
    `is dpkg's own${noDpkg}`,
    () => {
      const pairs = fc.sample(fc.tuple(version, version), { numRuns: 300, seed: 5 });
      const near = pairs.map(([a]) => [a, a.replace(/[0-9.](?=[^0-9]*$)/, '~')] as const);
      const asked = [...pairs, ...near];
      const script =
        'while read -r a b; do if dpkg --compare-versions "$a" lt "$b"; then echo -1; elif dpkg --compare-versions "$a" gt "$b"; then echo 1; else echo 0; fi; done';
      const { stdout } = spawnSync('bash', ['-c', script], {
        input: asked.map(([a, b]) => `${a} ${b}\n`).join(''),
        encoding: 'utf8',
      });
      const told = stdout.trim().split('\n').map(Number);
      const ours = asked.map(([a, b]) => Math.sign(compareDebianVersions(a, b)));
      const differing = asked.filter((_, index) => told[index] !== ours[index]);
      expect(differing).toEqual([]);
      expect(told.length).toBe(asked.length);
    },
    120_000,
  );
});
