import { createHash, type Hash } from 'node:crypto';
import { resolve } from 'node:path';
import type { BundleFile } from '../model/bundle/manifest.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { type IntakeMedium, type IntakePart, isVolumeSource, openMedium } from './intake/sources.ts';
import { ProgressMeter } from './progress.ts';
import { type TrustedManifest, trustManifest } from './trust.ts';
import { inspectBundle, type VerifyOptions } from './verify.ts';
import { damaged } from './volumes/read-volume.ts';

export interface MediaInspection {
  /** Absent when signature or manifest are refused: then nothing else was read. */
  readonly trusted?: TrustedManifest;
  /** Volumes in all; zero for a bundle that is one directory. */
  readonly volumeCount: number;
  /** Numbers of volumes that are sound. */
  readonly soundVolumes: readonly number[];
  /** Numbers of volumes that do not lie here; no problem in itself, since each is verified alone. */
  readonly missingVolumes: readonly number[];
  readonly problems: readonly FerrymanError[];
}

/**
 * Checks a bundle's directory, a folder of its volumes, or one volume: signature, manifest, then every byte once. Each volume
 * by its own table; files that lie here whole, over as many volumes as they take, by the signed manifest too.
 * Rejects where there is nothing to look at (INTAKE_E0001, VOLUME_E0005), and when aborted.
 */
export async function inspectMedia(path: string, options: VerifyOptions): Promise<MediaInspection> {
  const source = resolve(path);
  if (!(await isVolumeSource(source))) {
    const found = await inspectBundle(source, options);
    return { ...found, volumeCount: 0, soundVolumes: [], missingVolumes: [] };
  }
  const medium = await openMedium(source);
  try {
    return await inspectVolumes(source, medium, options);
  } finally {
    await medium.close();
  }
}

async function inspectVolumes(source: string, medium: IntakeMedium, options: VerifyOptions): Promise<MediaInspection> {
  const { volumeCount } = medium;
  let trusted: TrustedManifest;
  try {
    trusted = trustManifest(source, medium.manifest, medium.signature, options);
  } catch (error) {
    if (!(error instanceof FerrymanError)) throw error;
    return { volumeCount, soundVolumes: [], missingVolumes: [], problems: [error] };
  }
  const parts = await medium.parts(trusted.manifest);
  const totalBytes = parts.flatMap(({ segments }) => segments).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const meter = new ProgressMeter(totalBytes, options.onProgress, options.elapsedMs);
  const files = new WholeFiles(trusted.manifest.files);
  const problems = [...medium.damaged];
  const sound: number[] = [];
  for (const part of parts) {
    const found = await partProblems(part, files, meter, options.signal);
    problems.push(...found);
    if (found.length === 0) sound.push(part.index);
  }
  const here = new Set(parts.map(({ index }) => index));
  const missingVolumes = Array.from({ length: volumeCount }, (_, index) => index + 1).filter((each) => !here.has(each));
  return { trusted, volumeCount, soundVolumes: sound, missingVolumes, problems };
}

async function partProblems(
  { name, segments, read }: IntakePart,
  files: WholeFiles,
  meter: ProgressMeter,
  signal: AbortSignal | undefined,
): Promise<FerrymanError[]> {
  const problems: FerrymanError[] = [];
  for (const segment of segments) {
    const file = files.get(segment.path);
    if (file === undefined) {
      problems.push(new FerrymanError('BUNDLE_E0006', { file: segment.path }));
      continue;
    }
    const hash = createHash('sha256');
    const whole = files.at(file, segment.offset);
    try {
      for await (const chunk of read(segment)) {
        signal?.throwIfAborted();
        hash.update(chunk);
        whole?.update(chunk);
        meter.add(chunk.length, name);
      }
    } catch (error) {
      if (signal?.aborted || !(error instanceof FerrymanError)) throw error;
      problems.push(error);
      continue;
    }
    if (`sha256:${hash.digest('hex')}` !== segment.digest) {
      problems.push(damaged(name, `${segment.path} from byte ${segment.offset}`));
      continue;
    }
    const actual = files.endAt(file, segment.offset + segment.sizeBytes);
    if (actual !== undefined && actual !== file.digest) {
      problems.push(new FerrymanError('BUNDLE_E0004', { file: file.path, expected: file.digest, actual }));
    }
  }
  return problems;
}

/** Files that go over several volumes are hashed as long as their stretches come in order. */
class WholeFiles {
  readonly #files: ReadonlyMap<string, BundleFile>;
  #running: { readonly path: string; readonly hash: Hash; next: number } | undefined;

  constructor(files: readonly BundleFile[]) {
    this.#files = new Map(files.map((file) => [file.path, file]));
  }

  get(path: string): BundleFile | undefined {
    return this.#files.get(path);
  }

  at({ path }: BundleFile, offset: number): Hash | undefined {
    if (offset === 0) this.#running = { path, hash: createHash('sha256'), next: 0 };
    else if (this.#running?.path !== path || this.#running.next !== offset) this.#running = undefined;
    return this.#running?.hash;
  }

  /** The file's digest once its last byte went by. */
  endAt(file: BundleFile, end: number): string | undefined {
    if (this.#running === undefined) return undefined;
    this.#running.next = end;
    if (end < file.sizeBytes) return undefined;
    const digest = `sha256:${this.#running.hash.digest('hex')}`;
    this.#running = undefined;
    return digest;
  }
}
