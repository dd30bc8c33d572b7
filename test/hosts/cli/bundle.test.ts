import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKey } from '../../../main/bundle/keys.ts';
import { ociLayout } from '../../bundle/fixture.ts';
import { digestOf, TestRegistry } from '../../fixtures/registry/test-registry.ts';
import { projectRoot, run } from './run.ts';

const passphrase = 'horse battery staple';
const account = { user: 'robot', password: 'sesame-open' };
const image = (layer: string) => ociLayout([{ name: 'any.io/app/web:1', architectures: ['amd64'], layer }]);

let folder: string;
let registry: TestRegistry;

/** The command line with passphrase and registry password given on a file descriptor. */
async function signed(...argv: string[]) {
  const secrets = join(folder, 'secrets.json');
  writeFileSync(secrets, JSON.stringify({ 'key:office': passphrase, 'registry:harbor': account.password }));
  const descriptor = openSync(secrets, 'r');
  try {
    return await run('--secrets-fd', String(descriptor), ...argv);
  } finally {
    closeSync(descriptor);
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 打包 '));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  vi.stubEnv('FERRYMAN_HOME', join(folder, 'home'));
  const createdAt = '2026-11-21T08:00:00Z';
  await createKey(join(folder, 'home', 'keys'), { name: 'office', use: 'release', passphrase, createdAt });
  registry = await new TestRegistry({ sign: 'bearer', ...account }).start();
  registry.push(image('first'));
  const spec = [
    'apiVersion: ferryman/v1',
    'kind: BundleSpec',
    'name: web',
    'version: "1.0"',
    'platforms: [linux/amd64]',
    `images: [{reference: "${registry.host}/app/web:1"}]`,
    `registries: [{host: "${registry.host}", user: robot, secret: "registry:harbor", plainHttp: true}]`,
  ];
  writeFileSync('web.yaml', spec.join('\n'));
  const machines = 'machines: [{name: cp, address: 10.0.0.1, role: control-plane}]';
  writeFileSync('site.yaml', `apiVersion: ferryman/v1\nkind: Requirements\nsite: {name: 华东-02}\n${machines}\n`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await registry.stop();
  process.chdir(projectRoot);
  rmSync(folder, { recursive: true, force: true });
});

const unproven = ['--waive', 'no site yet', '--by', '李梅'];

describe('from a registry to a bundle', () => {
  test('a spec with remote sources is not built without a lock', async () => {
    const ran = await signed('bundle', 'build', 'web.yaml', '--out', 'one', ...unproven);
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('BUNDLE_E0015') });
    expect(ran.stderr).toContain('ferryman bundle resolve');
  });

  test('resolve writes the lock beside the spec and says what it found', async () => {
    const ran = await signed('bundle', 'resolve', 'web.yaml');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain('Locked 1 items');
    expect(readFileSync('web.lock.json', 'utf8')).not.toContain(account.password);
  });

  test('a dry run fetches nothing and tells how much there is', async () => {
    registry.seen.splice(0);
    const ran = await signed('--json', 'bundle', 'build', 'web.yaml', '--dry-run');
    const plan = JSON.parse(ran.stdout) as { fetchBytes: number; totalBytes: number };
    expect([ran.exitCode, plan.fetchBytes]).toEqual([0, plan.totalBytes]);
    expect(registry.seen).toEqual([]);
    expect((await signed('--lang', 'zh', 'bundle', 'build', 'web.yaml', '--dry-run')).stdout).toMatch(
      /需下载 .*缓存已有 0 B/,
    );
  });

  test('build, inspect', async () => {
    const built = await signed('bundle', 'build', 'web.yaml', '--out', 'one', ...unproven);
    expect(built).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Completeness was not proven, let through by 李梅: no site yet'),
    });
    const looked = await run('bundle', 'inspect', 'one');
    expect(looked.exitCode).toBe(0);
    expect(looked.stdout).toContain(`image ${registry.host}/app/web:1 (linux/amd64)`);
    const json = JSON.parse((await run('--json', 'bundle', 'inspect', 'one')).stdout) as {
      manifest: { lockHash: string };
    };
    expect(json.manifest.lockHash).toBe(JSON.parse(readFileSync('web.lock.json', 'utf8')).hash);
  });

  test('without a site to prove it for, nobody signs it unless somebody answers for that', async () => {
    const ran = await signed('bundle', 'build', 'web.yaml', '--out', 'nobody');
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('BUNDLE_E0030') });
    expect(existsSync('nobody')).toBe(false);
  });

  test('its bill of materials is written from the signed manifest', async () => {
    const ran = await run('bundle', 'sbom', 'one');
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('1 items, 1 without a stated licence') });
    const sbom = JSON.parse(readFileSync('web-1.0.cdx.json', 'utf8')) as { components: { purl: string }[] };
    expect(sbom.components.map(({ purl }) => purl)).toEqual([expect.stringMatching(/^pkg:oci\/web@sha256:/)]);
  });

  test('a tag that moved is named by the next resolve, and compare shows what it costs', async () => {
    registry.push(image('second'));
    const ran = await signed('bundle', 'resolve', 'web.yaml');
    expect(ran.stdout).toMatch(/! image .*: sha256:\w+ → sha256:\w+/);
    await signed('bundle', 'build', 'web.yaml', '--out', 'two', ...unproven);
    const compared = await run('bundle', 'compare', 'one', 'two');
    expect(compared).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/~ +image .*web:1/) });
    expect(compared.stdout).toMatch(/1 items differ, 0 are the same; \d+ B new, \d+ B shared/);
    expect(JSON.parse((await run('--json', 'bundle', 'compare', 'one', 'one')).stdout)).toMatchObject({ newBytes: 0 });
  });

  test('a wrong password is refused and shown nowhere', async () => {
    const secrets = join(folder, 'wrong.json');
    writeFileSync(secrets, JSON.stringify({ 'registry:harbor': 'not-the-password' }));
    const descriptor = openSync(secrets, 'r');
    const ran = await run('--secrets-fd', String(descriptor), 'bundle', 'resolve', 'web.yaml', '--out', 'no.lock.json');
    closeSync(descriptor);
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('SOURCE_E0001') });
    expect(ran.stdout + ran.stderr).not.toMatch(/not-the-password|robot/);
    expect(existsSync('no.lock.json')).toBe(false);
  });

  test('Ctrl-C ends with 5 and the same command goes on', async () => {
    registry.push(image('third '.repeat(100_000)));
    await signed('bundle', 'resolve', 'web.yaml');
    const layer = digestOf(Buffer.from(`${'third '.repeat(100_000)} amd64`));
    // the first request is the one without a token
    registry.faults = [{ at: new RegExp(`GET .*${layer}`), stallAt: 0.5, times: 2 }];
    const stopped = signed('bundle', 'build', 'web.yaml', '--out', 'three', ...unproven);
    const part = join(folder, 'home', 'cache', 'sha256', `${layer.slice(7)}.part`);
    await vi.waitFor(() => expect(statSync(part).size).toBeGreaterThan(100_000), 10_000);
    process.emit('SIGINT');
    expect(await stopped).toMatchObject({ exitCode: 5, stdout: expect.stringContaining('goes on from here') });
    expect(existsSync('three')).toBe(false);
    expect((await signed('bundle', 'build', 'web.yaml', '--out', 'three', ...unproven)).exitCode).toBe(0);
    expect(registry.seen.some(({ range }) => range !== undefined)).toBe(true);
  });
});

describe('completeness', () => {
  const forSite = ['bundle', 'build', 'web.yaml', '--out', 'for-site', '--for', 'site.yaml'];

  test('what the site needs and the bundle lacks is named, with who needs it, before anything is signed', async () => {
    const ran = await signed(...forSite);
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('BUNDLE_E0007') });
    expect(ran.stderr).toMatch(/kubeadm \S+ \(linux\/amd64\) needed by .*runtime\/kubernetes-tools/);
    expect(existsSync('for-site')).toBe(false);
    expect((await signed(...forSite, '--dry-run')).exitCode).toBe(4);
  });

  test('a waiver needs a person, and is kept in the manifest with what is missing', async () => {
    expect((await signed(...forSite, '--waive', '客户自备')).stderr).toContain('USAGE_E0003');
    const waived = await signed(...forSite, '--waive', '客户自备', '--by', '李梅');
    expect(waived).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('let through by 李梅: 客户自备') });
    const { manifest } = JSON.parse((await run('--json', 'bundle', 'inspect', 'for-site')).stdout) as {
      manifest: { closure: { site: string; waiver: { by: string; missing: { artifact: string }[] } } };
    };
    expect(manifest.closure).toMatchObject({ site: '华东-02', waiver: { by: '李梅', reason: '客户自备' } });
    expect(manifest.closure.waiver.missing.map(({ artifact }) => artifact).join()).toContain('kubeadm');
    expect((await run('--lang', 'zh', 'bundle', 'inspect', 'for-site')).stdout).toContain('由 李梅 放行');
  });

  test('--for takes a plan as JSON, and nothing else', async () => {
    writeFileSync('plan.json', (await run('--json', 'plan', 'site.yaml')).stdout);
    const asked = ['bundle', 'build', 'web.yaml', '--dry-run', '--for'];
    const fromYaml = JSON.parse((await signed('--json', ...asked, 'site.yaml')).stdout) as { missing: unknown[] };
    const fromPlan = JSON.parse((await signed('--json', ...asked, 'plan.json')).stdout) as { missing: unknown[] };
    expect(fromPlan.missing).toEqual(fromYaml.missing);
    expect(fromPlan.missing.length).toBeGreaterThan(5);
    writeFileSync('other.json', '{}');
    for (const file of ['other.json', 'web.lock.json', 'none.json', 'home']) {
      expect((await signed(...asked, file)).stderr).toContain('INPUT_E0001');
    }
  });
});

test.each(['build', 'resolve', 'inspect', 'compare'])('bundle %s has help in both languages', async (command) => {
  const [zh, en] = [await run('--lang', 'zh', 'bundle', command, '--help'), await run('bundle', command, '--help')];
  expect([zh.exitCode, en.exitCode]).toEqual([0, 0]);
  expect(zh.stdout).toMatch(/\p{Script=Han}/u);
  expect(en.stdout).not.toMatch(/\p{Script=Han}/u);
});

test('inspect refuses a bundle of a key nobody here knows', async () => {
  vi.stubEnv('FERRYMAN_HOME', join(folder, 'another-home'));
  const ran = await run('bundle', 'inspect', 'one');
  vi.stubEnv('FERRYMAN_HOME', join(folder, 'home'));
  expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('BUNDLE_E0002') });
});
