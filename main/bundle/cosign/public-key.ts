import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readCapped } from '../read-capped.ts';

const keyCapBytes = 16 * 1024;

/** A public key that cosign signs with. */
export interface CosignKey {
  /** SHA-256 of its SubjectPublicKeyInfo, 64 hex digits: `openssl pkey -pubin -in KEY -outform DER | sha256sum`. */
  readonly fingerprint: string;
  isSigned(content: Uint8Array, signature: Uint8Array): boolean;
}

/** A PEM file with one public key, ECDSA P-256 or Ed25519. Throws an Error that says what else it is, or rejects as node:fs does. */
export async function readCosignKey(path: string): Promise<CosignKey> {
  const bytes = await readCapped(path, keyCapBytes);
  if (bytes === undefined) throw new Error(`no file of at most ${keyCapBytes} bytes`);
  const pem = bytes.toString('utf8');
  const [block, ...more] = pem.match(/-----BEGIN [^-]*-----/g) ?? [];
  // node:crypto would take a private key or a certificate too, and the public half of it
  if (block !== '-----BEGIN PUBLIC KEY-----' || more.length > 0) throw new Error('not one public key in PEM');
  const key = parsed(pem);
  const algorithm = algorithmOf(key);
  if (algorithm === undefined) throw new Error('neither an ECDSA P-256 nor an Ed25519 key');
  return {
    fingerprint: createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
    isSigned: (content, signature) => verify(algorithm.digest, content, key, signature),
  };
}

function parsed(pem: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch {
    throw new Error('a public key that cannot be read');
  }
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): { digest: string | null } | undefined {
  if (asymmetricKeyType === 'ed25519') return { digest: null };
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1'
    ? { digest: 'sha256' }
    : undefined;
}
