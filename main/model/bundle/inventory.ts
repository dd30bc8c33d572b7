import { z } from 'zod';
import { hashOf } from '../canonical-json.ts';
import { Digest } from './digest.ts';

/** What a site's store holds, written there and carried back: the next bundle need not bring it again. */
export const SiteInventory = z.strictObject({
  apiVersion: z.literal('ferryman/v1'),
  kind: z.literal('SiteInventory'),
  site: z.string(),
  /** ISO 8601, UTC. */
  takenAt: z.iso.datetime(),
  bundles: z.array(z.strictObject({ name: z.string(), version: z.string(), manifestHash: z.string() })),
  blobs: z.array(z.strictObject({ digest: Digest, sizeBytes: z.number().int().nonnegative() })).max(1_000_000),
});
export type SiteInventory = z.infer<typeof SiteInventory>;

export function siteInventoryHash(inventory: SiteInventory): string {
  return hashOf(inventory);
}
