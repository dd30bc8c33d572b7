import { execFileSync, spawnSync } from 'node:child_process';
import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BlobCache, cachedBytes } from '../../main/bundle/blob-cache.ts';
import { put } from './fixture.ts';
import { RemoteFixture, web } from './remote-fixture.ts';

const now = '2026-11-21T08:00:00.000Z';
let fixture: RemoteFixture;
beforeEach(async () => {
  fixture = await RemoteFixture.make();
});
afterEach(() => fixture.end());

it('is used by one build at a time, which is named to the other', async () => {
  const cache = await BlobCache.open(fixture.cacheDirectory, now);
  const refusal = { code: 'BUNDLE_E0020', message: expect.stringContaining(`process ${process.pid}, since ${now}`) };
  await expect(BlobCache.open(fixture.cacheDirectory, now)).rejects.toMatchObject(refusal);
  await cache.close();
  await (await BlobCache.open(fixture.cacheDirectory, now)).close();
});

it('passes over a holder that died here, not one it cannot ask', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const lock = join(fixture.cacheDirectory, 'lock');
  await put(lock, JSON.stringify({ host: hostname(), pid: dead, since: now }));
  await (await BlobCache.open(fixture.cacheDirectory, now)).close();
  for (const holder of [JSON.stringify({ host: 'another-laptop', pid: dead, since: now }), '', '{}']) {
    await put(lock, holder);
    await expect(BlobCache.open(fixture.cacheDirectory, now)).rejects.toMatchObject({ code: 'BUNDLE_E0020' });
    await access(lock);
  }
});

it('tells what it seems to hold, whole and in part, whatever else lies there', async () => {
  const folder = join(fixture.cacheDirectory, 'sha256');
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
  await put(join(folder, a), '12345');
  await put(join(folder, `${a}.part`), '1');
  await put(join(folder, `${b}.part`), '123');
  await put(join(folder, '照片.jpg'), '1');
  expect([...(await cachedBytes(fixture.cacheDirectory))]).toEqual([
    [`sha256:${a}`, { bytes: 5, isWhole: true }],
    [`sha256:${b}`, { bytes: 3, isWhole: false }],
  ]);
  expect((await cachedBytes(join(fixture.directory, 'none'))).size).toBe(0);
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0;
it.skipIf(!canMount)(
  'a disk that is full is said, and the next build goes on (skipped where no disk can be made)',
  async () => {
    const registry = await fixture.registry();
    registry.push(web);
    await fixture.writeSpec(`images: [{reference: "${registry.host}/app/web:1"}]\n`);
    const network = fixture.network([registry]);
    await fixture.resolve(network);
    const small = join(fixture.directory, 'small');
    await mkdir(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', small]);
    try {
      const onSmall = { remote: { network, cacheDirectory: join(small, 'cache') } };
      const full = { code: 'BUNDLE_E0013', message: expect.stringMatching(/small.cache: ENOSPC/) };
      await expect(fixture.build(network, onSmall)).rejects.toMatchObject(full);
      expect(await readdir(fixture.directory)).not.toContain('bundle');
      execFileSync('mount', ['-o', 'remount,size=20m', small]);
      registry.seen.splice(0);
      await fixture.build(network, onSmall);
      expect(registry.seen.some(({ range }) => range !== undefined)).toBe(true);
    } finally {
      execFileSync('umount', [small]);
    }
    await writeFile(join(small, 'x'), '');
    await rm(small, { recursive: true });
  },
);
