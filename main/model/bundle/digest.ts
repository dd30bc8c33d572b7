import { z } from 'zod';

/** `sha256:` and 64 lower-case hex digits: how the OCI image layout names content. */
export const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 hex digits');
export type Digest = z.infer<typeof Digest>;

/** `os/architecture`, such as linux/amd64. */
export const Platform = z.string().regex(/^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9]+)?$/, 'expected os/architecture');

/** A platform, or `any` for content without machine code. */
export const ItemPlatform = z.union([z.literal('any'), Platform]);

/** The 64 hex digits of a digest. */
export function hexOf(digest: string): string {
  return digest.slice('sha256:'.length);
}
