import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildBundle } from '../../../main/bundle/build.ts';
import { readInventory } from '../../../main/bundle/intake/inventory.ts';
import { createKey, loadKey } from '../../../main/bundle/keys.ts';
import { run } from './run.ts';

const passphrase = 'horse battery staple';
const createdAt = '2026-11-21T08:00:00Z';
let folder: string;

/** A bundle of a file that stays and one that comes with each version. */
async function build(version: string, base?: string): Promise<void> {
  writeFileSync(`new ${version}.bin`, randomBytes(2_000_000));
  const files = [
    '  - {id: stays, kind: archive, version: v1, platform: any, path: ./stays.bin}',
    `  - {id: new, kind: archive, version: v${version}, platform: any, path: "./new ${version}.bin"}`,
  ];
  const head = `apiVersion: ferryman/v1\nkind: BundleSpec\nname: platform\nversion: "${version}"\nplatforms: [linux/amd64]\n`;
  writeFileSync(`${version}.yaml`, `${head}files:\n${files.join('\n')}\n`);
  await buildBundle({
    specFile: join(folder, `${version}.yaml`),
    outputDirectory: join(folder, `bundle ${version}`),
    signingKey: await loadKey(join(folder, 'home', 'keys'), 'office', passphrase),
    createdAt,
    base: base === undefined ? undefined : await readInventory(join(folder, base)),
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 摆渡 '));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  vi.stubEnv('FERRYMAN_HOME', join(folder, 'home'));
  await createKey(join(folder, 'home', 'keys'), { name: 'office', use: 'release', passphrase, createdAt });
  writeFileSync('stays.bin', randomBytes(3_000_000));
  await build('1.0');
  await run('new', 'east');
  writeFileSync(
    'site.yaml',
    'apiVersion: ferryman/v1\nkind: Requirements\nsite: {name: 华东}\nmachines: [{name: cp, address: 10.0.0.1}]\n',
  );
  expect((await run('plan', 'site.yaml')).exitCode).toBe(0);
  expect((await run('keys', 'trust', 'home/keys/office.pub', '--by', '王工')).exitCode).toBe(0);
});
afterAll(() => {
  vi.unstubAllEnvs();
  process.chdir(tmpdir());
  rmSync(folder, { recursive: true, force: true });
});

interface TakenIn {
  readonly directory: string | null;
  readonly missingVolumes: number[];
  readonly damaged: { code: string; message: string }[];
  readonly readBytes: number;
  readonly linkedBytes: number;
}
const parsed = <T>(text: string): T => JSON.parse(text) as T;

test('split, one volume damaged on the way, taken in, that one copied again, whole', async () => {
  expect((await run('bundle', 'split', 'bundle 1.0', '--size', '2M', '--out', 'media')).exitCode).toBe(0);
  const volumes = readdirSync('media').filter((name) => name.endsWith('.fyb'));
  expect(readFileSync('media/SHA256SUMS', 'utf8').trim().split('\n')).toHaveLength(volumes.length);
  expect((await run('bundle', 'verify', 'media')).exitCode).toBe(0);

  cpSync('media', 'carried', { recursive: true });
  const bad = join('carried', volumes[1] ?? '');
  const bytes = readFileSync(bad);
  bytes[1_000_000] = (bytes[1_000_000] ?? 0) ^ 1;
  writeFileSync(bad, bytes);
  const verified = await run('--json', 'bundle', 'verify', 'carried');
  expect([verified.exitCode, parsed<{ sound: number[] }>(verified.stdout).sound.includes(2)]).toEqual([4, false]);

  const first = await run('--json', 'bundle', 'take-in', 'carried');
  const taken = parsed<TakenIn>(first.stdout);
  expect([first.exitCode, taken.directory, taken.missingVolumes]).toEqual([4, null, [2]]);
  expect(taken.damaged[0]?.message).toContain(volumes[1]);
  expect((await run('bundle', 'show')).stderr).toContain('SITE_E0007');

  cpSync(join('media', volumes[1] ?? ''), bad);
  const second = await run('--json', 'bundle', 'take-in', 'carried');
  expect([second.exitCode, parsed<TakenIn>(second.stdout).missingVolumes]).toEqual([0, []]);
  expect((await run('bundle', 'show')).stdout).toContain('platform 1.0');
  expect(readdirSync('east.bundles').filter((name) => name.startsWith('.'))).toEqual([]);
});

test('what the site holds is written down, and the next bundle carries the rest', async () => {
  expect((await run('bundle', 'inventory', '--out', 'held.json')).exitCode).toBe(0);
  await build('1.1', 'held.json');
  expect((await run('bundle', 'use', 'bundle 1.1')).stderr).toContain('INTAKE_E0005');
  const { exitCode, stdout } = await run('--json', 'bundle', 'take-in', 'bundle 1.1');
  const { linkedBytes, readBytes } = parsed<TakenIn>(stdout);
  expect([exitCode, linkedBytes >= 3_000_000, readBytes < 2_100_000]).toEqual([0, true, true]);
  expect((await run('bundle', 'show')).stdout).toContain('platform 1.1');
  expect(await run('bundle', 'take-in', 'bundle 1.0')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('INTAKE_E0003'),
  });
  expect((await run('bundle', 'take-in', 'bundle 1.0', '--allow-older', 'platform 1.0')).exitCode).toBe(0);
  expect((await run('bundle', 'show')).stdout).toContain('platform 1.0');
});
