import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { CarriedBundle, CarriedFile } from '../model/bundle/carried-media.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { type IntakePart, isVolumeSource, openMedium } from './intake/sources.ts';
import { manifestFileName, signatureFileName } from './paths.ts';
import { systemReason } from './printable.ts';
import { ProgressMeter } from './progress.ts';
import { trustManifest } from './trust.ts';
import type { VerifyOptions } from './verify.ts';
import { inspectMedia } from './verify-media.ts';
import { readChecksums } from './volumes/checksum-files.ts';
import { fileSums } from './volumes/file-sums.ts';
import { damaged } from './volumes/read-volume.ts';

/**
 * Reads the sums of everything that is carried: of the volumes in a folder, all of them (VOLUME_E0007), or of manifest and
 * signature of a bundle, which vouch for the rest. What is not as it was written is refused: VOLUME_E0003.
 */
export async function carriedBundle(path: string, options: VerifyOptions): Promise<CarriedBundle> {
  const source = resolve(path);
  const isVolumes = await isVolumeSource(source);
  const medium = await openMedium(source);
  try {
    const { manifest, manifestHash, signer } = trustManifest(source, medium.manifest, medium.signature, options);
    const [bad] = medium.damaged;
    if (bad !== undefined) throw bad;
    const parts = isVolumes ? await medium.parts(manifest) : [];
    refuseMissing(source, medium.volumeCount, parts);
    const folder = (await stat(source)).isFile() ? dirname(source) : source;
    const named = isVolumes
      ? parts.map(({ index, name }) => ({ index, fileName: name }))
      : [manifestFileName, signatureFileName].map((fileName) => ({ index: 0, fileName }));
    return {
      manifest,
      manifestHash,
      signer: { name: signer.name, use: signer.use, algorithm: 'ed25519', publicKey: signer.publicKey },
      volumeCount: medium.volumeCount,
      files: await sumsOf(source, folder, named, options),
      totalBytes: manifest.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    };
  } finally {
    await medium.close();
  }
}

/** Papers about a part of what is carried would say nothing about the rest. */
function refuseMissing(path: string, count: number, parts: readonly IntakePart[]): void {
  const here = new Set(parts.map(({ index }) => index));
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !here.has(index));
  if (missing.length > 0) throw new FerrymanError('VOLUME_E0007', { path, missing: missing.join(', ') });
}

async function sumsOf(
  source: string,
  folder: string,
  named: readonly Pick<CarriedFile, 'index' | 'fileName'>[],
  options: VerifyOptions,
): Promise<CarriedFile[]> {
  const written = await readChecksums(folder);
  if (written === undefined) {
    // nobody wrote down what they were: every byte is looked at before its sum goes on paper
    const [problem] = (await inspectMedia(source, { ...options, onProgress: undefined })).problems;
    if (problem !== undefined) throw problem;
  }
  const sizes = await Promise.all(named.map(async ({ fileName }) => (await stat(join(folder, fileName))).size));
  const meter = new ProgressMeter(
    sizes.reduce((sum, size) => sum + size, 0),
    options.onProgress,
    options.elapsedMs,
  );
  const files: CarriedFile[] = [];
  for (const { index, fileName } of named) {
    const onBytes = (bytes: number) => meter.add(bytes, basename(fileName));
    const sums = await fileSums(join(folder, fileName), { signal: options.signal, onBytes }).catch((error: unknown) => {
      if (options.signal?.aborted) throw error;
      throw new FerrymanError('BUNDLE_E0014', { file: fileName, detail: systemReason(error) }, { cause: error });
    });
    const expected = written?.get(fileName);
    if (expected !== undefined && expected !== sums.sha256) throw damaged(fileName, 'not what SHA256SUMS says');
    files.push({ index, fileName, ...sums });
  }
  return files;
}
