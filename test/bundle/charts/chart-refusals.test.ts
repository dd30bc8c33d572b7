import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRegistry } from '../../fixtures/registry/test-registry.ts';
import { tarOf } from '../archive-fixture.ts';
import { put } from '../fixture.ts';
import { RemoteFixture } from '../remote-fixture.ts';
import {
  chartOf,
  chartYaml,
  type Files,
  here,
  indexOf,
  printing,
  pushChart,
  standIn,
  toolLine,
} from './chart-fixture.ts';

let fixture: RemoteFixture;
let registry: TestRegistry;
let helm: string;
beforeEach(async () => {
  fixture = await RemoteFixture.make();
  registry = await fixture.registry();
  helm = await printing(fixture.directory, 'kind: ConfigMap\n');
});
afterEach(() => fixture.end());

const sound = chartOf({ 'Chart.yaml': chartYaml() });

async function resolve(entry: string, tools = toolLine(helm)) {
  await fixture.writeSpec(`charts: [${entry}]\n${tools}`);
  return await fixture.resolve(fixture.network([registry]));
}

async function local(archive: Uint8Array, tools?: string) {
  await put(join(fixture.directory, 'web.tgz'), archive);
  return await resolve('{kubernetesVersion: v1.34.4, path: ./web.tgz}', tools);
}

describe('an archive', () => {
  const withChart = (...members: readonly (readonly [string, string])[]) =>
    gzipSync(tarOf([['web/Chart.yaml', chartYaml()] as const, ...members]));
  const linked = () => {
    const [chart, link] = [tarOf([['web/Chart.yaml', chartYaml()]]), tarOf([['web/values.yaml', '']], '2')];
    return gzipSync(Buffer.concat([chart.subarray(0, 1024), link]));
  };
  /** Charts that are each within limits, and together are not. */
  const bombs = () => {
    const big = 'x'.repeat(5 * 1024 * 1024);
    const files: Files = {
      'Chart.yaml': 'name: db\nversion: 1.0.0\n',
      a: big,
      b: big,
      c: big,
      d: big,
      e: big,
      f: big,
      g: big,
    };
    const archive = chartOf(files, 'db').toString('latin1');
    const members = { 'web/Chart.yaml': chartYaml(), 'web/charts/a.tgz': archive, 'web/charts/b.tgz': archive };
    return gzipSync(
      tarOf(Object.entries(members).map(([path, content]) => [path, Buffer.from(content, 'latin1')] as const)),
    );
  };
  it.each<[string, () => Uint8Array, string]>([
    [
      'that leads out of its folder',
      () => withChart(['web/../../etc/passwd', 'x']),
      'leads elsewhere (web/../../etc/passwd)',
    ],
    ['with an absolute name', () => withChart(['/etc/passwd', 'x']), 'leads elsewhere'],
    ["with a name of another system's", () => withChart(['web/..\\..\\x', 'x']), 'leads elsewhere'],
    ['beside its folder', () => withChart(['x', 'x']), 'leads elsewhere'],
    ['of two folders', () => withChart(['other/Chart.yaml', 'x']), 'more than one folder'],
    ['with a link', linked, 'it holds a link (web/values.yaml)'],
    ['with a file twice', () => withChart(['web/Chart.yaml', 'x']), 'comes twice'],
    ['with a file beyond limits', () => withChart(['web/x', 'x'.repeat(5 * 1024 * 1024 + 1)]), 'web/x is larger than'],
    ['that never ends unpacked', () => gzipSync(Buffer.alloc(80 * 1024 * 1024)), 'bytes unpacked'],
    ['that is none', () => Buffer.from('<html>Not found</html>'), 'not packed with gzip'],
    ['that is cut', () => sound.subarray(0, sound.length - 10), 'not packed with gzip, or damaged'],
    ['without Chart.yaml', () => chartOf({ 'values.yaml': '' }), 'no Chart.yaml'],
    ['without a name', () => chartOf({ 'Chart.yaml': 'version: 1.2.3\n' }), 'Chart.yaml: name'],
    ['with a hostile name', () => chartOf({ 'Chart.yaml': 'name: ../x\nversion: 1.2.3\n' }), 'Chart.yaml: name'],
    ['with aliases', () => chartOf({ 'Chart.yaml': 'name: &a web\nversion: *a\n' }), 'lias'],
    ['with broken YAML', () => chartOf({ 'Chart.yaml': 'name: [' }), 'Chart.yaml:'],
    ['that is a library', () => chartOf({ 'Chart.yaml': chartYaml('type: library\n') }), 'is a library'],
    [
      'with a schema that is none',
      () => chartOf({ 'Chart.yaml': chartYaml(), 'values.schema.json': '{' }),
      'values.schema.json is not valid JSON',
    ],
    ['of many bombs', bombs, 'charts/b.tgz: larger than'],
    [
      'with a carried chart that is none',
      () => chartOf({ 'Chart.yaml': chartYaml(), 'charts/db-1.tgz': 'x' }),
      'charts/db-1.tgz: not packed with gzip',
    ],
  ])('%s is refused', async (_, archive, message) => {
    await expect(local(archive())).rejects.toMatchObject({
      code: 'CHART_E0005',
      message: expect.stringContaining(message),
    });
  });
});

describe('what a chart depends on', () => {
  const dependencies = (name: string) =>
    `dependencies:\n- {name: ${name}, version: ~1.0, repository: "https://charts.example.com/stable", condition: db.enabled}\n`;
  const db: Files = { 'Chart.yaml': 'name: postgres\nversion: 1.0.1\n' };
  it.each<[string, Files]>([
    ['is not there', { 'Chart.yaml': chartYaml(dependencies('postgres')) }],
    ['is not there, in the first format', { 'Chart.yaml': chartYaml(), 'requirements.yaml': dependencies('postgres') }],
    [
      'is there with a dot before it',
      { 'Chart.yaml': chartYaml(dependencies('postgres')), 'charts/.db/Chart.yaml': db['Chart.yaml'] ?? '' },
    ],
    [
      'is there as another',
      { 'Chart.yaml': chartYaml(dependencies('postgres')), 'charts/postgres/Chart.yaml': 'name: mysql\n' },
    ],
  ])('%s: refused, with where it would come from', async (_, files) => {
    await expect(local(chartOf(files))).rejects.toMatchObject({
      code: 'CHART_E0006',
      message: expect.stringMatching(/web 1\.2\.3 depends on postgres .*https:\/\/charts\.example\.com\/stable/),
    });
  });

  it.each<[string, Files]>([
    ['as a folder', { 'charts/anything/Chart.yaml': db['Chart.yaml'] ?? '' }],
    ['as an archive', { 'charts/postgres-1.0.1.tgz': chartOf(db, 'postgres').toString('latin1') }],
  ])('is carried %s', async (_, files) => {
    const members = Object.entries({ 'Chart.yaml': chartYaml(dependencies('postgres')), ...files });
    const archive = gzipSync(
      tarOf(members.map(([path, content]) => [`web/${path}`, Buffer.from(content, 'latin1')] as const)),
    );
    expect((await local(archive)).lock.charts).toHaveLength(1);
  });

  it('is no link of its folder', async () => {
    const folder = join(fixture.directory, 'web');
    await put(join(folder, 'Chart.yaml'), chartYaml());
    await symlink('/etc', join(folder, 'templates'));
    await expect(resolve('{kubernetesVersion: v1.34.4, path: ./web}')).rejects.toMatchObject({
      code: 'BUNDLE_E0010',
      message: expect.stringContaining('charts[0] (./web): it holds a link (templates)'),
    });
  });
});

describe('a schema of values', () => {
  const schema = (reference: string) => JSON.stringify({ properties: { a: { $ref: reference } } });
  it.each<[string, Files, boolean]>([
    ['that is whole is used', { 'values.schema.json': schema('#/definitions/a') }, false],
    ['that lies elsewhere is left aside', { 'values.schema.json': schema('https://raw.example.com/a.json') }, true],
    [
      'of a carried chart counts too',
      { 'charts/db/Chart.yaml': 'name: db\n', 'charts/db/values.schema.json': schema('http://x.io/a') },
      true,
    ],
  ])('%s', async (_, files, isSkipped) => {
    helm = await standIn(
      fixture.directory,
      `process.stdout.write('kind: ConfigMap\\ndata: {skips: "a.io/x:' + (argv.includes('--skip-schema-validation') ? 'v1' : 'v2') + '"}');`,
    );
    registry.faults = [];
    const archive = chartOf({ 'Chart.yaml': chartYaml(), ...files });
    const wanted = `a.io/x:${isSkipped ? 'v1' : 'v2'}`;
    await put(join(fixture.directory, 'web.tgz'), archive);
    const { lock, notes } = await resolve(
      `{kubernetesVersion: v1.34.4, path: ./web.tgz, ignore: [{image: "${wanted}", reason: test}]}`,
    );
    expect(lock.charts?.[0]?.ignored).toMatchObject([{ name: wanted }]);
    expect(notes.some(({ type }) => type === 'remote-schema')).toBe(isSkipped);
  });
});

describe('a chart repository', () => {
  const ask = (more = '') =>
    resolve(`{kubernetesVersion: v1.34.4, repository: "${registry.url}/charts", name: web, version: 1.2.3${more}}`);
  const refusal = (message: string | RegExp) => ({ code: 'CHART_E0007', message: expect.stringMatching(message) });

  it.each<[string, () => string, RegExp]>([
    ['without the chart', () => indexOf(sound).replace('  web:', '  wob:'), /has no chart web/],
    [
      'without the version',
      () => indexOf(sound).replaceAll('version: 1.2.3', 'version: 1.2.4'),
      /no version 1\.2\.3 of it, but 1\.2\.4, 1\.2\.2/,
    ],
    ['without a digest', () => indexOf(sound, '""'), /tells no SHA-256/],
    ['with another digest', () => indexOf(sound, 'ab'.repeat(32)), /its index says abab.*came from/],
    [
      'with two digests',
      () => indexOf(sound).replace('    version: 1.2.2', '    version: 1.2.3'),
      /twice, with two digests/,
    ],
    [
      'with a file for an address',
      () => indexOf(sound, undefined, 'file:///etc/passwd'),
      /address that cannot be used/,
    ],
    [
      'with a password in an address',
      () => indexOf(sound, undefined, 'https://a:b@c.io/web.tgz'),
      /address that cannot be used/,
    ],
    [
      'of aliases',
      () => indexOf(sound).replace('apiVersion: v2', 'apiVersion: &a v2').replace('name: web', 'name: *a'),
      /cannot be read.*lias/,
    ],
    ['that is a page', () => '<html></html>', /has no chart web/],
    ['that is empty', () => '', /has no chart web/],
  ])('%s is refused', async (_, index, message) => {
    registry.put('/charts/index.yaml', index());
    registry.put('/charts/web-1.2.3.tgz', sound);
    await expect(ask()).rejects.toMatchObject(refusal(message));
  });

  it('that does not have it is named', async () => {
    await expect(ask()).rejects.toMatchObject({
      code: 'SOURCE_E0002',
      message: expect.stringContaining('/charts/index.yaml'),
    });
    registry.put('/charts/index.yaml', indexOf(sound));
    await expect(ask()).rejects.toMatchObject({
      code: 'SOURCE_E0002',
      message: expect.stringContaining('/charts/web-1.2.3.tgz'),
    });
  });

  it('says the same as the spec, or nothing is taken', async () => {
    registry.put('/charts/index.yaml', indexOf(sound));
    registry.put('/charts/web-1.2.3.tgz', sound);
    await expect(ask(`, sha256: "${'0'.repeat(64)}"`)).rejects.toMatchObject(refusal('the spec says 0000'));
  });

  it('gives the chart it was asked for', async () => {
    const other = chartOf({ 'Chart.yaml': 'name: web\nversion: 1.2.2\n' });
    registry.put('/charts/index.yaml', indexOf(other));
    registry.put('/charts/web-1.2.3.tgz', other);
    await expect(ask()).rejects.toMatchObject({
      code: 'CHART_E0005',
      message: expect.stringContaining('calls itself web 1.2.2'),
    });
  });

  it('is gone on with after a cut', async () => {
    registry.put('/charts/index.yaml', indexOf(sound));
    registry.put('/charts/web-1.2.3.tgz', sound);
    registry.faults = [{ at: /index\.yaml|tgz/, cutAt: 0.5, times: 2 }];
    expect((await ask()).lock.items).toHaveLength(1);
  });
});

describe('a registry', () => {
  const ask = (tag = '') =>
    resolve(`{kubernetesVersion: v1.34.4, oci: "oci://${registry.host}/acme/web${tag}", version: 1.2.3}`);
  it('that has an image under the name is refused', async () => {
    pushChart(registry, 'acme/web', '1.2.3', sound, 'application/vnd.oci.image.config.v1+json');
    await expect(ask()).rejects.toMatchObject({
      code: 'CHART_E0005',
      message: expect.stringContaining('no Helm chart'),
    });
  });
  it('that has another chart is refused', async () => {
    pushChart(registry, 'acme/web', '1.2.3', chartOf({ 'Chart.yaml': 'name: shop\nversion: 1.2.3\n' }, 'shop'));
    await expect(ask()).rejects.toMatchObject({
      code: 'CHART_E0005',
      message: expect.stringContaining('calls itself shop'),
    });
  });
  it('that has none, or wrong bytes, is named', async () => {
    await expect(ask()).rejects.toMatchObject({ code: 'SOURCE_E0002' });
    pushChart(registry, 'acme/web', '1.2.3', sound);
    registry.faults = [{ at: /blobs/, isWrong: true }];
    await expect(ask()).rejects.toMatchObject({ code: 'SOURCE_E0005' });
    registry.faults = [];
    await expect(ask(`@sha256:${'0'.repeat(64)}`)).rejects.toMatchObject({ code: 'SOURCE_E0002' });
  });
});

describe('helm', () => {
  it('that nobody declares is asked for, before anything is fetched', async () => {
    await expect(local(sound, '')).rejects.toMatchObject({
      code: 'CHART_E0001',
      message: expect.stringContaining(here),
    });
    await expect(local(sound, toolLine(helm, undefined, 'plan9/amd64'))).rejects.toMatchObject({ code: 'CHART_E0001' });
    expect(registry.seen).toEqual([]);
  });

  it('of another digest is never started', async () => {
    const trace = join(fixture.directory, 'trace');
    const tool = await standIn(fixture.directory, `fs.writeFileSync(${JSON.stringify(trace)}, '');`);
    const tools = toolLine(tool);
    await writeFile(tool, `\n`, { flag: 'a' });
    await expect(local(sound, tools)).rejects.toMatchObject({
      code: 'CHART_E0002',
      message: expect.stringContaining('SHA-256'),
    });
    await expect(local(sound, toolLine('/nowhere/helm', '0'.repeat(64)))).rejects.toMatchObject({
      code: 'CHART_E0002',
      message: expect.stringContaining('no such file'),
    });
    await expect(import('node:fs/promises').then(({ readFile }) => readFile(trace))).rejects.toThrow('ENOENT');
  });
});

describe('what it renders', () => {
  const laughs = ['a: &a [x,x,x,x,x,x,x,x,x]'];
  for (const [before, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi']) {
    laughs.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`);
  }
  it.each([
    [
      'the billion laughs',
      `# Source: web/templates/bomb.yaml\n${laughs.join('\n')}`,
      /web\/templates\/bomb\.yaml: .*alias/,
    ],
    ['a deep nest', '['.repeat(50_000), /nested too deeply|the output/],
    ['broken YAML', '---\n# Source: web/templates/a.yaml\na: [', /web\/templates\/a\.yaml: /],
  ])('%s is refused', async (_, yaml, message) => {
    helm = await printing(fixture.directory, yaml);
    await expect(local(sound)).rejects.toMatchObject({ code: 'CHART_E0003', message: expect.stringMatching(message) });
  });

  it('may use anchors, as people do', async () => {
    helm = await printing(fixture.directory, 'a: &a {b: 1}\nc: {<<: *a}\n---\n---\nnull\n');
    expect((await local(sound)).lock.charts?.[0]?.images).toEqual([]);
  });
});
