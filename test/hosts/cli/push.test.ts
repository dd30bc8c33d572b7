import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { buildBundle } from '../../../main/bundle/build.ts';
import { createKey, loadKey } from '../../../main/bundle/keys.ts';
import { makeCertificate } from '../../../main/practice/cluster/certificates.ts';
import { ociLayout, put, unproven } from '../../bundle/fixture.ts';
import { PushRegistry } from '../../fixtures/registry/push-registry.ts';
import { run } from './run.ts';

const password = 'sesame-open-wide';
let folder: string;
let registry: PushRegistry;

async function push(...argv: string[]) {
  writeFileSync('secrets.json', JSON.stringify({ [`registry:${registry.host}`]: password }));
  const descriptor = openSync('secrets.json', 'r');
  try {
    return await run('--secrets-fd', String(descriptor), 'bundle', 'push', 'out', '--plain-http', ...argv);
  } finally {
    closeSync(descriptor);
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 推送 '));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  vi.stubEnv('FERRYMAN_HOME', join(folder, 'home'));
  const passphrase = 'horse battery staple';
  const createdAt = '2026-11-21T08:00:00Z';
  const keys = join(folder, 'home', 'keys');
  await createKey(keys, { name: 'office', use: 'release', passphrase, createdAt });
  const layout = ociLayout([{ name: 'quay.io/app/web:1', architectures: ['amd64'], layer: 'web '.repeat(5_000) }]);
  for (const [path, content] of layout) await put(join(folder, 'layout', path), content);
  const head = 'apiVersion: ferryman/v1\nkind: BundleSpec\nname: web\nversion: "1.0"\n';
  writeFileSync('web.yaml', `${head}platforms: [linux/amd64]\nimages: [{layout: ./layout}]\n`);
  const signingKey = await loadKey(keys, 'office', passphrase);
  const specFile = join(folder, 'web.yaml');
  await buildBundle({ specFile, outputDirectory: join(folder, 'out'), signingKey, createdAt, closure: unproven });
});
beforeEach(async () => {
  registry = await new PushRegistry().start();
  registry.password = password;
  registry.projects = new Map();
  return () => registry.stop();
});
afterAll(() => {
  vi.unstubAllEnvs();
  process.chdir(tmpdir());
  rmSync(folder, { recursive: true, force: true });
});

test('--plan says what is missing and which project is created; the push then does just that, and again nothing', async () => {
  const to = ['--to', registry.host, '--user', 'robot'];
  const looked = await push(...to, '--plan');
  expect(looked.exitCode).toBe(0);
  expect(looked.stdout).toContain('+ quay.io/app/web:1 → quay.io/app/web 1');
  expect(looked.stdout).toMatch(/\+ project quay\.io, new and private: \d/);
  expect(registry.projects?.size).toBe(0);
  const done = await push('--json', ...to);
  expect(JSON.parse(done.stdout)).toMatchObject({ pushed: ['quay.io/app/web:1'], createdProjects: ['quay.io'] });
  const again = await push(...to, '--plan');
  expect(again.stdout).toContain('0 images are missing, 1 are there');
});

test('a quota that is too small ends --plan with 4, and the remedy', async () => {
  registry.projects = new Map([['east', 10]]);
  const to = ['--to', `${registry.host}/east`, '--user', 'robot', '--plan'];
  const { exitCode, stdout } = await push(...to);
  expect([exitCode, stdout]).toEqual([4, expect.stringContaining('PUSH_E0002')]);
  const { obstacles } = JSON.parse((await push('--json', ...to)).stdout);
  expect(obstacles).toMatchObject([{ code: 'PUSH_E0002' }]);
});

test('a file that holds no certificate is named, and nothing is asked of the registry', async () => {
  writeFileSync('ca.pem', 'no certificate');
  const { exitCode, stderr } = await push('--to', registry.host, '--ca', 'ca.pem');
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/PUSH_E0008.*ca\.pem/)]);
  expect(registry.seen).toEqual([]);
});

test('over https only to the authority that is named; another one is refused in its own words', async () => {
  const [authority, stranger] = ['authority', 'stranger'].map((name) => makeCertificate({ name, days: 10 }));
  if (authority === undefined || stranger === undefined) throw new Error('both were made');
  const { keyPem, certificatePem } = makeCertificate({
    name: 'registry',
    days: 1,
    issuer: authority,
    hosts: ['127.0.0.1'],
  });
  const server = createServer({ key: keyPem, cert: certificatePem }, (request, response) => {
    request.resume().on('end', () => response.writeHead(404).end());
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    const to = ['bundle', 'push', 'out', '--plan', '--to', `127.0.0.1:${(server.address() as AddressInfo).port}`];
    writeFileSync('authority.pem', authority.certificatePem);
    writeFileSync('stranger.pem', stranger.certificatePem);
    const known = await run(...to, '--ca', 'authority.pem');
    expect([known.exitCode, known.stdout]).toEqual([0, expect.stringContaining('1 images are missing')]);
    for (const ca of [['--ca', 'stranger.pem'], []]) {
      const { exitCode, stderr } = await run(...to, ...ca);
      expect([exitCode, stderr]).toEqual([
        2,
        expect.stringMatching(/PUSH_E0005: The certificate of .* is not trusted/),
      ]);
    }
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

test('--plan is for another’s registry; --help says so in both languages', async () => {
  const { exitCode } = await run('bundle', 'push', 'out', '--site-registry', '--plan');
  expect(exitCode).toBe(2);
  const [zh, en] = [await run('bundle', 'push', '--help', '--lang', 'zh'), await run('bundle', 'push', '--help')];
  expect(zh.stdout).toContain('配额够不够');
  expect(en.stdout).toContain('whether quotas leave room');
});
