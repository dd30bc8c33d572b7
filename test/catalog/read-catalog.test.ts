import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readCatalog } from '../../main/catalog/read-catalog.ts';
import { shippedFiles } from './fixture.ts';

const lamp = {
  id: 'lamp',
  title: { zh: '灯', en: 'Lamp' },
  plain: { zh: '会亮', en: 'It shines' },
  group: 'monitoring',
  depth: 'full',
  placements: ['cluster'],
  workloads: [{ name: 'bulb', kind: 'deployment', count: 'max(1, site.failures)', cpuCores: 0.1, memoryGib: 0.1 }],
  licence: { name: 'MIT' },
  sources: ['a test'],
};

function problems(changes: Record<string, unknown>, file = 'lamp.yaml'): string[] {
  try {
    readCatalog({ components: { [file]: stringify({ ...lamp, ...changes }) }, products: {} });
    return [];
  } catch (cause) {
    return (cause as Error).message.split('\n');
  }
}

test('a new component is one new file', () => {
  const components = { ...shippedFiles.components, 'bundles/catalog/lamp.yaml': stringify(lamp) };
  const { components: read } = readCatalog({ ...shippedFiles, components });
  expect(read.get('lamp')?.title.en).toBe('Lamp');
  expect(read.size).toBe(Object.keys(shippedFiles.components).length + 1);
});

test.each([
  ['what it needs is not there', { requires: ['oil'] }, 'lamp.yaml: requires: no component named oil'],
  ['one of several it needs is not there', { requires: [['lamp-oil', 'gas']] }, /^lamp\.yaml: requires: no component/],
  [
    'who talks is not there',
    { ports: [{ from: 'nodes', to: 'component:oil', protocol: 'tcp', port: 1, purpose: lamp.plain }] },
    'lamp.yaml: ports: no component named oil',
  ],
  ['it needs itself', { requires: ['lamp'] }, 'lamp.yaml: requires: needs itself (lamp → lamp)'],
  [
    'a figure is a text',
    { workloads: [{ ...lamp.workloads[0], memoryGib: '"much"' }] },
    'lamp.yaml: workloads.bulb.memoryGib: gives "much", wanted is a number',
  ],
  [
    'a figure names an unknown input',
    { workloads: [{ ...lamp.workloads[0], cpuCores: 'inputs.watts / 10' }] },
    /^lamp\.yaml: workloads\.bulb\.cpuCores: .*watts/,
  ],
  ['a condition is a number', { chosenWhen: 'site.nodes' }, /^lamp\.yaml: chosenWhen: gives 6, wanted is a boolean/],
  [
    'a stub says it runs in the cluster',
    { depth: 'stub', workloads: [] },
    'lamp.yaml: placements: a stub is customer or existing, nothing else',
  ],
  ['nothing runs', { workloads: [] }, 'lamp.yaml: workloads: a full description has at least one'],
  [
    'a machine is promised and none described',
    { placements: ['cluster', 'machines'] },
    'lamp.yaml: workloads: one of kind machine and the placement machines go together',
  ],
  [
    'only a machine is described and the cluster promised',
    { placements: ['cluster', 'machines'], workloads: [{ ...lamp.workloads[0], kind: 'machine' }] },
    'lamp.yaml: workloads: one inside the cluster and the placement cluster or node-wide go together',
  ],
  [
    'a default lies outside its own bounds',
    { inputs: [{ name: 'watts', title: lamp.plain, default: 7, max: 5 }] },
    'lamp.yaml: inputs.watts.default: 7 is not among what is allowed',
  ],
  [
    'a default is none of its choices',
    { inputs: [{ name: 'colour', title: lamp.plain, default: 'red', choices: ['white'] }] },
    'lamp.yaml: inputs.colour.default: red is not among what is allowed',
  ],
  [
    'a port belongs to a placement it has not',
    { ports: [{ from: 'nodes', to: 'self', protocol: 'tcp', port: 1, purpose: lamp.plain, placements: ['machines'] }] },
    'lamp.yaml: ports: machines is none of its placements',
  ],
  ['the id is another', { id: 'torch' }, 'lamp.yaml: id: found "torch", allowed is the file\'s own name'],
  ['a field is unknown', { colour: 'red' }, /^lamp\.yaml: .*colour/],
  ['a field is missing', { licence: undefined }, /^lamp\.yaml: licence: /],
])('%s', (_, changes, wanted) => {
  expect(problems(changes)[0]).toEqual(typeof wanted === 'string' ? wanted : expect.stringMatching(wanted));
});

test('what is no YAML is named with its line, and nothing else is said about that file', () => {
  const components = { 'lamp.yaml': 'id: lamp\nplain: { zh: 亮\nrequires: [\n' };
  let message = '';
  try {
    readCatalog({ components, products: {} });
  } catch (cause) {
    message = (cause as Error).message;
  }
  expect(message).toMatch(/^lamp\.yaml: line \d+: /);
  expect(message.split('\n')).toHaveLength(1);
});

test('everything wrong is told at once, of every file', () => {
  const components = {
    'lamp.yaml': stringify({ ...lamp, depth: 'deep' }),
    'torch.yaml': stringify({ ...lamp, id: 'torch', group: 'light' }),
  };
  expect(() => readCatalog({ components, products: {} })).toThrow(/lamp\.yaml: depth: [\s\S]*torch\.yaml: group: /);
});

test('a product that names what is not there is refused', () => {
  const torch = {
    id: 'torch',
    title: { zh: '手电', en: 'Torch' },
    plain: { zh: '拿着走', en: 'Light to carry' },
    version: '1',
    modules: [
      { name: 'handle', dependsOn: ['bulb'] },
      { name: 'switch', dependsOn: ['handle', 'lamp'] },
    ],
    platform: [{ component: 'lamp', name: 'bulb' }],
  };
  const read = (changes: Record<string, unknown>) => () =>
    readCatalog({
      components: { 'lamp.yaml': stringify(lamp) },
      products: { 'torch.yaml': stringify({ ...torch, ...changes }) },
    });
  expect(read({})().products.get('torch')?.modules).toHaveLength(2);
  expect(read({ platform: [{ component: 'abacus' }], modules: [{ name: 'handle' }] })).toThrow(
    'torch.yaml: platform: no component named abacus',
  );
  expect(read({ platform: [{ component: 'lamp', name: 'bulb', inputs: { watts: 7 } }] })).toThrow(
    'torch.yaml: platform.lamp.inputs: lamp asks for no watts',
  );
  expect(read({ platform: [] })).toThrow(
    'torch.yaml: modules.handle.dependsOn: neither a module nor a component is named bulb',
  );
});
