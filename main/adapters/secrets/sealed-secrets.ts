import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { z } from 'zod';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';

const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
/** 64 MiB and about a fifth of a second for each guess. */
const kdf = { N: 2 ** 16, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const Values = z.record(z.string(), z.string());

/** Secrets under a passphrase: salt, nonce, tag, then AES-256-GCM over JSON. */
export function sealSecrets(values: Readonly<Record<string, string>>, passphrase: string): Uint8Array {
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, kdf), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(values), 'utf8'), cipher.final()]);
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), sealed]);
}

/** KEY_E0001 when the passphrase is wrong or the bytes were altered: the cipher cannot tell the two apart. */
export function openSecrets(content: Uint8Array, passphrase: string): Record<string, string> {
  const bytes = Buffer.from(content);
  const [salt, nonce, tag, sealed] = split(bytes);
  try {
    const decipher = createDecipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, kdf), nonce, {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(tag);
    return Values.parse(JSON.parse(Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')));
  } catch (cause) {
    throw new FerrymanError('KEY_E0001', { name: 'site' }, { cause });
  }
}

function split(bytes: Buffer): [Buffer, Buffer, Buffer, Buffer] {
  const ends = [saltBytes, saltBytes + nonceBytes, saltBytes + nonceBytes + tagBytes] as const;
  return [
    bytes.subarray(0, ends[0]),
    bytes.subarray(ends[0], ends[1]),
    bytes.subarray(ends[1], ends[2]),
    bytes.subarray(ends[2]),
  ];
}
