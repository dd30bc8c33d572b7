import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { type KeyUse, PublicKey } from '../model/bundle/signing-key.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { generateSeed, signWithSeed } from './ed25519.ts';
import { decryptSeed, encryptSeed, KeyFile } from './key-file.ts';
import { isMissingFile } from './printable.ts';
import { readCapped } from './read-capped.ts';

const keyNamePattern = /^[a-z0-9][a-z0-9-]{0,62}$/;
const keyFileCapBytes = 16 * 1024;

/** A key unlocked for signing; lives in memory for one build. */
export interface SigningKey {
  readonly publicKey: PublicKey;
  sign(message: Uint8Array): Uint8Array;
}

/**
 * Makes `<name>.key` (mode 0600, under the passphrase) and `<name>.pub` in the key directory.
 * KEY_E0003 the name is taken · KEY_E0005 it is no name for a key · KEY_E0006 the passphrase is shorter than eight characters.
 */
export async function createKey(
  directory: string,
  options: {
    readonly name: string;
    readonly use: KeyUse;
    readonly passphrase: string;
    /** ISO 8601, UTC. */
    readonly createdAt: string;
  },
): Promise<PublicKey> {
  const { name, use, passphrase, createdAt } = options;
  if (!keyNamePattern.test(name)) throw new FerrymanError('KEY_E0005', { name });
  if ([...passphrase].length < 8) throw new FerrymanError('KEY_E0006', { minimum: 8 });
  const { seed, publicKey: bytes } = generateSeed();
  const publicKey: PublicKey = {
    apiVersion: 'ferryman/v1',
    kind: 'PublicKey',
    name,
    use,
    algorithm: 'ed25519',
    publicKey: bytes.toString('base64'),
    createdAt,
  };
  const keyFile = await encryptSeed(publicKey, seed, passphrase);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeNew(name, privatePath(directory, name), keyFile, 0o600);
  try {
    await writeNew(name, publicPath(directory, name), publicKey, 0o644);
  } catch (error) {
    await rm(privatePath(directory, name));
    throw error;
  }
  return publicKey;
}

/** Every readable public key of the directory, by name; a directory that is not there holds none. */
export async function listKeys(directory: string): Promise<PublicKey[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (isMissingFile(error)) return [];
    throw error;
  });
  const files = names.filter((name) => name.endsWith('.pub')).sort();
  return Promise.all(files.map((file) => readPublicKey(join(directory, file))));
}

/** A `.pub` file handed over by someone. KEY_E0004 when it is none. */
export async function readPublicKey(path: string): Promise<PublicKey> {
  const publicKey = await readJson(path, PublicKey).catch((error: unknown) => {
    if (isMissingFile(error)) return undefined;
    throw error;
  });
  if (publicKey === undefined) throw new FerrymanError('KEY_E0004', { path });
  return publicKey;
}

/** Unlocks a key. KEY_E0001 wrong passphrase · KEY_E0002 no such key · KEY_E0007 the key file is damaged. */
export async function loadKey(directory: string, name: string, passphrase: string): Promise<SigningKey> {
  if (!keyNamePattern.test(name)) throw new FerrymanError('KEY_E0002', { name });
  const path = privatePath(directory, name);
  const keyFile = await readJson(path, KeyFile).catch((error: unknown) => {
    if (isMissingFile(error)) throw new FerrymanError('KEY_E0002', { name });
    throw error;
  });
  if (keyFile === undefined) throw new FerrymanError('KEY_E0007', { path });
  const seed = await decryptSeed(keyFile, passphrase);
  if (seed === undefined) throw new FerrymanError('KEY_E0001', { name });
  const publicBytes = Buffer.from(keyFile.public.publicKey, 'base64');
  return { publicKey: keyFile.public, sign: (message) => signWithSeed(seed, publicBytes, message) };
}

async function readJson<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema> | undefined> {
  const bytes = await readCapped(path, keyFileCapBytes);
  if (bytes === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}

async function writeNew(name: string, path: string, content: unknown, mode: number): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx', mode, flush: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new FerrymanError('KEY_E0003', { name });
    }
    throw error;
  }
}

function privatePath(directory: string, name: string): string {
  return join(directory, `${name}.key`);
}

function publicPath(directory: string, name: string): string {
  return join(directory, `${name}.pub`);
}
