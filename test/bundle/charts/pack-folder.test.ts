import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { readChartArchive } from '../../../main/bundle/charts/chart-archive.ts';
import { helmIgnore } from '../../../main/bundle/charts/helm-ignore.ts';
import { packedChart } from '../../../main/bundle/charts/local-chart.ts';
import { storedGzip } from '../../../main/bundle/charts/stored-gzip.ts';
import { put, temporaryDirectory } from '../fixture.ts';
import { chartYaml } from './chart-fixture.ts';

// each as helm's own rules judge it: helm.sh/helm/v3/pkg/ignore
test.each<[string, string, boolean, boolean]>([
  ['', 'templates/.dot.yaml', false, true],
  ['', 'templates/web.yaml', false, false],
  ['# a.txt\n\na.txt', 'b/a.txt', false, true],
  ['*.bak', 'deep/er/x.bak', false, true],
  ['*.bak', 'x.bak.yaml', false, false],
  ['/x.txt', 'x.txt', false, true],
  ['/x.txt', 'a/x.txt', false, false],
  ['a/*.txt', 'a/b.txt', false, true],
  ['a/*.txt', 'a/b/c.txt', false, false],
  ['.git/', '.git', true, true],
  ['.git/', '.git', false, false],
  ['x?[a-c].y', 'x1b.y', false, true],
  ['x[^a].y', 'xa.y', false, false],
  ['a+b.(c)', 'a+b.(c)', false, true],
  ['a.b', 'axb', false, false],
  ['!keep.txt', 'keep.txt', false, false],
  ['!keep.txt', 'other.txt', false, true],
])('%j on %s (folder: %s): %s', (rules, path, isFolder, isLeftOut) => {
  expect(helmIgnore(rules)(path, isFolder)).toBe(isLeftOut);
});

it('refuses what Helm refuses in .helmignore', () => {
  expect(() => helmIgnore('a/**/b')).toThrow('**');
});

test.each([0, 1, 65_534, 65_535, 65_536, 200_000])('%d bytes stored are those bytes again', (length) => {
  const content = Buffer.alloc(length, '摆渡');
  expect(gunzipSync(storedGzip(content)).equals(content)).toBe(true);
});

let folder: string;
beforeEach(async () => {
  folder = await temporaryDirectory();
});
afterEach(() => rm(folder, { recursive: true }));

it('packs a folder to the same bytes on every machine', async () => {
  const long = `templates/${'a-long-name/'.repeat(8)}and-an-end-that-is-no-shorter.yaml`;
  const files = {
    'Chart.yaml': chartYaml(),
    'values.yaml': '名: 值\n',
    'templates/web.yaml': 'a: 1\n',
    [long]: 'b: 2\n',
  };
  for (const [path, content] of Object.entries(files).reverse()) await put(join(folder, path), content);
  await put(join(folder, 'templates', '.hidden'), 'x');
  const archive = await packedChart(folder);
  const { files: read } = await readChartArchive(archive);
  expect(new Map([...read].map(([path, content]) => [path, Buffer.from(content).toString()]))).toEqual(
    new Map(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
  // changes only with the format: then every lock of a folder has to be made anew
  expect(createHash('sha256').update(archive).digest('hex')).toBe(
    '3c6578c6e4d2179e774b5292a2f133caddc211b2bb3f3bad56f5763f34e5c427',
  );
});
