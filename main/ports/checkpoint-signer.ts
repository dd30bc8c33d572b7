import type { PublicKey } from '../model/bundle/signing-key.ts';

/** A key unlocked for signing. */
export interface CheckpointSigner {
  readonly publicKey: PublicKey;
  sign(message: Uint8Array): Uint8Array;
}
