import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { chartOf, chartYaml, printing, toolLine } from '../../bundle/charts/chart-fixture.ts';
import { ociLayout } from '../../bundle/fixture.ts';
import { attachSignatures, fingerprintOf, layerFor } from '../../fixtures/registry/cosign-signatures.ts';
import { TestRegistry } from '../../fixtures/registry/test-registry.ts';
import { run } from './run.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const key = fingerprintOf(pair.publicKey);
let folder: string;
let registry: TestRegistry;

/** Pushes an image that is signed, or not. */
function push(repository: string, isSigned: boolean): void {
  const layout = ociLayout([{ name: `any.io/${repository}:1`, architectures: ['amd64'], layer: repository }]);
  registry.push(layout);
  const { manifests } = JSON.parse(String(layout.get('index.json'))) as { manifests: { digest: string }[] };
  const digest = manifests[0]?.digest ?? '';
  if (isSigned) attachSignatures(registry, repository, digest, [layerFor(digest, pair)]);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 签名 '));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  vi.stubEnv('FERRYMAN_HOME', join(folder, 'home'));
  registry = await new TestRegistry().start();
  push('team/web', true);
  push('team/helper', true);
  push('team/bare', false);
  writeFileSync('cosign.pub', pair.publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync('web.tgz', chartOf({ 'Chart.yaml': chartYaml() }));
  const head = 'apiVersion: ferryman/v1\nkind: BundleSpec\nname: web\nversion: "1.0"\nplatforms: [linux/amd64]\n';
  const access = `registries: [{host: "${registry.host}", plainHttp: true}]\ncosignKey: ./cosign.pub\n`;
  const images = ['helper', 'bare'].map((name) => `{image: "${registry.host}/team/${name}:1"}`).join(', ');
  const tool = toolLine(await printing(folder, `kind: Pod\nmetadata: {name: web}\nspec: {containers: [${images}]}\n`));
  const ignored = `, ignore: [{image: "${registry.host}/team/bare:1", reason: unsigned}]`;
  for (const [file, more] of [
    ['spec.yaml', ignored],
    ['bare.yaml', ''],
  ] as const) {
    const chart = `charts: [{path: ./web.tgz, kubernetesVersion: v1.34.4${more}}]\n`;
    writeFileSync(file, `${head}images: [{reference: "${registry.host}/team/web:1"}]\n${chart}${tool}${access}`);
  }
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await registry.stop();
  process.chdir(tmpdir());
  rmSync(folder, { recursive: true, force: true });
});

test('resolve names the key that signed an image, those of charts among them', async () => {
  const { stdout, exitCode } = await run('bundle', 'resolve', 'spec.yaml');
  expect(exitCode).toBe(0);
  for (const image of ['web', 'helper']) {
    expect(stdout).toMatch(new RegExp(`team/${image}:1 .* first-seen, signature \\(${key.slice(0, 16)}\\)`));
  }
});

test('resolve --json has the whole fingerprint', async () => {
  const { stdout } = await run('--json', 'bundle', 'resolve', 'spec.yaml');
  const { items } = JSON.parse(stdout) as { items: { item: { type: string }; evidence: object[] }[] };
  const images = items.filter(({ item }) => item.type === 'image');
  expect(images.map(({ evidence }) => evidence[1])).toMatchObject([
    { type: 'signature', key },
    { type: 'signature', key },
  ]);
});

test.each([
  ['zh', '没有 cosign 签名'],
  ['en', 'carries no cosign signature'],
])('resolve refuses an unsigned image of a chart (%s)', async (language, words) => {
  const { stderr, exitCode } = await run('--lang', language, 'bundle', 'resolve', 'bare.yaml');
  expect([exitCode === 0, stderr.includes('BUNDLE_E0032'), stderr.includes(words)]).toEqual([false, true, true]);
});
