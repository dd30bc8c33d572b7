import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKey } from '../../../main/bundle/keys.ts';
import { siteFiles } from '../../../main/hosts/open-session.ts';
import { trustedKeyOf } from '../../../main/model/bundle/signing-key.ts';
import { controlTar, debOf } from '../../bundle/archive-fixture.ts';
import { projectRoot, run } from './run.ts';

const passphrase = 'horse battery staple';
const mebibyte = 2 ** 20;
let folder: string;

async function build(version: string, ...more: string[]): Promise<Awaited<ReturnType<typeof run>>> {
  const spec = [
    'apiVersion: ferryman/v1',
    'kind: BundleSpec',
    'name: platform',
    `version: "${version}"`,
    'platforms: [linux/amd64]',
    'files:',
    `  - {id: changes, kind: archive, version: v${version}, platform: any, path: ./changes-${version}.bin}`,
    '  - {id: stays, kind: archive, version: v1, platform: any, path: ./stays.bin}',
    'packages: [{distribution: debian-12, platform: linux/amd64, path: ./debs}]',
  ];
  writeFileSync(`${version}.yaml`, spec.join('\n'));
  writeFileSync(`changes-${version}.bin`, randomBytes(mebibyte));
  writeFileSync('secrets.json', JSON.stringify({ 'key:office': passphrase }));
  const descriptor = openSync('secrets.json', 'r');
  try {
    const out = [
      'bundle',
      'build',
      `${version}.yaml`,
      '--out',
      `bundle-${version}`,
      '--waive',
      'no site',
      '--by',
      '李梅',
      ...more,
    ];
    return await run('--secrets-fd', String(descriptor), ...out);
  } finally {
    closeSync(descriptor);
  }
}

function flip(path: string): Buffer {
  const sound = readFileSync(path);
  const bytes = Buffer.from(sound);
  bytes[mebibyte] = (bytes[mebibyte] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  return sound;
}

const json = async <Answer>(...argv: string[]) => JSON.parse((await run('--json', ...argv)).stdout) as Answer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 携带 '));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  vi.stubEnv('FERRYMAN_HOME', join(folder, 'home'));
  const createdAt = '2026-11-21T08:00:00Z';
  const key = await createKey(join(folder, 'home', 'keys'), { name: 'office', use: 'release', passphrase, createdAt });
  writeFileSync('stays.bin', randomBytes(5 * mebibyte));
  await mkdir('debs');
  writeFileSync('debs/socat.deb', debOf('control.tar', controlTar('socat', '1.7', 'amd64')));
  await build('1.9');
  await mkdir('site');
  const store = siteFiles.create(join(folder, 'site', 'east.ferry'), { isPractice: false });
  store.trustSigningKey({ ...trustedKeyOf(key), trustedBy: '李梅' });
  store.close();
});
afterAll(() => {
  vi.unstubAllEnvs();
  process.chdir(projectRoot);
  rmSync(folder, { recursive: true, force: true });
});

const atSite = ['--site', 'site/east.ferry'];
const volume = (index: number) => `medium/platform-1.9.00${index}.fyb`;

describe('out of the office', () => {
  test('split writes volumes and sums that sha256sum takes', async () => {
    const ran = await run('bundle', 'split', 'bundle-1.9', '--size', '2M', '--out', 'medium');
    expect(ran).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/4 volume\(s\), their sums in SHA256SUMS/),
    });
    expect(execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: 'medium', encoding: 'utf8' })).toContain(
      '004.fyb: OK',
    );
    expect(readFileSync('medium/SM3SUMS', 'utf8')).toMatch(/^[0-9a-f]{64} {2}platform-1\.9\.001\.fyb$/m);
    const again = await run('bundle', 'split', 'bundle-1.9', '--size', '2M', '--out', 'medium');
    expect(again.stdout).toBe(ran.stdout);
  });

  test('a size nobody understands, a folder with something else in it', async () => {
    const wrong = await run('bundle', 'split', 'bundle-1.9', '--size', 'floppy', '--out', 'other');
    expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('VOLUME_E0001') });
    const taken = await run('bundle', 'split', 'bundle-1.9', '--size', '2M', '--out', '.');
    expect(taken).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('VOLUME_E0006') });
  });

  test('verify takes the folder, and each volume alone', async () => {
    expect((await run('bundle', 'verify', 'medium')).stdout).toMatch(/Sound: platform 1.9.*\nVolume 1, 2, 3, 4 of 4/s);
    expect((await run('bundle', 'verify', volume(3))).stdout).toMatch(/Volume 3 of 4\nNot here: 1, 2, 4/);
    const sound = flip(volume(2));
    const ran = await run('bundle', 'verify', 'medium');
    expect(ran).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('platform-1.9.002.fyb') });
    expect((await run('bundle', 'verify', volume(3))).exitCode).toBe(0);
    const papers = await run('bundle', 'papers', 'medium', '--out', 'papers', '--format', 'html');
    expect(papers).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('VOLUME_E0003') });
    writeFileSync(volume(2), sound);
  });

  test('repository writes what apt reads, once', async () => {
    const ran = await run('bundle', 'repository', 'bundle-1.9', '--out', 'repositories');
    expect(ran).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('debian-12 (linux/amd64): 1 package(s)'),
    });
    expect(ran.stdout).toMatch(/^ {2}deb \[trusted=yes\] file:\/.*\/repositories\/debian-12\/amd64 \.\/$/m);
    expect(readFileSync('repositories/debian-12/amd64/Packages', 'utf8')).toContain(
      'Filename: pool/socat_1.7_amd64.deb',
    );
    const again = await run('bundle', 'repository', 'bundle-1.9', '--out', 'repositories');
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('PACKAGE_E0005') });
  });

  test('papers carry the sums in groups of four, in both languages', async () => {
    const ran = await run('bundle', 'papers', 'medium', '--out', 'papers', '--format', 'html,docx');
    expect(ran.exitCode).toBe(0);
    expect(readdirSync('papers').sort()).toHaveLength(8);
    const html = readFileSync('papers/platform 1.9-校验值清单.zh-en.html', 'utf8');
    const [sum = ''] = readFileSync('medium/SHA256SUMS', 'utf8').split(' ');
    expect(html).toContain((sum.match(/.{4}/g) ?? []).slice(0, 4).join(' '));
    expect(html).toContain('Checksum sheet');
    const custody = readFileSync('papers/platform 1.9-介质交接单.zh-en.html', 'utf8');
    expect(custody).toContain('4 / 4');
    await mkdir('part');
    await cp(volume(1), 'part/platform-1.9.001.fyb');
    expect((await run('bundle', 'papers', 'part', '--out', 'papers')).stderr).toMatch(/VOLUME_E0007.*2, 3, 4/);
  });
});

describe('into the site', () => {
  test('--plan says what is inside and how much room it takes, and takes nothing', async () => {
    const ran = await run(...atSite, 'bundle', 'take-in', 'part', '--plan');
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toMatch(/platform 1\.9 +the site has no bundle of this name yet/);
    expect(ran.stdout).toMatch(/stays v1 \(any\) +5\.0 MiB/);
    expect(ran.stdout).toMatch(/6\.0 MiB in the site's store.*per node at most linux\/amd64 6\.0 MiB/);
    expect(ran.stdout).toContain('Still to come: volume 2, 3, 4 of 4');
    expect(existsSync('site/east.bundles')).toBe(false);
  });

  test('one medium after the other; what is missing by number, what is damaged by name, until it is whole and used', async () => {
    const first = await run(...atSite, 'bundle', 'take-in', 'part');
    expect(first).toMatchObject({ exitCode: 4, stdout: expect.stringContaining('Not whole yet') });
    const sound = flip(volume(3));
    const second = await run(...atSite, 'bundle', 'take-in', 'medium');
    expect(second.exitCode).toBe(4);
    expect(second.stdout).toMatch(/VOLUME_E0003: The volume platform-1\.9\.003\.fyb is damaged/);
    expect(second.stdout).toContain('Still to come: volume 3 of 4');
    writeFileSync(volume(3), sound);
    const third = await run(...atSite, 'bundle', 'take-in', 'medium');
    expect(third).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('The site uses platform 1.9 now') });
    const { path } = await json<{ path: string }>(...atSite, 'bundle', 'show');
    expect(path).toContain(join('site', 'east.bundles'));
  });

  test('the next bundle leaves out what the inventory shows, and says how much that is', async () => {
    const listed = await run(...atSite, 'bundle', 'inventory', '--out', 'east.json');
    expect(listed).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/platform 1\.9\n1 bundle\(s\)/) });
    const built = await build('1.10', '--base', 'east.json');
    expect(built.stdout).toContain('The site holds 5.0 MiB, which is not carried');
    const dry = await build('1.10', '--base', 'east.json', '--dry-run');
    expect(dry.stdout).toMatch(/The site holds 5\.0 MiB.*\n1\.0 MiB in all/s);
    const taken = await json<{ isUsed: boolean; plan: { age: string; space: { heldBytes: number } } }>(
      ...atSite,
      'bundle',
      'take-in',
      'bundle-1.10',
      '--no-use',
    );
    expect(taken).toMatchObject({ isUsed: false, plan: { age: 'newer', currentVersion: '1.9' } });
    const { version } = await json<{ version: string }>(...atSite, 'bundle', 'show');
    expect(version).toBe('1.9');
  });

  test('an older one has to be typed', async () => {
    await build('1.8');
    const refused = await run(...atSite, 'bundle', 'take-in', 'bundle-1.8');
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--allow-older "platform 1.8"') });
    expect((await run(...atSite, 'bundle', 'take-in', 'bundle-1.8', '--plan')).exitCode).toBe(4);
    const meant = await run(...atSite, 'bundle', 'take-in', 'bundle-1.8', '--allow-older', 'platform 1.8');
    expect(meant.exitCode).toBe(0);
  });
});

test.each(['split', 'papers', 'take-in', 'inventory', 'repository', 'verify'])(
  'bundle %s has help in both languages',
  async (name) => {
    const [zh, en] = [await run('--lang', 'zh', 'bundle', name, '--help'), await run('bundle', name, '--help')];
    expect([zh.exitCode, en.exitCode]).toEqual([0, 0]);
    expect(zh.stdout).toMatch(/\p{Script=Han}/u);
    expect(en.stdout).not.toMatch(/\p{Script=Han}/u);
  },
);
