import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BundleLock, bundleLockHash } from '../model/bundle/lock.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { isMissingFile, printable, systemReason } from './printable.ts';
import { readCapped } from './read-capped.ts';

const lockCapBytes = 64 * 1024 * 1024;

/** Where a spec's lock lies unless said otherwise: beside it. */
export function lockPathOf(specFile: string): string {
  return `${specFile.replace(/\.ya?ml$/i, '')}.lock.json`;
}

/** Whole or not at all; with its own hash inside, so that a change by hand or by a merge is seen. */
export async function writeLock(path: string, lock: BundleLock): Promise<string> {
  const hash = bundleLockHash(lock);
  const sorted: unknown = JSON.parse(canonicalJson({ ...lock, hash }));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.partial`, `${JSON.stringify(sorted, null, 1)}\n`, { flush: true });
  await rename(`${path}.partial`, path);
  return hash;
}

/** BUNDLE_E0017 with what is wrong with it. */
export async function readLock(path: string): Promise<BundleLock> {
  const bytes = await readCapped(path, lockCapBytes).catch((error: unknown) => {
    throw unusable(path, isMissingFile(error) ? 'no such file' : systemReason(error));
  });
  if (bytes === undefined) throw unusable(path, `no file of at most ${lockCapBytes} bytes`);
  const { hash, ...content } = objectOf(path, bytes);
  const parsed = BundleLock.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unusable(path, printable(`${issue?.path.map(String).join('.')} ${issue?.message}`.trim()));
  }
  if (hash !== bundleLockHash(parsed.data)) throw unusable(path, 'its content is not that of its hash');
  return parsed.data;
}

function objectOf(path: string, bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw unusable(path, 'not JSON');
}

function unusable(path: string, detail: string): FerrymanError {
  return new FerrymanError('BUNDLE_E0017', { path, detail });
}
