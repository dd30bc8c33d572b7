import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRpmVersions } from '../../../main/model/packages/rpm-version.ts';

describe('the order of rpm versions', () => {
  it.each([
    ['1.0~rc1', '<', '1.0'],
    ['1.0', '<', '1.0^git1'],
    ['1.0^git1', '<', '1.0.1'],
    ['1.9', '<', '1.10'],
    ['1.0a', '<', '1.0.1'],
    ['1.0', '=', '1_0'],
    ['1.01', '=', '1.1'],
    ['9-1', '<', '1:1-1'],
    ['1.0-1', '<', '1.0-2'],
    ['1.0', '=', '1.0-2'],
    ['2.fc33', '<', '2.1'],
  ])('%s %s %s', (a, sign, b) => {
    const order = Math.sign(compareRpmVersions(a, b));
    expect(order).toBe({ '<': -1, '=': 0, '>': 1 }[sign]);
    expect(Math.sign(compareRpmVersions(b, a)) + order).toBe(0);
  });

  const noRpm = spawnSync('rpm', ['--version']).status === 0 ? '' : ' (skipped without rpm)';
  it.skipIf(noRpm !== '')(`is rpm's own${noRpm}`, () => {
    const version = fc.stringMatching(/^[0-9a-c._~^+]{1,7}$/);
    const pairs = fc.sample(fc.tuple(version, version), { numRuns: 800, seed: 5 });
    const near = pairs.map(([a], index) => [a, `${a}${['~', '^', '.', '0', 'a'][index % 5]}`] as const);
    const asked = [...pairs, ...near];
    const script = `%{lua: ${asked.map(([a, b]) => `print(rpm.vercmp('${a}','${b}')..' ')`).join('\n')}}`;
    const { stdout } = spawnSync('rpm', ['--eval', script], { encoding: 'utf8' });
    const told = stdout.trim().split(/\s+/).map(Number);
    expect(told.length).toBe(asked.length);
    expect(asked.filter(([a, b], index) => Math.sign(compareRpmVersions(a, b)) !== told[index])).toEqual([]);
  });
});
