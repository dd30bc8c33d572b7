import { z } from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { KeyUse, PublicKeyBytes } from './signing-key.ts';

/** Fields the signature covers besides the manifest, so that a valid file cannot be passed off as another. */
export const TrustedComment = z.strictObject({
  name: z.string().max(200),
  version: z.string().max(200),
  purpose: z.literal('bundle'),
});
export type TrustedComment = z.infer<typeof TrustedComment>;

/** The content of manifest.sig. */
export const BundleSignature = z.strictObject({
  algorithm: z.literal('ed25519'),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  use: KeyUse,
  publicKey: PublicKeyBytes,
  comment: TrustedComment,
  /** 64 bytes, base64, over `signedMessage`. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/, 'expected 64 bytes in base64'),
});
export type BundleSignature = z.infer<typeof BundleSignature>;

/** The bytes an Ed25519 signature is made over: a mark of this format, the covered fields, the manifest's raw bytes. */
export function signedMessage(signature: Omit<BundleSignature, 'signature'>, manifestBytes: Uint8Array): Uint8Array {
  const { algorithm, keyId, use, publicKey, comment } = signature;
  const covered = canonicalJson({ algorithm, keyId, use, publicKey, comment });
  const head = new TextEncoder().encode(`ferryman-bundle-signature/v1\n${covered}\n`);
  const message = new Uint8Array(head.length + manifestBytes.length);
  message.set(head);
  message.set(manifestBytes, head.length);
  return message;
}
