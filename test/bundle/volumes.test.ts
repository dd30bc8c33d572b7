import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../main/bundle/build.ts';
import type { SigningKey } from '../../main/bundle/keys.ts';
import { planVolumes } from '../../main/bundle/volumes/plan-volumes.ts';
import { openVolume } from '../../main/bundle/volumes/read-volume.ts';
import { tarMemberBytes } from '../../main/bundle/volumes/tar-writer.ts';
import { volumeBytes } from '../../main/bundle/volumes/volume-sizes.ts';
import { writeVolumes } from '../../main/bundle/volumes/write-volumes.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import { isFerrymanError } from '../../main/model/errors/ferryman-error.ts';
import { createdAt, makeKey, put, temporaryDirectory, unproven } from './fixture.ts';

let directory: string;
let bundle: string;
let key: SigningKey;
const mebibyte = 2 ** 20;
const trust = () => ({ trustedKeys: [trustedKeyOf(key.publicKey)], isPracticeSite: false });
const split = (outputDirectory: string, options: Partial<Parameters<typeof writeVolumes>[0]> = {}) =>
  writeVolumes({ directory: bundle, outputDirectory, volumeBytes: 3 * mebibyte, trust: trust(), ...options });

beforeAll(async () => {
  directory = await temporaryDirectory();
  key = await makeKey(directory, 'office');
  const specFile = join(directory, 'spec.yaml');
  await put(join(directory, 'big.bin'), randomBytes(7 * mebibyte));
  await put(join(directory, '说明 书.txt'), '您好');
  await put(
    specFile,
    `apiVersion: ferryman/v1
kind: BundleSpec
name: big
version: "1.0"
platforms: [linux/amd64]
files:
  - {id: big, kind: archive, version: v1, platform: any, path: ./big.bin}
  - {id: notes, kind: document, version: v1, platform: any, path: "./说明 书.txt"}
`,
  );
  bundle = join(directory, 'bundle');
  await buildBundle({ specFile, outputDirectory: bundle, signingKey: key, createdAt, closure: unproven });
});
afterAll(() => rm(directory, { recursive: true }));

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (isFerrymanError(error)) return error.code;
    throw error;
  }
}

const files = fc.uniqueArray(fc.integer({ min: 0, max: 40 * mebibyte }), { minLength: 1, maxLength: 12 }).map((sizes) =>
  sizes.map((sizeBytes, index) => {
    const hex = index.toString(16).padStart(64, '0');
    return { path: `blobs/sha256/${hex}`, digest: `sha256:${hex}`, sizeBytes };
  }),
);

describe('what goes where', () => {
  it('every byte of every file is in one volume, in order, and none is too large', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 2 * mebibyte, max: 50 * mebibyte }), (all, size) => {
        const volumes = planVolumes(all, size, 10_000);
        for (const segments of volumes) {
          const bytes = segments.reduce((sum, { sizeBytes }) => sum + tarMemberBytes(sizeBytes), 10_000);
          expect(bytes).toBeLessThanOrEqual(size);
          expect(segments.length).toBeGreaterThan(0);
        }
        const segments = volumes.flat();
        for (const file of all) {
          const own = segments.filter((segment) => segment.file === file);
          let next = 0;
          for (const { offset, sizeBytes } of own) {
            expect(offset).toBe(next);
            next += sizeBytes;
          }
          expect(next).toBe(file.sizeBytes);
        }
      }),
    );
  });

  it.each([
    ['64M', 64 * mebibyte],
    ['4G', 4 * 2 ** 30],
    ['fat32', 2 ** 32 - 1],
    ['700MiB', 700 * mebibyte],
  ])('%s is so many bytes', (written, bytes) => {
    expect(volumeBytes(written)).toBe(bytes);
  });

  it.each(['', '0', '-1', '4 G', 'usb', '1e3'])('%j is no size', (written) => {
    expect(() => volumeBytes(written)).toThrow(/VOLUME_E0001/);
  });

  it('a size without room for content is refused with the least that has', () => {
    expect(() => planVolumes([], mebibyte, 10_000)).toThrow(/VOLUME_E0002/);
  });
});

describe('volumes on disk', () => {
  it('are plain tars, each with manifest and signature, none above the size; the same twice', async () => {
    const [one, two] = [join(directory, 'a'), join(directory, 'b')];
    const { volumes } = await split(one);
    expect(await split(two)).toEqual(await split(one));
    expect(volumes.length).toBe(3);
    for (const { fileName, sizeBytes, sha256, sm3 } of volumes) {
      const path = join(one, fileName);
      expect(sizeBytes).toBeLessThanOrEqual(3 * mebibyte);
      const listed = execFileSync('tar', ['-tf', path], { encoding: 'utf8' }).split('\n');
      expect(listed).toEqual(expect.arrayContaining(['manifest.json', 'manifest.sig', 'volume.json']));
      const sum = (program: string, args: string[]) => execFileSync(program, args, { encoding: 'utf8' });
      expect(sum('sha256sum', [path]).slice(0, 64)).toBe(sha256);
      expect(sum('openssl', ['dgst', '-sm3', path]).trim().slice(-64)).toBe(sm3);
      expect(await readFile(path)).toEqual(await readFile(join(two, fileName)));
    }
  });

  it('a cut split goes on with the volume that is missing, and gives the same', async () => {
    const target = join(directory, 'cut');
    const whole = await split(join(directory, 'whole'));
    const stop = new AbortController();
    let seen = 0;
    const cut = split(target, {
      signal: stop.signal,
      onProgress: ({ doneBytes }) => {
        seen = doneBytes;
        if (doneBytes > 4 * mebibyte) stop.abort(new Error('pulled out'));
      },
    });
    await expect(cut).rejects.toThrow('pulled out');
    expect(seen).toBeGreaterThan(0);
    expect((await readdir(target)).sort()).toEqual(['big-1.0.001.fyb']);
    expect(await split(target)).toEqual(whole);
  });

  it.each([
    ['a byte flipped in the bundle', 'BUNDLE_E0004', async (copy: string) => flipBlob(copy)],
    [
      'a bundle with another manifest',
      'BUNDLE_E0003',
      async (copy: string) => appendSpace(join(copy, 'manifest.json')),
    ],
    ['a blob gone', 'BUNDLE_E0014', async (copy: string) => rm(await biggest(copy))],
  ])('%s: %s, and no volume is left half-written', async (_what, code, harm) => {
    const copy = join(directory, `copy ${code}`);
    execFileSync('cp', ['-r', bundle, copy]);
    await harm(copy);
    const target = join(directory, `out ${code}`);
    expect(await refusal(split(target, { directory: copy }))).toBe(code);
    const left = await readdir(target).catch(() => []);
    expect(left.filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('a folder with something else in it is left alone', async () => {
    const target = join(directory, 'taken');
    await mkdir(target, { recursive: true });
    await writeFile(join(target, 'holiday.jpg'), '');
    expect(await refusal(split(target))).toBe('VOLUME_E0006');
  });
});

describe('reading a volume', () => {
  it.each([
    ['cut off', 'VOLUME_E0003', (path: string) => truncate(path, 2 * mebibyte)],
    ['no tar at all', 'VOLUME_E0004', (path: string) => writeFile(path, 'x'.repeat(2000))],
    ['empty', 'VOLUME_E0003', (path: string) => writeFile(path, '')],
    ['its table changed', 'VOLUME_E0003', changeTable],
  ])('%s: %s', async (what, code, harm) => {
    const folder = join(directory, `read ${what}`);
    const { volumes } = await split(folder);
    const path = join(folder, volumes[0]?.fileName ?? '');
    await harm(path);
    expect(await refusal(openVolume(path))).toBe(code);
  });
});

async function biggest(copy: string): Promise<string> {
  const folder = join(copy, 'blobs', 'sha256');
  for (const name of await readdir(folder)) {
    if ((await readFile(join(folder, name))).length > mebibyte) return join(folder, name);
  }
  throw new Error('no big blob');
}

async function flipBlob(copy: string): Promise<void> {
  const path = await biggest(copy);
  const bytes = await readFile(path);
  bytes[5 * mebibyte] = (bytes[5 * mebibyte] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

async function appendSpace(path: string): Promise<void> {
  await writeFile(path, `${await readFile(path, 'utf8')} `);
}

async function changeTable(path: string): Promise<void> {
  const bytes = await readFile(path);
  const at = bytes.indexOf(basename('"index":1'));
  bytes.write('"index":2', at);
  await writeFile(path, bytes);
}
