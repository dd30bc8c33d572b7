import { writeChecksumFiles } from './checksum-files.ts';
import { type SplitBundle, type SplitOptions, writeVolumes } from './write-volumes.ts';

/** Volumes and the lists of their sums, ready for the medium. Refusals as `writeVolumes`. */
export async function splitBundle(options: SplitOptions): Promise<SplitBundle> {
  const split = await writeVolumes(options);
  await writeChecksumFiles(options.outputDirectory, split.volumes);
  return split;
}
