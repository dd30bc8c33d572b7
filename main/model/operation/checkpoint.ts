import { z } from 'zod';
import { KeyUse, PublicKeyBytes } from '../bundle/signing-key.ts';
import { canonicalJson } from '../canonical-json.ts';

/** Somebody's word, with their key, that the record of a site held these many entries and ended in this hash. */
export const SignedCheckpoint = z.object({
  siteId: z.string(),
  entries: z.number().int().positive(),
  headHash: z.string(),
  signer: z.object({ name: z.string(), use: KeyUse, publicKey: PublicKeyBytes }),
  /** 64 bytes, base64, over `checkpointMessage`. */
  signature: z.string(),
});
export type SignedCheckpoint = z.infer<typeof SignedCheckpoint>;

/** The bytes that are signed; the mark in front keeps the signature from passing for one of a bundle. */
export function checkpointMessage(checkpoint: Omit<SignedCheckpoint, 'signature'>): Uint8Array {
  const { siteId, entries, headHash, signer } = checkpoint;
  return new TextEncoder().encode(
    `ferryman-audit-checkpoint/v1\n${canonicalJson({ siteId, entries, headHash, signer })}`,
  );
}
