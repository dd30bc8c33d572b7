import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BundleManifest } from '../../model/bundle/manifest.ts';
import { sealVolume, type VolumeSegment, volumeFileName } from '../../model/bundle/volume.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { manifestFileName, signatureFileName } from '../paths.ts';
import { systemReason } from '../printable.ts';
import { type OnProgress, ProgressMeter } from '../progress.ts';
import { type BundleTrust, readTrustedManifest } from '../trust.ts';
import { checksumFileNames } from './checksum-files.ts';
import { type FileSums, fileSums } from './file-sums.ts';
import { type PlannedSegment, planVolumes } from './plan-volumes.ts';
import { openVolume } from './read-volume.ts';
import { StretchReader } from './stretch-reader.ts';
import { tarMemberBytes } from './tar-writer.ts';
import { memberName, volumeFile } from './volume-members.ts';
import { VolumeWriter } from './volume-writer.ts';

export interface SplitOptions {
  /** A bundle's directory; its signature must hold. */
  readonly directory: string;
  /** Empty, or with volumes of the same split that was cut off. */
  readonly outputDirectory: string;
  readonly volumeBytes: number;
  readonly trust: BundleTrust;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly elapsedMs?: (() => number) | undefined;
}

/** Sums are of the volume as a file: what a checksum sheet and `sha256sum -c` compare. */
export interface WrittenVolume extends FileSums {
  readonly fileName: string;
}

export interface SplitBundle {
  readonly manifest: BundleManifest;
  readonly manifestHash: string;
  readonly volumes: readonly WrittenVolume[];
}

/**
 * Splits a bundle into files of at most so many bytes, each verifiable alone, in any order. Every blob is checked while it
 * is read; a volume appears whole. A cut split goes on with the first volume that is not there.
 * VOLUME_E0002 too small · VOLUME_E0006 output taken · BUNDLE_E0001–9 the bundle · E0004 damaged · E0013 cannot write.
 */
export async function writeVolumes(options: SplitOptions): Promise<SplitBundle> {
  const { directory, outputDirectory } = options;
  const { manifest, manifestHash } = await readTrustedManifest(directory, options.trust);
  const everywhere = [
    { name: manifestFileName, bytes: await readFile(join(directory, manifestFileName)) },
    { name: signatureFileName, bytes: await readFile(join(directory, signatureFileName)) },
  ];
  const everywhereBytes = everywhere.reduce((sum, { bytes }) => sum + tarMemberBytes(bytes.length), 0);
  const planned = planVolumes(manifest.files, options.volumeBytes, everywhereBytes);
  const names = planned.map((_, index) => volumeFileName(manifest, index + 1, planned.length));
  await prepare(outputDirectory, names);

  const total = manifest.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const meter = new ProgressMeter(total, options.onProgress, options.elapsedMs);
  const reader = new StretchReader(directory, options.signal);
  const volumes: WrittenVolume[] = [];
  for (const [index, segments] of planned.entries()) {
    const fileName = names[index] as string;
    const target = join(outputDirectory, fileName);
    const place = { manifestHash, index: index + 1, count: planned.length };
    if (await isThere(target, place)) {
      reader.forget();
      meter.add(
        segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        fileName,
      );
      volumes.push({ fileName, ...(await fileSums(target, { signal: options.signal })) });
      continue;
    }
    const partial = join(outputDirectory, `.${fileName}.partial`);
    const writer = await VolumeWriter.create(partial);
    try {
      for (const { name, bytes } of everywhere) await writer.member(name, bytes.length, [bytes]);
      const written: VolumeSegment[] = [];
      for (const segment of segments) written.push(await writeSegment(writer, reader, segment, meter));
      const table = sealVolume({ apiVersion: 'ferryman/v1', kind: 'BundleVolume', ...place, segments: written });
      const bytes = Buffer.from(canonicalJson(table));
      await writer.member(volumeFile, bytes.length, [bytes]);
      volumes.push({ fileName, ...(await writer.finish()) });
      await rename(partial, target);
    } catch (error) {
      await writer.abandon();
      await rm(partial, { force: true });
      if (options.signal?.aborted || error instanceof FerrymanError) throw error;
      throw new FerrymanError('BUNDLE_E0013', { path: outputDirectory, detail: systemReason(error) }, { cause: error });
    }
  }
  return { manifest, manifestHash, volumes };
}

async function prepare(outputDirectory: string, names: readonly string[]): Promise<void> {
  await mkdir(outputDirectory, { recursive: true });
  const known = new Set([
    ...names,
    ...names.map((name) => `.${name}.partial`),
    ...checksumFileNames,
    ...checksumFileNames.map((name) => `${name}.partial`),
  ]);
  const other = (await readdir(outputDirectory)).find((name) => !known.has(name));
  if (other !== undefined) throw new FerrymanError('VOLUME_E0006', { path: outputDirectory, file: other });
}

/** A volume appears only when it is whole, so its own table is proof enough here; its sums are read anew. */
async function isThere(path: string, place: { manifestHash: string; index: number; count: number }): Promise<boolean> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (!exists) return false;
  const found = await openVolume(path).catch(() => undefined);
  await found?.close();
  const { manifestHash, index, count } = found?.volume ?? {};
  return manifestHash === place.manifestHash && index === place.index && count === place.count;
}

async function writeSegment(
  writer: VolumeWriter,
  reader: StretchReader,
  { file, offset, sizeBytes }: PlannedSegment,
  meter: ProgressMeter,
): Promise<VolumeSegment> {
  const hash = createHash('sha256');
  const content = reader.read(file, offset, sizeBytes);
  const counted = async function* () {
    for await (const chunk of content) {
      hash.update(chunk);
      meter.add(chunk.length, basename(file.path));
      yield chunk;
    }
  };
  const segment = { path: file.path, offset };
  await writer.member(memberName(segment, sizeBytes === file.sizeBytes), sizeBytes, counted());
  return { ...segment, sizeBytes, digest: `sha256:${hash.digest('hex')}` };
}
