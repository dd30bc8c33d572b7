import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { PublicKey } from '../model/bundle/signing-key.ts';
import { canonicalJson } from '../model/canonical-json.ts';

const Base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)
  .max(200);

/** The content of a `.key` file: the 32-byte Ed25519 seed under a passphrase. */
export const KeyFile = z.strictObject({
  apiVersion: z.literal('ferryman/v1'),
  kind: z.literal('PrivateKey'),
  public: PublicKey,
  /** Bounded, so that a hostile file cannot ask for gigabytes of memory. */
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    cost: z.union([z.literal(2 ** 14), z.literal(2 ** 15), z.literal(2 ** 16), z.literal(2 ** 17)]),
    blockSize: z.literal(8),
    parallelization: z.literal(1),
    salt: Base64,
  }),
  cipher: z.strictObject({ name: z.literal('aes-256-gcm'), nonce: Base64, tag: Base64, data: Base64 }),
});
export type KeyFile = z.infer<typeof KeyFile>;

/** 64 MiB and about a fifth of a second for each guess. */
const kdfCost = 2 ** 16;

export async function encryptSeed(publicKey: PublicKey, seed: Uint8Array, passphrase: string): Promise<KeyFile> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const kdf = {
    name: 'scrypt',
    cost: kdfCost,
    blockSize: 8,
    parallelization: 1,
    salt: salt.toString('base64'),
  } as const;
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(passphrase, kdf), nonce);
  cipher.setAAD(boundTo(publicKey));
  const data = Buffer.concat([cipher.update(seed), cipher.final()]);
  return {
    apiVersion: 'ferryman/v1',
    kind: 'PrivateKey',
    public: publicKey,
    kdf,
    cipher: {
      name: 'aes-256-gcm',
      nonce: nonce.toString('base64'),
      tag: cipher.getAuthTag().toString('base64'),
      data: data.toString('base64'),
    },
  };
}

/** undefined when the passphrase is wrong or the file was altered: the cipher cannot tell the two apart. */
export async function decryptSeed(file: KeyFile, passphrase: string): Promise<Uint8Array | undefined> {
  const nonce = Buffer.from(file.cipher.nonce, 'base64');
  const tag = Buffer.from(file.cipher.tag, 'base64');
  if (nonce.length !== 12 || tag.length !== 16) return undefined;
  const key = await deriveKey(passphrase, file.kdf);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
    decipher.setAAD(boundTo(file.public));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(Buffer.from(file.cipher.data, 'base64')), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The seed is bound to its public half and use: a practice key file cannot be edited into a release key. */
function boundTo(publicKey: PublicKey): Buffer {
  return Buffer.from(`ferryman-key/v1\n${canonicalJson(publicKey)}`);
}

function deriveKey(passphrase: string, kdf: KeyFile['kdf']): Promise<Buffer> {
  const options = { N: kdf.cost, r: kdf.blockSize, p: kdf.parallelization, maxmem: 256 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    // NFC: the same words typed on another keyboard or system give the same bytes.
    scrypt(passphrase.normalize('NFC'), Buffer.from(kdf.salt, 'base64'), 32, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
