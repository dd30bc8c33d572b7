import { getCiphers } from 'node:crypto';
import type { Algorithms, CipherAlgorithm, ServerHostKeyAlgorithm } from 'ssh2';
import { keyTypeOf } from './host-key.ts';

/** Fastest first in Node; Electron's crypto has no chacha20, and asking for what is not there is an error. */
const ciphers: readonly (readonly [name: CipherAlgorithm, nodeName: string])[] = [
  ['aes128-gcm@openssh.com', 'aes-128-gcm'],
  ['aes256-gcm@openssh.com', 'aes-256-gcm'],
  ['aes128-ctr', 'aes-128-ctr'],
  ['aes192-ctr', 'aes-192-ctr'],
  ['aes256-ctr', 'aes-256-ctr'],
  ['chacha20-poly1305@openssh.com', 'chacha20'],
];

const hostKeys: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** What we offer: nothing that rests on SHA-1, and the kind of host key first that is trusted already. */
export function offeredAlgorithms(trustedKey: string | undefined): Algorithms {
  const known = getCiphers();
  const trustedType = trustedKey === undefined ? undefined : keyTypeOf(Buffer.from(trustedKey, 'base64'));
  const isTrustedType = (name: string) =>
    name === trustedType || (trustedType === 'ssh-rsa' && name.startsWith('rsa-'));
  return {
    cipher: ciphers.filter(([, nodeName]) => known.includes(nodeName)).map(([name]) => name),
    serverHostKey: [...hostKeys.filter(isTrustedType), ...hostKeys.filter((name) => !isTrustedType(name))],
    hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
    compress: ['none'],
  };
}
