import { createHash } from 'node:crypto';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { HostKeyStore } from '../../ports/host-key-store.ts';

/** As OpenSSH prints it: `SHA256:` and base64 without padding, over the key in wire format. */
export function fingerprintOf(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The key's type as the wire format names it first, such as `ssh-ed25519`; empty when it is cut short. */
export function keyTypeOf(key: Buffer): string {
  if (key.length < 4) return '';
  return key.toString('latin1', 4, 4 + key.readUInt32BE(0));
}

/** The error for a key that is not the trusted one; undefined when it is. */
export function refusalOf(machine: string, key: Buffer, store: HostKeyStore): FerrymanError | undefined {
  const trusted = store.trusted(machine);
  const actual = fingerprintOf(key);
  if (trusted === undefined)
    return new FerrymanError('SSH_E0002', { machine, fingerprint: actual }, { target: machine });
  if (Buffer.from(trusted.key, 'base64').equals(key)) return undefined;
  return new FerrymanError('SSH_E0003', { machine, expected: trusted.fingerprint, actual }, { target: machine });
}
