import { createHash } from 'node:crypto';

/** Of a public key in base64 of the wire format, as OpenSSH prints it. */
export function fingerprintOf(key: string): string {
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}
