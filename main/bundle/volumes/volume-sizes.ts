import { FerrymanError } from '../../model/errors/ferryman-error.ts';

/** What media hold, in bytes, less what their file systems take. */
export const mediaBytes = {
  /** The largest file FAT32 takes. */
  fat32: 4_294_967_295,
  cd: 680_000_000,
  dvd: 4_650_000_000,
  'dvd-dl': 8_450_000_000,
  bd: 24_900_000_000,
} as const;

const units: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** `fat32`, `dvd` … or 64M, 4G (binary). VOLUME_E0001 for anything else. */
export function volumeBytes(written: string): number {
  if (Object.hasOwn(mediaBytes, written)) return mediaBytes[written as keyof typeof mediaBytes];
  const [, digits, unit = ''] = /^([1-9]\d{0,8})([KMGT]?)i?B?$/.exec(written) ?? [];
  if (digits === undefined) {
    throw new FerrymanError('VOLUME_E0001', { size: written, media: Object.keys(mediaBytes).join(', ') });
  }
  return Number(digits) * (units[unit] ?? 1);
}
