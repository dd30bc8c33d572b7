import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { chartOf, chartYaml, printing, pushImages, toolLine } from '../../bundle/charts/chart-fixture.ts';
import { TestRegistry } from '../../fixtures/registry/test-registry.ts';
import { run } from './run.ts';

let folder: string;
let registry: TestRegistry;
const head = 'apiVersion: ferryman/v1\nkind: BundleSpec\nname: web\nversion: "1.0"\nplatforms: [linux/amd64]\n';
const chart = (more = '') => `charts: [{path: ./web.tgz, kubernetesVersion: v1.34.4${more}}]\n`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 图表 '));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  vi.stubEnv('FERRYMAN_HOME', join(folder, 'home'));
  registry = await new TestRegistry().start();
  pushImages(registry, ['team/web:1', 'team/helper:2']);
  writeFileSync('web.tgz', chartOf({ 'Chart.yaml': chartYaml() }));
  const host = registry.host;
  const pod = `spec: {containers: [{image: "${host}/team/web:1", args: ["--x=${host}/team/helper:2"]}]}`;
  const tool = toolLine(await printing(folder, `kind: Pod\nmetadata: {name: web}\n${pod}\n`));
  const access = `registries: [{host: "${host}", plainHttp: true}]\n`;
  writeFileSync('spec.yaml', `${head}${chart()}${tool}${access}`);
  const ignored = `, ignore: [{image: "${host}/team/helper:2", reason: 用不到}]`;
  writeFileSync('less.yaml', `${head}${chart(ignored)}${tool}${access}`);
  writeFileSync('no-helm.yaml', `${head}${chart()}${access}`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await registry.stop();
  process.chdir(tmpdir());
  rmSync(folder, { recursive: true, force: true });
});

test('resolve shows each chart with its images, and how and where each was found', async () => {
  const { stdout, exitCode } = await run('bundle', 'resolve', 'spec.yaml');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Chart web 1.2.3 needs 2 images:');
  expect(stdout).toMatch(/team\/helper:2\s+text of Pod\/web/);
  expect(stdout).toMatch(/team\/web:1\s+image of Pod\/web/);
  expect(stdout).toContain('The catalog does not know the chart web 1.2.3');
  expect(stdout).toContain('Locked 3 items');
  const zh = await run('--lang', 'zh', 'bundle', 'resolve', 'less.yaml');
  expect(zh.stdout).toContain('图表 web 1.2.3 需要 1 个镜像：');
  expect(zh.stdout).toMatch(/team\/helper:2 不携带：用不到/);
});

test('resolve --json has them for programs', async () => {
  const { stdout } = await run('--json', 'bundle', 'resolve', 'less.yaml');
  expect(JSON.parse(stdout)).toMatchObject({
    charts: [
      {
        chart: 'web',
        version: '1.2.3',
        kubernetesVersion: 'v1.34.4',
        images: [{ name: `${registry.host}/team/web:1`, found: [{ way: 'image', in: 'Pod/web' }] }],
        ignored: [{ name: `${registry.host}/team/helper:2`, reason: '用不到' }],
      },
    ],
    notes: expect.arrayContaining([expect.objectContaining({ type: 'ignored' })]),
  });
});

test('a dry run counts chart and images', async () => {
  await run('bundle', 'resolve', 'spec.yaml');
  const { stdout, exitCode } = await run('--json', 'bundle', 'build', 'spec.yaml', '--dry-run');
  expect(exitCode).toBe(0);
  const plan = JSON.parse(stdout) as { items: { artifact: string }[]; missing: unknown[] };
  expect(plan.items.map(({ artifact }) => artifact)).toEqual([
    'web 1.2.3 (any)',
    `image ${registry.host}/team/helper:2 (linux/amd64)`,
    `image ${registry.host}/team/web:1 (linux/amd64)`,
  ]);
  expect(plan.missing).toEqual([]);
});

test('without helm it says which one to fetch', async () => {
  const { stderr, exitCode } = await run('bundle', 'resolve', 'no-helm.yaml');
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain('CHART_E0001');
  expect(stderr).toContain('tools');
});
