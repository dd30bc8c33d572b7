import type { BundleFile } from '../../model/bundle/manifest.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { tarBlockBytes, tarMemberBytes } from './tar-writer.ts';

/** A stretch of a file that goes into one volume. */
export interface PlannedSegment {
  readonly file: BundleFile;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** A piece smaller than this is not begun at the end of a volume: it goes whole into the next one. */
const leastPieceBytes = 1024 * 1024;
/** Room for one segment in volume.json, generously. */
const entryBytes = 320;
const volumeJsonBytes = 1024;
/** Two empty blocks end a tar. */
const endBytes = 2 * tarBlockBytes;

/**
 * Which stretch of which file goes where: files in their order, each volume filled as far as it goes. Pure.
 * `everywhereBytes` are those of the members every volume carries. VOLUME_E0002 when a volume would hold next to nothing.
 */
export function planVolumes(
  files: readonly BundleFile[],
  volumeBytes: number,
  everywhereBytes: number,
): PlannedSegment[][] {
  const room = volumeBytes - everywhereBytes - tarBlockBytes - volumeJsonBytes - endBytes;
  const least = leastPieceBytes + overhead;
  if (room < least) {
    throw new FerrymanError('VOLUME_E0002', { size: volumeBytes, least: volumeBytes - room + least });
  }
  const volumes: PlannedSegment[][] = [[]];
  let left = room;
  for (const file of files) {
    let offset = 0;
    do {
      const rest = file.sizeBytes - offset;
      const fits = tarMemberBytes(rest) + entryBytes <= left;
      const piece = fits ? rest : Math.floor((left - overhead) / tarBlockBytes) * tarBlockBytes;
      if (!fits && piece < leastPieceBytes) {
        volumes.push([]);
        left = room;
        continue;
      }
      volumes.at(-1)?.push({ file, offset, sizeBytes: piece });
      left -= tarMemberBytes(piece) + entryBytes;
      offset += piece;
      if (offset >= file.sizeBytes) break;
    } while (offset < file.sizeBytes);
  }
  return volumes;
}

const overhead = tarBlockBytes + entryBytes;
