import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { projectRoot, run } from './run.ts';

const machines = 'machines: [{name: node-1, address: 10.0.0.1}, {name: jump-1, address: 10.0.0.2, role: jump}]\n';
const head = 'apiVersion: ferryman/v1\nkind: Requirements\nsite: {name: east}\n';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 现场 '));
  process.chdir(folder);
  vi.stubEnv('FERRYMAN_HOME', join(folder, 'home'));
  expect((await run('new', 'east')).exitCode).toBe(0);
});
afterEach(() => {
  vi.unstubAllEnvs();
  process.chdir(projectRoot);
  rmSync(folder, { recursive: true, force: true });
});

async function plan(wish: string) {
  writeFileSync(join(folder, 'requirements.yaml'), head + machines + wish);
  return await run('--json', 'plan', 'requirements.yaml');
}

test('the plan says where the registry stands, which file it needs, and which port is opened for whom', async () => {
  const { exitCode, stdout } = await plan('siteRegistry: {machine: node-1}\n');
  expect(exitCode).toBe(0);
  const { plan: made } = JSON.parse(stdout);
  expect(made.siteRegistry).toMatchObject({ machine: 'node-1', address: '10.0.0.1', port: 5000 });
  expect(made.artifacts).toContainEqual(expect.objectContaining({ type: 'file', id: 'registry' }));
  const row = made.ports.find(({ components }: { components: string[] }) => components.includes('site-registry'));
  expect(row).toMatchObject({ toAddresses: ['10.0.0.1'], protocol: 'tcp', port: '5000', duration: 'lasting' });
  expect(made.certificates.map(({ names }: { names: string[] }) => names)).toContainEqual(['10.0.0.1:5000']);
});

test.each(['nobody', 'jump-1'])('a machine that cannot carry it is named: %s', async (machine) => {
  const { exitCode, stderr } = await plan(`siteRegistry: {machine: ${machine}}\n`);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`siteRegistry.machine: found "${machine}"`);
});

test('a push says where to, once; a site without a registry of ours says so', async () => {
  await plan('');
  for (const to of [[], ['--to', 'harbor.corp:8443', '--site-registry']]) {
    const { exitCode, stderr } = await run('bundle', 'push', 'bundle', ...to);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--to REGISTRY | --site-registry')]);
  }
  const refused = await run('--json', 'bundle', 'push', 'bundle', '--site-registry');
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('REGISTRY_E0001')]);
});

test('its password is kept under a passphrase or not at all; a site without a registry of ours says so', async () => {
  await plan('siteRegistry: {machine: node-1}\n');
  const unlocked = await run('secrets', 'escrow');
  expect([unlocked.exitCode, unlocked.stderr]).toEqual([2, expect.stringContaining('SSH_E0010')]);
  expect((await run('--json', 'secrets', 'list')).stdout.trim()).toBe('[]');
  await plan('');
  writeFileSync('secrets.json', JSON.stringify({ site: 'horse battery staple' }));
  const descriptor = openSync('secrets.json', 'r');
  const none = await run('--secrets-fd', String(descriptor), 'secrets', 'escrow');
  closeSync(descriptor);
  expect([none.exitCode, none.stderr]).toEqual([2, expect.stringContaining('REGISTRY_E0001')]);
  const [zh, en] = [await run('secrets', '--help', '--lang', 'zh'), await run('secrets', '--help')];
  expect(zh.stdout).toContain('没有口令就不保存');
  expect(en.stdout).toMatch(/without a\s+passphrase nothing is kept/);
});

test('--help names it in both languages', async () => {
  const [zh, en] = [await run('bundle', 'push', '--help', '--lang', 'zh'), await run('bundle', 'push', '--help')];
  expect(zh.stdout).toContain('推送到站点自己的镜像仓库');
  expect(en.stdout).toContain("the site's own registry");
});
