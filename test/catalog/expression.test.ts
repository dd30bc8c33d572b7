import { expect, test } from 'vitest';
import { compile } from '../../main/catalog/expression.ts';

const scope = {
  inputs: { users: 300, share: 0.25, name: 'vxlan', isOn: true },
  site: { nodes: 7, failures: 1 },
  machine: { architecture: 'arm64', kernelMajor: 4 },
};

test.each([
  // a whole number is as good as a fraction, on either side
  ['2 * inputs.users', 600],
  ['inputs.users / 7', 300 / 7],
  ['1 / 2', 0.5],
  ['inputs.users + 0.5 + 1', 301.5],
  ['7 - 2.5', 4.5],
  ['site.nodes == 7', true],
  ['site.nodes >= 7.0 && site.nodes < 8', true],
  ['-3 + 1', -2],
  // functions
  ['ceil(2.1)', 3],
  ['floor(2.9)', 2],
  ['max(2, ceil(site.nodes / 16))', 2],
  ['min(1, 0.5)', 0.5],
  ['pow(1 + 0.2, 3)', 1.2 ** 3],
  // rounded up to the next step, and never further for the sake of a last bit
  ['roundUp(0, 50)', 0],
  ['roundUp(0.1, 50)', 50],
  ['roundUp(50, 50)', 50],
  ['roundUp(51, 50)', 100],
  ['roundUp(0.1 + 0.2, 0.3)', 0.3],
  ['roundUp(3 * 1.1 * 100, 10)', 330],
  ['roundUp(160, 10)', 160],
  // GiB are not GB: a GB is 0.931 GiB, and MiB are 1024 to the GiB
  ['8.6 * 0.931', 8.6 * 0.931],
  ['512 / 1024', 0.5],
  // choices
  ['inputs.name == "vxlan" ? 8472 : 0', 8472],
  ['inputs.isOn && site.failures > 0', true],
  ['machine.architecture == "arm64" && machine.kernelMajor < 5', true],
  ['"a" + "b"', 'ab'],
])('%s is %j', (source, wanted) => {
  expect(compile(source)(scope)).toEqual(wanted);
});

test.each([
  ['inputs.nobody * 2', /inputs\.nobody \* 2: .*nobody/],
  ['site.nodes + "7"', /site\.nodes \+ "7"/],
  ['unknownThing', /unknownThing/],
  ['[1, 2]', /gives neither a number, a text nor yes\/no/],
  ['round(2.5)', /round/],
])('%s is refused with its own words', (source, message) => {
  expect(() => compile(source)(scope)).toThrow(message);
});

test('what is no expression is refused when it is read', () => {
  expect(() => compile('2 *')).toThrow();
});

test('a zero stays a plain zero', () => {
  expect(Object.is(compile('roundUp(0, 50)')({}), 0)).toBe(true);
});
