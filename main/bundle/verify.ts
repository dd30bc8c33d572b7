import { existsSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { type BundleFile, wholeFiles } from '../model/bundle/manifest.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { hashFile } from './hash-file.ts';
import { listDirectory } from './list-directory.ts';
import { localPath, manifestFileName, signatureFileName } from './paths.ts';
import { isMissingFile, printable, systemReason } from './printable.ts';
import { type OnProgress, ProgressMeter } from './progress.ts';
import { type BundleTrust, readTrustedManifest, type TrustedManifest } from './trust.ts';

export interface VerifyOptions extends BundleTrust {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Monotonic; without it no time left is foretold. */
  readonly elapsedMs?: (() => number) | undefined;
}

export interface BundleInspection {
  /** Absent when signature or manifest are refused: then nothing else was read. */
  readonly trusted?: TrustedManifest;
  /** Every problem found, each in its own words; empty = sound. */
  readonly problems: readonly FerrymanError[];
}

/**
 * The whole check: signature, manifest, then every file once (size and SHA-256), missing and extra files.
 * Throws the first problem; its evidence lists the others. See `inspectBundle` for all of them.
 */
export async function verifyBundle(directory: string, options: VerifyOptions): Promise<TrustedManifest> {
  const { trusted, problems } = await inspectBundle(directory, options);
  const [first, ...others] = problems;
  if (first === undefined && trusted !== undefined) return trusted;
  if (first === undefined) throw new FerrymanError('BUNDLE_E0009', { path: directory, detail: 'unreadable' });
  if (others.length === 0) throw first;
  throw new FerrymanError(first.code, first.parameters, { evidence: others.map(({ message }) => message).join('\n') });
}

/** As `verifyBundle`, but answers with every problem. Rejects only when aborted. */
export async function inspectBundle(directory: string, options: VerifyOptions): Promise<BundleInspection> {
  let trusted: TrustedManifest;
  try {
    trusted = await readTrustedManifest(directory, options);
  } catch (error) {
    if (error instanceof FerrymanError) return { problems: [error] };
    throw error;
  }
  const { files } = trusted.manifest;
  const held = wholeFiles(trusted.manifest).slice(files.length);
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const meter = new ProgressMeter(totalBytes, options.onProgress, options.elapsedMs);
  const problems: FerrymanError[] = [];
  // what a delta leaves out is there once it was taken in, and then it must be sound too
  const present = held.filter(({ path }) => existsSync(localPath(directory, path)));
  for (const file of [...files, ...present]) {
    options.signal?.throwIfAborted();
    const problem = await fileProblem(directory, file, meter, options.signal);
    if (problem !== undefined) problems.push(problem);
  }
  const listed = new Set([manifestFileName, signatureFileName, ...[...files, ...held].map(({ path }) => path)]);
  for (const found of await listDirectory(directory)) {
    if (!listed.has(found)) problems.push(new FerrymanError('BUNDLE_E0006', { file: printable(found) }));
  }
  return { trusted, problems };
}

async function fileProblem(
  directory: string,
  file: BundleFile,
  meter: ProgressMeter,
  signal: AbortSignal | undefined,
): Promise<FerrymanError | undefined> {
  const path = localPath(directory, file.path);
  try {
    const stats = await lstat(path);
    if (!stats.isFile()) return damaged(file.path, 'a file', 'something else');
    const { size } = stats;
    if (size !== file.sizeBytes) return damaged(file.path, `${file.sizeBytes} bytes`, `${size} bytes`);
    const { digest } = await hashFile(path, { signal, onBytes: (bytes) => meter.add(bytes, file.path) });
    return digest === file.digest ? undefined : damaged(file.path, file.digest, digest);
  } catch (error) {
    if (signal?.aborted) throw error;
    if (isMissingFile(error)) return new FerrymanError('BUNDLE_E0005', { file: file.path });
    return new FerrymanError('BUNDLE_E0014', { file: file.path, detail: systemReason(error) }, { cause: error });
  }
}

function damaged(file: string, expected: string, actual: string): FerrymanError {
  return new FerrymanError('BUNDLE_E0004', { file, expected, actual });
}
