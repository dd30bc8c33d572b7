import { z } from 'zod';
import { hashOf } from '../canonical-json.ts';

/**
 * What a key may sign for. `practice` is the fixed mark of the practice site: real sites refuse it, whatever is trusted.
 * The use is part of the fingerprint, so a practice key that calls itself a release key is an unknown key.
 */
export const KeyUse = z.enum(['release', 'practice']);
export type KeyUse = z.infer<typeof KeyUse>;

/** 32 raw bytes of an Ed25519 public key, base64. */
export const PublicKeyBytes = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'expected 32 bytes in base64');

/** The content of a `.pub` file. */
export const PublicKey = z.strictObject({
  apiVersion: z.literal('ferryman/v1'),
  kind: z.literal('PublicKey'),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  use: KeyUse,
  algorithm: z.literal('ed25519'),
  publicKey: PublicKeyBytes,
  createdAt: z.iso.datetime(),
});
export type PublicKey = z.infer<typeof PublicKey>;

/** The part of a key that identifies it. */
export type KeyIdentity = Pick<PublicKey, 'use' | 'algorithm' | 'publicKey'>;

/** What a site keeps of a key it trusts. The key id carries the use: see `keyIdOf`. */
export type TrustedKey = Pick<PublicKey, 'name' | 'publicKey'> & { readonly keyId: string };

export function trustedKeyOf(key: PublicKey): TrustedKey {
  return { name: key.name, publicKey: key.publicKey, keyId: keyIdOf(key) };
}

/** 64 hex digits over use, algorithm and key bytes. */
export function keyFingerprint({ use, algorithm, publicKey }: KeyIdentity): string {
  return hashOf({ use, algorithm, publicKey });
}

/** The first 16 hex digits of the fingerprint: names a key in files and lists, never decides trust. */
export function keyIdOf(key: KeyIdentity): string {
  return keyFingerprint(key).slice(0, 16);
}
