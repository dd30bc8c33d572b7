import { createHash } from 'node:crypto';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { openMedium } from '../intake/sources.ts';
import { type OnProgress, ProgressMeter } from '../progress.ts';
import { type BundleTrust, type TrustedManifest, trustManifest } from '../trust.ts';
import { damaged } from './read-volume.ts';

export interface VolumesInspection extends TrustedManifest {
  readonly volumeCount: number;
  /** Numbers of those that were here and are sound. */
  readonly sound: readonly number[];
  /** Every volume that is not, each named: only those are to be copied again. */
  readonly problems: readonly FerrymanError[];
}

/**
 * Checks the volumes that lie at a path (a folder, or one of them), each by itself: the bundle's signature, then every
 * stretch against the volume's own table. Rejects with BUNDLE_E0001–9 untrusted · INTAKE_E0001 · VOLUME_E0005 mixed.
 */
export async function verifyVolumes(
  path: string,
  trust: BundleTrust,
  options: { readonly signal?: AbortSignal; readonly onProgress?: OnProgress } = {},
): Promise<VolumesInspection> {
  const medium = await openMedium(path);
  try {
    const trusted = trustManifest(path, medium.manifest, medium.signature, trust);
    const parts = await medium.parts(trusted.manifest);
    const total = parts.flatMap(({ segments }) => segments).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const meter = new ProgressMeter(total, options.onProgress);
    const problems = [...medium.damaged];
    const sound: number[] = [];
    for (const { index, name, segments, read } of parts) {
      try {
        for (const segment of segments) {
          const hash = createHash('sha256');
          for await (const chunk of read(segment)) {
            options.signal?.throwIfAborted();
            hash.update(chunk);
            meter.add(chunk.length, name);
          }
          if (`sha256:${hash.digest('hex')}` !== segment.digest) {
            throw damaged(name, `${segment.path} from byte ${segment.offset}`);
          }
        }
        sound.push(index);
      } catch (error) {
        if (options.signal?.aborted || !(error instanceof FerrymanError)) throw error;
        problems.push(error);
      }
    }
    return { ...trusted, volumeCount: medium.volumeCount, sound, problems };
  } finally {
    await medium.close();
  }
}
