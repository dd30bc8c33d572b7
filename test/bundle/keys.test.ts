import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isSignedBy } from '../../main/bundle/ed25519.ts';
import { createKey, listKeys, loadKey, readPublicKey } from '../../main/bundle/keys.ts';
import { createdAt, passphrase, temporaryDirectory } from './fixture.ts';

let directory: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
  await createKey(directory, { name: 'office', use: 'release', passphrase, createdAt });
});
afterAll(() => rm(directory, { recursive: true }));

it('signs what its public half verifies', async () => {
  const key = await loadKey(directory, 'office', passphrase);
  const message = Buffer.from('摆渡');
  const publicKey = Buffer.from(key.publicKey.publicKey, 'base64');
  expect(isSignedBy(publicKey, message, key.sign(message))).toBe(true);
  expect(isSignedBy(publicKey, Buffer.from('other'), key.sign(message))).toBe(false);
  expect(isSignedBy(Buffer.alloc(3), message, key.sign(message))).toBe(false);
});

it('keeps the private half under the passphrase and away from others', async () => {
  const path = join(directory, 'office.key');
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  await expect(loadKey(directory, 'office', 'wrong passphrase')).rejects.toMatchObject({ code: 'KEY_E0001' });
  expect(await readFile(path, 'utf8')).not.toContain(passphrase);
});

it('takes a passphrase however its accents were typed', async () => {
  const accents = join(directory, 'accents');
  await createKey(accents, { name: 'a', use: 'release', passphrase: 'caf\u00e9 caf\u00e9', createdAt });
  await expect(loadKey(accents, 'a', 'cafe\u0301 cafe\u0301')).resolves.toBeDefined();
});

it('cannot be edited from practice into release', async () => {
  await createKey(directory, { name: 'practice', use: 'practice', passphrase, createdAt });
  const path = join(directory, 'practice.key');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"use": "practice"', '"use": "release"'));
  await expect(loadKey(directory, 'practice', passphrase)).rejects.toMatchObject({ code: 'KEY_E0001' });
});

it('refuses a taken name, no name, a short passphrase, a missing and a damaged key', async () => {
  const create = (name: string, words = passphrase) =>
    createKey(directory, { name, use: 'release', passphrase: words, createdAt });
  await expect(create('office')).rejects.toMatchObject({ code: 'KEY_E0003' });
  await expect(create('../office')).rejects.toMatchObject({ code: 'KEY_E0005' });
  await expect(create('new', '口令太短')).rejects.toMatchObject({ code: 'KEY_E0006' });
  await expect(loadKey(directory, 'nobody', passphrase)).rejects.toMatchObject({ code: 'KEY_E0002' });
  await expect(loadKey(directory, '../office', passphrase)).rejects.toMatchObject({ code: 'KEY_E0002' });
  await writeFile(join(directory, 'broken.key'), '{');
  await expect(loadKey(directory, 'broken', passphrase)).rejects.toMatchObject({ code: 'KEY_E0007' });
  await expect(readPublicKey(join(directory, 'office.key'))).rejects.toMatchObject({ code: 'KEY_E0004' });
  await expect(readPublicKey(join(directory, 'nowhere.pub'))).rejects.toMatchObject({ code: 'KEY_E0004' });
});

it('lists public keys; a directory that is not there holds none', async () => {
  const uses = (await listKeys(directory)).map(({ name, use }) => [name, use]);
  expect(uses).toEqual([
    ['office', 'release'],
    ['practice', 'practice'],
  ]);
  expect(await listKeys(join(directory, 'nowhere'))).toEqual([]);
});
