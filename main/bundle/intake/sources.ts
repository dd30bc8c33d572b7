import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BundleManifest } from '../../model/bundle/manifest.ts';
import type { VolumeSegment } from '../../model/bundle/volume.ts';
import { sha256Hex } from '../../model/canonical-json.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { listDirectory } from '../list-directory.ts';
import { localPath, manifestFileName, signatureFileName } from '../paths.ts';
import { isMissingFile, printable, systemReason } from '../printable.ts';
import { openVolume } from '../volumes/read-volume.ts';

/** What lies on a medium, before anything of it is trusted. */
export interface IntakeMedium {
  readonly manifest: Buffer;
  readonly signature: Buffer;
  /** Volumes in all; zero where the bundle is one directory. */
  readonly volumeCount: number;
  readonly parts: (manifest: BundleManifest) => Promise<IntakePart[]>;
  /** Volumes that cannot be read at all, each named. */
  readonly damaged: readonly FerrymanError[];
  close(): Promise<void>;
}

/** A directory, or one volume: segments that can be read, once each. */
export interface IntakePart {
  /** Number of the volume; 0 for a directory. */
  readonly index: number;
  readonly name: string;
  readonly segments: readonly VolumeSegment[];
  readonly read: (segment: VolumeSegment) => AsyncIterable<Uint8Array>;
}

/** True for one volume or a folder of them; false for a bundle's directory and for what is neither. */
export async function isVolumeSource(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return false;
  if (found.isFile()) return true;
  const names = await readdir(path);
  return !names.includes(manifestFileName) && names.some(isVolumeName);
}

function isVolumeName(name: string): boolean {
  return name.endsWith('.fyb') && !name.startsWith('.');
}

/** Looks at a directory with a bundle, a directory with volumes, or one volume. INTAKE_E0001 · VOLUME_E0005 · BUNDLE_E0014. */
export async function openMedium(path: string): Promise<IntakeMedium> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    (error: unknown) => {
      if (isMissingFile(error)) throw new FerrymanError('INTAKE_E0001', { path });
      throw new FerrymanError('BUNDLE_E0014', { file: path, detail: systemReason(error) }, { cause: error });
    },
  );
  if (isFile) return await volumes(dirname(path), [basename(path)]);
  const names = await readdir(path);
  if (names.includes(manifestFileName)) return await directory(path);
  const files = names.filter(isVolumeName).sort();
  if (files.length === 0) throw new FerrymanError('INTAKE_E0001', { path });
  return await volumes(path, files);
}

const pieceBytes = 4 * 1024 * 1024;

/** One piece ahead; a piece holds its bytes until the next is asked for. */
async function* readAhead(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path);
  try {
    let [piece, ahead] = [Buffer.allocUnsafe(pieceBytes), Buffer.allocUnsafe(pieceBytes)];
    let reading = handle.read(piece, 0, pieceBytes, null);
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      reading = handle.read(ahead, 0, pieceBytes, null);
      // told when it is waited for, unless nobody asks any more
      reading.catch(() => undefined);
      yield piece.subarray(0, bytesRead);
      [piece, ahead] = [ahead, piece];
    }
  } finally {
    await handle.close();
  }
}

async function directory(path: string): Promise<IntakeMedium> {
  const signature = await readFile(join(path, signatureFileName)).catch((error: unknown) => {
    if (isMissingFile(error)) throw new FerrymanError('BUNDLE_E0001', { path });
    throw new FerrymanError('BUNDLE_E0014', { file: signatureFileName, detail: systemReason(error) }, { cause: error });
  });
  return {
    manifest: await readFile(join(path, manifestFileName)),
    signature,
    volumeCount: 0,
    damaged: [],
    parts: async ({ files }) => {
      const listed = new Set([manifestFileName, signatureFileName, ...files.map((file) => file.path)]);
      const extra = (await listDirectory(path)).find((found) => !listed.has(found));
      if (extra !== undefined) throw new FerrymanError('BUNDLE_E0006', { file: printable(extra) });
      const segments = files.map((file) => ({
        path: file.path,
        offset: 0,
        sizeBytes: file.sizeBytes,
        digest: file.digest,
      }));
      const read = (segment: VolumeSegment) => readAhead(localPath(path, segment.path));
      return [{ index: 0, name: basename(path), segments, read }];
    },
    close: async () => {},
  };
}

async function volumes(folder: string, names: readonly string[]): Promise<IntakeMedium> {
  const damaged: FerrymanError[] = [];
  const opened: Awaited<ReturnType<typeof openVolume>>[] = [];
  const close = async () => {
    await Promise.all(opened.map((volume) => volume.close()));
  };
  for (const name of names) {
    try {
      opened.push(await openVolume(join(folder, name)));
    } catch (error) {
      if (!(error instanceof FerrymanError)) throw error;
      damaged.push(error);
    }
  }
  const [first] = opened;
  if (first === undefined) throw damaged[0] ?? new FerrymanError('INTAKE_E0001', { path: folder });
  const bundles = new Set(
    opened.map(({ manifest, volume }) => `${sha256Hex(manifest)} ${volume.manifestHash} ${volume.count}`),
  );
  if (bundles.size > 1) {
    await close();
    const seen = [...bundles].map((one) => one.slice(0, 12)).join(', ');
    throw new FerrymanError('VOLUME_E0005', { path: folder, bundles: seen });
  }
  return {
    manifest: Buffer.from(first.manifest),
    signature: Buffer.from(first.signature),
    volumeCount: first.volume.count,
    damaged,
    parts: async () =>
      opened
        .map(({ path, volume, read }) => ({
          index: volume.index,
          name: basename(path),
          segments: volume.segments,
          read,
        }))
        .sort((a, b) => a.index - b.index),
    close,
  };
}
