import type { VolumeSegment } from '../../model/bundle/volume.ts';

export const volumeFile = 'volume.json';

/** Where a segment lies in the tar: the file's own path when whole, else with the place it begins at. */
export function memberName({ path, offset }: Pick<VolumeSegment, 'path' | 'offset'>, isWhole: boolean): string {
  return isWhole ? path : `${path}.${offset}`;
}
