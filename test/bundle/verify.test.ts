import { appendFile, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../main/bundle/build.ts';
import type { SigningKey } from '../../main/bundle/keys.ts';
import { openBundle } from '../../main/bundle/open.ts';
import { inspectBundle, verifyBundle } from '../../main/bundle/verify.ts';
import { bundleManifestHash } from '../../main/model/bundle/manifest.ts';
import { signedMessage } from '../../main/model/bundle/signature.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import { canonicalJson } from '../../main/model/canonical-json.ts';
import { type BuiltFixture, buildFixture, copyOf, makeKey, put, unproven } from './fixture.ts';

let fixture: BuiltFixture;
let stranger: SigningKey;
const trust = () => ({ trustedKeys: [trustedKeyOf(fixture.key.publicKey)], isPracticeSite: false });

beforeAll(async () => {
  fixture = await buildFixture();
  stranger = await makeKey(fixture.directory, 'stranger');
});
afterAll(() => fixture.remove());

async function flip(path: string, at = 0): Promise<void> {
  const bytes = await readFile(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

async function firstBlob(bundle: string): Promise<string> {
  const [name = ''] = await readdir(join(bundle, 'blobs', 'sha256'));
  return join(bundle, 'blobs', 'sha256', name);
}

/** Signs whatever bytes lie there as manifest.json, as someone who holds the key could. */
async function sign(bundle: string, key: SigningKey, change: Record<string, unknown> = {}): Promise<void> {
  const path = join(bundle, 'manifest.sig');
  const { signature: _, ...covered } = { ...JSON.parse(await readFile(path, 'utf8')), ...change };
  const message = signedMessage(covered, await readFile(join(bundle, 'manifest.json')));
  await writeFile(path, JSON.stringify({ ...covered, signature: Buffer.from(key.sign(message)).toString('base64') }));
}

interface LooseManifest {
  version: string;
  isPractice: boolean;
  items: { type: string; fileName: string }[];
  files: { path: string }[];
}

async function edit(bundle: string, change: (manifest: LooseManifest) => LooseManifest): Promise<void> {
  const path = join(bundle, 'manifest.json');
  const manifest: LooseManifest = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, canonicalJson(change(manifest)));
}

async function editAndSign(bundle: string, change: (manifest: LooseManifest) => LooseManifest): Promise<void> {
  await edit(bundle, change);
  await sign(bundle, fixture.key);
}

async function replaceByLink(path: string): Promise<void> {
  const elsewhere = join(fixture.directory, 'elsewhere');
  await writeFile(elsewhere, await readFile(path));
  await rm(path);
  await symlink(elsewhere, path);
}

async function replaceByFolder(path: string): Promise<void> {
  await rm(path);
  await mkdir(path);
}

it('accepts a sound bundle and names it by the hash of its manifest', async () => {
  const { manifest, manifestHash, signer } = await verifyBundle(fixture.bundle, trust());
  expect(manifestHash).toBe(bundleManifestHash(manifest));
  expect(signer.name).toBe('office');
  expect((await inspectBundle(fixture.bundle, trust())).problems).toEqual([]);
});

it('reports progress up to the last byte, never backwards', async () => {
  const seen: number[] = [];
  const total = new Set<number>();
  await verifyBundle(fixture.bundle, {
    ...trust(),
    onProgress: ({ doneBytes, totalBytes }) => {
      seen.push(doneBytes);
      total.add(totalBytes);
    },
  });
  expect([...total]).toEqual([seen.at(-1)]);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

const otherComment = { comment: { name: 'lab-kubernetes', version: '9', purpose: 'bundle' } };
const damages: readonly [string, string, (bundle: string) => Promise<unknown>][] = [
  ['a flipped byte in a blob', 'BUNDLE_E0004', async (bundle) => flip(await firstBlob(bundle))],
  ['a flipped byte in index.json', 'BUNDLE_E0004', (bundle) => flip(join(bundle, 'index.json'), 5)],
  ['a flipped byte in oci-layout', 'BUNDLE_E0004', (bundle) => flip(join(bundle, 'oci-layout'), 5)],
  ['a truncated blob', 'BUNDLE_E0004', async (bundle) => truncate(await firstBlob(bundle), 1)],
  ['a blob replaced by a link', 'BUNDLE_E0004', async (bundle) => replaceByLink(await firstBlob(bundle))],
  ['a blob replaced by a folder', 'BUNDLE_E0004', async (bundle) => replaceByFolder(await firstBlob(bundle))],
  ['a missing blob', 'BUNDLE_E0005', async (bundle) => rm(await firstBlob(bundle))],
  ['a missing index.json', 'BUNDLE_E0005', (bundle) => rm(join(bundle, 'index.json'))],
  ['an extra file', 'BUNDLE_E0006', (bundle) => put(join(bundle, '多余的.txt'), 'x')],
  ['an extra hidden file', 'BUNDLE_E0006', (bundle) => put(join(bundle, 'blobs', '.hidden'), 'x')],
  ['an extra blob', 'BUNDLE_E0006', (bundle) => put(join(bundle, 'blobs', 'sha256', 'f'.repeat(64)), 'x')],
  ['an extra empty folder', 'BUNDLE_E0006', (bundle) => mkdir(join(bundle, 'empty'))],
  ['an edited manifest', 'BUNDLE_E0003', (bundle) => edit(bundle, (manifest) => ({ ...manifest, version: '9' }))],
  ['a truncated manifest', 'BUNDLE_E0003', (bundle) => truncate(join(bundle, 'manifest.json'), 20)],
  ['white space after the manifest', 'BUNDLE_E0003', (bundle) => appendFile(join(bundle, 'manifest.json'), '\n')],
  ['no signature', 'BUNDLE_E0001', (bundle) => rm(join(bundle, 'manifest.sig'))],
  ['an empty signature file', 'BUNDLE_E0009', (bundle) => truncate(join(bundle, 'manifest.sig'), 0)],
  ['a huge signature file', 'BUNDLE_E0009', (bundle) => writeFile(join(bundle, 'manifest.sig'), ' '.repeat(9000))],
  ['a folder as signature', 'BUNDLE_E0009', (bundle) => replaceByFolder(join(bundle, 'manifest.sig'))],
  ['an unknown algorithm', 'BUNDLE_E0009', (bundle) => sign(bundle, fixture.key, { algorithm: 'none' })],
  ['no manifest', 'BUNDLE_E0009', (bundle) => rm(join(bundle, 'manifest.json'))],
  [
    'a stranger who signed',
    'BUNDLE_E0002',
    (bundle) => sign(bundle, stranger, { publicKey: stranger.publicKey.publicKey }),
  ],
  ["a stranger's signature under our key's name", 'BUNDLE_E0003', (bundle) => sign(bundle, stranger)],
  ['a signed comment for another version', 'BUNDLE_E0003', (bundle) => sign(bundle, fixture.key, otherComment)],
  [
    'an altered comment',
    'BUNDLE_E0003',
    async (bundle) => {
      const path = join(bundle, 'manifest.sig');
      await writeFile(path, (await readFile(path, 'utf8')).replace('1.34.4-lab.1', '1.34.4-lab.2'));
    },
  ],
  [
    'a key of ours that calls itself practice',
    'BUNDLE_E0008',
    (bundle) => sign(bundle, fixture.key, { use: 'practice' }),
  ],
  [
    'a hostile path, signed',
    'BUNDLE_E0009',
    (bundle) =>
      editAndSign(bundle, (manifest) => ({
        ...manifest,
        files: manifest.files.map((file) => ({ ...file, path: 'blobs/sha256/../../x' })),
      })),
  ],
  [
    'a hostile file name, signed',
    'BUNDLE_E0009',
    (bundle) =>
      editAndSign(bundle, (manifest) => ({
        ...manifest,
        items: manifest.items.map((item) => (item.type === 'image' ? item : { ...item, fileName: '../../bin/sh' })),
      })),
  ],
  [
    'a practice mark under a release key',
    'BUNDLE_E0003',
    (bundle) => editAndSign(bundle, (manifest) => ({ ...manifest, isPractice: true })),
  ],
  [
    'a manifest that is not canonical, signed',
    'BUNDLE_E0009',
    async (bundle) => {
      await appendFile(join(bundle, 'manifest.json'), '\n');
      await sign(bundle, fixture.key);
    },
  ],
  [
    'an item without its blob, signed',
    'BUNDLE_E0009',
    (bundle) => editAndSign(bundle, (manifest) => ({ ...manifest, files: manifest.files.slice(1) })),
  ],
];

describe('refuses', () => {
  it.each(damages)('%s with %s', async (name, code, damage) => {
    const bundle = await copyOf(fixture, name.replaceAll(/\W+/g, '-'));
    await damage(bundle);
    await expect(verifyBundle(bundle, trust())).rejects.toMatchObject({ code });
  });

  it('a signature of another bundle of the same trusted key', async () => {
    const bundle = await copyOf(fixture, 'mixed');
    const later = join(fixture.directory, 'later');
    const at = { createdAt: '2026-11-22T08:00:00Z' };
    await buildBundle({
      specFile: fixture.specFile,
      outputDirectory: later,
      signingKey: fixture.key,
      closure: unproven,
      ...at,
    });
    await writeFile(join(bundle, 'manifest.sig'), await readFile(join(later, 'manifest.sig')));
    await expect(verifyBundle(bundle, trust())).rejects.toMatchObject({ code: 'BUNDLE_E0003' });
  });

  it('everything where no key is trusted', async () => {
    const nobody = { trustedKeys: [], isPracticeSite: false };
    await expect(verifyBundle(fixture.bundle, nobody)).rejects.toMatchObject({ code: 'BUNDLE_E0002' });
    await expect(openBundle(fixture.bundle, nobody)).rejects.toMatchObject({ code: 'BUNDLE_E0002' });
  });

  it('a path where nothing is', async () => {
    const nowhere = openBundle(join(fixture.directory, 'nowhere'), trust());
    await expect(nowhere).rejects.toMatchObject({ code: 'BUNDLE_E0009' });
  });

  it('any one flipped bit, wherever it is', async () => {
    const bundle = await copyOf(fixture, 'flipped');
    const { manifest } = await verifyBundle(bundle, trust());
    const paths = [...manifest.files.map(({ path }) => path), 'manifest.json', 'manifest.sig'];
    const flipOne = async (path: string, position: number, bit: number) => {
      const whole = await readFile(join(bundle, path));
      const at = position % whole.length;
      // White space in the signature file is the one place that may differ without meaning anything.
      if (path === 'manifest.sig' && whole[at] !== undefined && whole[at] <= 32) return;
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      await writeFile(join(bundle, path), bytes);
      const { problems } = await inspectBundle(bundle, trust());
      await writeFile(join(bundle, path), whole);
      expect(problems.length).toBeGreaterThan(0);
    };
    const property = fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), fc.integer({ min: 0, max: 7 }), flipOne);
    await fc.assert(property, { numRuns: 80 });
  }, 30_000);
});

it('names all problems and throws the first with the others as evidence', async () => {
  const bundle = await copyOf(fixture, 'many');
  await flip(join(bundle, 'index.json'));
  await rm(await firstBlob(bundle));
  await put(join(bundle, 'extra\u202etxt.exe'), 'x');
  const { problems } = await inspectBundle(bundle, trust());
  expect(problems.map(({ code }) => code).sort()).toEqual(['BUNDLE_E0004', 'BUNDLE_E0005', 'BUNDLE_E0006']);
  expect(problems.map(({ message }) => message).join()).not.toContain('\u202e');
  const thrown: unknown = await verifyBundle(bundle, trust()).catch((error: unknown) => error);
  expect(thrown).toHaveProperty('evidence', expect.stringContaining('BUNDLE_E0006'));
});

it('stops when told to', async () => {
  const stopped = verifyBundle(fixture.bundle, { ...trust(), signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
});

it('takes a practice bundle only at a practice site that trusts its key', async () => {
  const practice = await buildFixture('practice');
  const open = (isPracticeSite: boolean, trustedKeys = [trustedKeyOf(practice.key.publicKey)]) =>
    openBundle(practice.bundle, { trustedKeys, isPracticeSite });
  await expect(open(false)).rejects.toMatchObject({ code: 'BUNDLE_E0008' });
  await expect(open(true, [])).rejects.toMatchObject({ code: 'BUNDLE_E0002' });
  expect((await open(true)).manifest.isPractice).toBe(true);
  // Signed again without the mark, it comes from a key nobody knows.
  await sign(practice.bundle, practice.key, { use: 'release' });
  await expect(open(false)).rejects.toMatchObject({ code: 'BUNDLE_E0002' });
  await practice.remove();
});
