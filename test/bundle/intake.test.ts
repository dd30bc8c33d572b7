import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../main/bundle/build.ts';
import { readInventory, takeInventory } from '../../main/bundle/intake/inventory.ts';
import { type IntakeOptions, takeIn } from '../../main/bundle/intake/take-in.ts';
import type { SigningKey } from '../../main/bundle/keys.ts';
import { openBundle } from '../../main/bundle/open.ts';
import { verifyBundle } from '../../main/bundle/verify.ts';
import { writeVolumes } from '../../main/bundle/volumes/write-volumes.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import { compareVersionWords } from '../../main/model/bundle/version-order.ts';
import { isFerrymanError } from '../../main/model/errors/ferryman-error.ts';
import { createdAt, makeKey, put, temporaryDirectory, unproven } from './fixture.ts';

const mebibyte = 2 ** 20;
const now = '2026-11-21T09:00:00.000Z';
let directory: string;
let key: SigningKey;
let first: string;
let second: string;
let medium: string;
const trust = () => ({ trustedKeys: [trustedKeyOf(key.publicKey)], isPracticeSite: false });

/** A bundle of one big file that changes from version to version and one that stays. */
async function build(
  version: string,
  change: Uint8Array,
  base?: Awaited<ReturnType<typeof takeInventory>>,
): Promise<string> {
  const folder = join(directory, `src ${version}`);
  await put(join(folder, 'changes.bin'), change);
  await cp(join(directory, 'stays.bin'), join(folder, 'stays.bin'));
  const specFile = join(folder, 'spec.yaml');
  await put(
    specFile,
    `apiVersion: ferryman/v1
kind: BundleSpec
name: 平台
version: "${version}"
platforms: [linux/amd64]
files:
  - {id: changes, kind: archive, version: v${version}, platform: any, path: ./changes.bin}
  - {id: stays, kind: archive, version: v1, platform: any, path: ./stays.bin}
`.replace('name: 平台', 'name: platform'),
  );
  const outputDirectory = join(directory, `bundle ${version}${base === undefined ? '' : ' delta'}`);
  await buildBundle({ specFile, outputDirectory, signingKey: key, createdAt, base, closure: unproven });
  return outputDirectory;
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  key = await makeKey(directory, 'office');
  await put(join(directory, 'stays.bin'), randomBytes(5 * mebibyte));
  first = await build('1.9', randomBytes(4 * mebibyte));
  second = await build('1.10', randomBytes(2 * mebibyte));
  medium = join(directory, 'medium');
  await writeVolumes({ directory: first, outputDirectory: medium, volumeBytes: 2 * mebibyte, trust: trust() });
});
afterAll(() => rm(directory, { recursive: true }));

let stores = 0;
function freshStore(): string {
  stores += 1;
  return join(directory, `store ${stores}`);
}
const take = (source: string, store: string, options: Partial<IntakeOptions> = {}) =>
  takeIn({ source, store, trust: trust(), now, ...options });

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (isFerrymanError(error)) return error.code;
    throw error;
  }
}

async function mediumWith(name: string, numbers: readonly number[]): Promise<string> {
  const folder = join(directory, name);
  await mkdir(folder, { recursive: true });
  const files = (await readdir(medium)).sort();
  for (const number of numbers) await cp(join(medium, files[number - 1] ?? ''), join(folder, files[number - 1] ?? ''));
  return folder;
}

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

/** What the finished bundle in the store is: sound, and byte for byte what was built. */
async function expectWhole(found: string | undefined, built: string): Promise<void> {
  expect(found).toBeDefined();
  await verifyBundle(found ?? '', trust());
  expect(await readFile(join(found ?? '', 'manifest.json'))).toEqual(await readFile(join(built, 'manifest.json')));
  expect((await readdir(join(found ?? '', 'blobs', 'sha256'))).sort()).toEqual(
    (await readdir(join(built, 'blobs', 'sha256'))).sort(),
  );
}

describe('taking in', () => {
  it('a directory: every byte read once, the bundle sound; a second time reads nothing', async () => {
    const store = freshStore();
    const taken = await take(first, store);
    await expectWhole(taken.directory, first);
    expect([taken.readBytes > 9 * mebibyte, taken.missingBytes]).toEqual([true, 0]);
    expect((await take(first, store)).readBytes).toBe(0);
    expect((await readdir(store)).sort()).toEqual([taken.manifestHash]);
  });

  it('volumes in any order, over several media; what is still to come is named by number', async () => {
    const store = freshStore();
    const count = (await readdir(medium)).length;
    const order = Array.from({ length: count }, (_, index) => count - index);
    for (const [step, number] of order.entries()) {
      const taken = await take(await mediumWith(`one ${number}`, [number]), store);
      expect(taken.missingVolumes).toEqual(order.slice(step + 1).sort((a, b) => a - b));
      if (step < order.length - 1) expect(taken.directory).toBeUndefined();
      else await expectWhole(taken.directory, first);
    }
    expect((await readdir(store)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('a damaged volume is named, the others are kept, and only that one is read again', async () => {
    const store = freshStore();
    const all = (await readdir(medium)).map((_, index) => index + 1);
    const folder = await mediumWith('one damaged', all);
    const bad = join(folder, (await readdir(folder)).sort()[2] ?? '');
    const sound = await readFile(bad);
    await flip(bad, mebibyte);
    const taken = await take(folder, store);
    expect([taken.directory, taken.missingVolumes]).toEqual([undefined, [3]]);
    expect(taken.damaged.map(({ code, parameters }) => [code, parameters.file])).toEqual([
      ['VOLUME_E0003', 'platform-1.9.003.fyb'],
    ]);
    await writeFile(bad, sound);
    const again = await take(folder, store);
    await expectWhole(again.directory, first);
    expect(again.readBytes).toBeLessThanOrEqual(2 * mebibyte);
  });

  it('goes on where it was when the medium is pulled out at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0.02, max: 0.98, noNaN: true }), { minLength: 1, maxLength: 3 }),
        async (cuts) => {
          const store = freshStore();
          let readBytes = 0;
          for (const cut of cuts) {
            const pulled = new AbortController();
            const from = readBytes;
            await take(medium, store, {
              signal: pulled.signal,
              onProgress: ({ doneBytes, totalBytes }) => {
                readBytes = from + doneBytes;
                if (doneBytes > totalBytes * cut) pulled.abort(new Error('pulled out'));
              },
            }).catch((error: unknown) => expect(String(error)).toContain('pulled out'));
          }
          const last = await take(medium, store);
          await expectWhole(last.directory, first);
          await rm(store, { recursive: true });
        },
      ),
      { numRuns: 3 },
    );
  }, 60_000);

  it('pulled out between the last byte of a file and the check of the whole: checked the next time', async () => {
    const store = freshStore();
    const others = (await readdir(medium)).map((_, index) => index + 1).slice(1);
    await take(await mediumWith('all but one', others), store);
    const pulled = new AbortController();
    const cut = take(medium, store, {
      signal: pulled.signal,
      onProgress: ({ doneBytes, totalBytes }) => doneBytes === totalBytes && pulled.abort(new Error('pulled out')),
    });
    await expect(cut).rejects.toThrow('pulled out');
    const last = await take(medium, store);
    await expectWhole(last.directory, first);
    expect(last.readBytes).toBe(0);
  });

  it('another split of the same bundle begins its stretches anew, and ends whole', async () => {
    const store = freshStore();
    await take(await mediumWith('first two', [1, 2]), store);
    const other = join(directory, 'other split');
    await writeVolumes({ directory: first, outputDirectory: other, volumeBytes: 3 * mebibyte, trust: trust() });
    await expectWhole((await take(other, store)).directory, first);
  });
});

describe('refused, with nothing taken in', () => {
  it('an empty folder, a folder that is not there', async () => {
    const empty = join(directory, 'empty');
    await mkdir(empty, { recursive: true });
    expect(await refusal(take(empty, freshStore()))).toBe('INTAKE_E0001');
    expect(await refusal(take(join(directory, 'nowhere'), freshStore()))).toBe('INTAKE_E0001');
  });

  it('a key nobody trusts here', async () => {
    const store = freshStore();
    const strangers = { trust: { trustedKeys: [], isPracticeSite: false } };
    expect([await refusal(take(first, store, strangers)), await refusal(take(medium, store, strangers))]).toEqual([
      'BUNDLE_E0002',
      'BUNDLE_E0002',
    ]);
    expect(await readdir(store).catch(() => [])).toEqual([]);
  });

  it('volumes of two bundles in one folder', async () => {
    const mixed = await mediumWith('mixed', [1, 2]);
    const other = join(directory, 'volumes of 1.10');
    await writeVolumes({ directory: second, outputDirectory: other, volumeBytes: 2 * mebibyte, trust: trust() });
    const [one = ''] = (await readdir(other)).sort();
    await cp(join(other, one), join(mixed, one));
    expect(await refusal(take(mixed, freshStore()))).toBe('VOLUME_E0005');
  });

  it('a file the manifest does not list', async () => {
    const copy = join(directory, 'extra');
    await cp(first, copy, { recursive: true });
    await writeFile(join(copy, 'autorun.inf'), '');
    expect(await refusal(take(copy, freshStore()))).toBe('BUNDLE_E0006');
  });

  it('an older version, unless it is typed; the same numbers compare as numbers', async () => {
    const store = freshStore();
    await take(second, store);
    expect(await refusal(take(first, store))).toBe('INTAKE_E0003');
    expect(await refusal(take(first, store, { allowOlder: 'platform' }))).toBe('INTAKE_E0003');
    expect((await take(first, store, { allowOlder: 'platform 1.9' })).directory).toBeDefined();
  });

  it('two at once', async () => {
    const store = freshStore();
    const results = await Promise.all([refusal(take(first, store)), refusal(take(first, store))]);
    expect(results.sort()).toEqual(['INTAKE_E0006', 'none']);
  });

  it('damage in a directory is named; the rest is kept for the next try', async () => {
    const store = freshStore();
    const copy = join(directory, 'damaged');
    await cp(first, copy, { recursive: true });
    const blobs = join(copy, 'blobs', 'sha256');
    const names = await readdir(blobs);
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(blobs, name))).size));
    const big = join(blobs, names[sizes.indexOf(Math.max(...sizes))] ?? '');
    await truncate(big, mebibyte);
    const taken = await take(copy, store);
    expect([taken.directory, taken.damaged.length]).toEqual([undefined, 1]);
    const again = await take(first, store);
    await expectWhole(again.directory, first);
    expect(again.readBytes).toBe(Math.max(...sizes));
  });
});

describe('only what the site lacks', () => {
  it('what the store holds is linked, not read again', async () => {
    const store = freshStore();
    await take(first, store);
    const taken = await take(second, store);
    await expectWhole(taken.directory, second);
    expect([taken.linkedBytes >= 5 * mebibyte, taken.readBytes < 3 * mebibyte]).toEqual([true, true]);
  });

  it('a delta carries the rest, becomes whole in the store, and is used nowhere else', async () => {
    const store = freshStore();
    await take(first, store);
    const file = join(directory, 'inventory.json');
    await writeFile(file, JSON.stringify(await takeInventory(store, '华东', now)));
    const delta = await build('1.10', randomBytes(mebibyte), await readInventory(file));
    const sizes = await Promise.all(
      (await readdir(join(delta, 'blobs', 'sha256'))).map(
        async (name) => (await stat(join(delta, 'blobs', 'sha256', name))).size,
      ),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(mebibyte);
    await verifyBundle(delta, trust());
    expect(await refusal(openBundle(delta, trust()))).toBe('INTAKE_E0005');

    const stranger = freshStore();
    expect(await refusal(take(delta, stranger))).toBe('INTAKE_E0004');

    const { directory: whole } = await take(delta, store);
    await verifyBundle(whole ?? '', trust());
    const { manifest, source } = await openBundle(whole ?? '', trust());
    for (const item of manifest.items) expect(source.sizeOf(item.digest)).toBe(item.sizeBytes);
  });

  it('an inventory that is none is refused', async () => {
    const file = join(directory, 'no-inventory.json');
    await writeFile(file, '{"kind":"SiteInventory"}');
    expect(await refusal(readInventory(file))).toBe('INTAKE_E0007');
    expect(await refusal(readInventory(join(directory, 'nothing.json')))).toBe('INTAKE_E0007');
  });
});

describe('the order of versions', () => {
  it.each([
    ['1.9', '1.10'],
    ['1.0-rc1', '1.0'],
    ['1.0-rc1', '1.0-rc2'],
    ['v1.34.4', '1.36.0'],
    ['2026.11.20', '2026.11.21'],
    ['1.0', '1.0.1'],
  ])('%s is older than %s', (older, newer) => {
    expect([compareVersionWords(older, newer), compareVersionWords(newer, older)]).toEqual([-1, 1]);
  });
  it('is an order', () => {
    const version = fc.stringMatching(/^[0-9a-c.+~-]{1,8}$/);
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const sorted = [a, b, c].sort(compareVersionWords);
        expect(compareVersionWords(sorted[0] ?? '', sorted[2] ?? '')).toBeLessThanOrEqual(0);
        expect(Math.sign(compareVersionWords(a, b))).toBe(-Math.sign(compareVersionWords(b, a)) + 0);
      }),
    );
  });
});
