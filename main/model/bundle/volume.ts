import { z } from 'zod';
import { hashOf } from '../canonical-json.ts';
import { Digest } from './digest.ts';
import { BundleFile } from './manifest.ts';

const SizeBytes = z.number().int().nonnegative();

/** A stretch of one file of the bundle, and the SHA-256 of that stretch alone. */
export const VolumeSegment = z.strictObject({
  path: BundleFile.shape.path,
  offset: SizeBytes,
  sizeBytes: SizeBytes,
  digest: Digest,
});
export type VolumeSegment = z.infer<typeof VolumeSegment>;

const content = {
  apiVersion: z.literal('ferryman/v1'),
  kind: z.literal('BundleVolume'),
  /** Of the bundle it is a part of; every volume carries its manifest and signature too. */
  manifestHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** From 1. */
  index: z.number().int().min(1),
  count: z.number().int().min(1).max(99_999),
  segments: z.array(VolumeSegment).max(100_000),
};

/** `volume.json`: what one part of a split bundle holds. `hash` is that of all its other fields: it tells damage, not who wrote it. */
export const BundleVolume = z
  .strictObject({ ...content, hash: z.string() })
  .refine(({ hash, ...rest }) => hash === hashOf(rest), 'its own hash does not match')
  .refine(({ index, count }) => index <= count, 'its number is above their count');
export type BundleVolume = z.infer<typeof BundleVolume>;

export function sealVolume(volume: Omit<BundleVolume, 'hash'>): BundleVolume {
  return { ...volume, hash: hashOf(volume) };
}

/** `platform-1.4.0.002.fyb`: in the order of their numbers when sorted by name. */
export function volumeFileName(
  bundle: { readonly name: string; readonly version: string },
  index: number,
  count: number,
): string {
  const digits = Math.max(3, String(count).length);
  return `${bundle.name}-${bundle.version}.${String(index).padStart(digits, '0')}.fyb`;
}
