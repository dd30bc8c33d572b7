import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseSpec, readSpec } from '../../main/bundle/spec.ts';
import { temporaryDirectory } from './fixture.ts';

const head = 'apiVersion: ferryman/v1\nkind: BundleSpec\nname: lab\nversion: "1.0"\nplatforms: [linux/amd64]\n';
const laughs = ['a: &a [x,x,x,x,x,x,x,x,x]'];
for (const [before, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi']) {
  laughs.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`);
}

it('takes a spec of nothing', () => {
  expect(parseSpec(head, 'spec.yaml')).toMatchObject({ images: [], files: [], packages: [] });
});

it.each([
  ['an unknown field', `${head}imges: []`, /line 1, the whole file: Unrecognized key: "imges"/],
  [
    'a wrong kind',
    `${head}files:\n  - {id: a, kind: program, version: v1, platform: any, path: x}`,
    /line 7, files\[0\]\.kind/,
  ],
  [
    'a missing path',
    `${head}files:\n  - {id: a, kind: binary, version: v1, platform: any}`,
    /line 7, files\[0\]: expected one of path, url/,
  ],
  ['a wrong platform', head.replace('linux/amd64', 'amd64'), /line 5, platforms\[0\]: expected os\/architecture/],
  ['a version that YAML reads as a number', head.replace('"1.0"', '1.0'), /line 4, version/],
  ['layout and archive at once', `${head}images: [{layout: a, archive: b}]`, /images\[0\]: expected one of layout/],
  ['broken YAML', `${head}files: [`, /spec\.yaml is wrong/],
  ['a doubled key', `${head}name: other`, /unique/],
  ['an alias', `${head}files: &a []\npackages: *a`, /aliases .* are not allowed/],
  ['a custom tag', `${head}files: !!js/function "x"`, /tag/],
  ['the billion laughs', laughs.join('\n'), /aliases .* are not allowed/],
  ['a deep nest', '['.repeat(50_000), /nested too deeply|is wrong/],
  ['a prototype key', `${head}__proto__: {polluted: true}`, /__proto__/],
  ['two documents', `${head}---\n${head}`, /is wrong/],
  ['an empty file', '', /the whole file/],
])('refuses %s', (_, source, message) => {
  const refusal = expect.objectContaining({ code: 'BUNDLE_E0010', message: expect.stringMatching(message) });
  expect(() => parseSpec(source, 'spec.yaml')).toThrow(refusal);
  expect('polluted' in {}).toBe(false);
});

it('refuses a spec that is missing or larger than a megabyte', async () => {
  const directory = await temporaryDirectory();
  const path = join(directory, '规格.yaml');
  await expect(readSpec(path)).rejects.toMatchObject({
    code: 'BUNDLE_E0010',
    message: expect.stringMatching('no such file'),
  });
  await writeFile(path, '#'.repeat(1024 * 1024 + 1));
  await expect(readSpec(path)).rejects.toMatchObject({ code: 'BUNDLE_E0010' });
  await rm(directory, { recursive: true });
});
