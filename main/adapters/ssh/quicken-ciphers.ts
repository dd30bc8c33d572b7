import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Client } from 'ssh2';
import { GcmCipher, type ReplacedCipher } from './gcm-cipher.ts';

/** What is known of ssh2's inside; every part of it may be missing in another version. */
interface Inside {
  readonly _protocol?: {
    readonly _identRaw?: Buffer;
    _cipher?: object;
    readonly _decipher?: { _decipherSSLName?: unknown; _decipherKey?: Buffer | KeyObject };
  };
}

/** The one version whose inside was read; another one runs as its authors made it. */
const knownIdent = 'SSH-2.0-ssh2js1.17.0';

/** Sees to it that every key exchange from now on ends with ciphers that set their key up once, not once per packet. */
export function quickenCiphers(client: Client): void {
  client.on('handshake', () => {
    const protocol = (client as unknown as Inside)._protocol;
    if (protocol?._identRaw?.toString('latin1') !== knownIdent) return;
    const { _cipher: cipher, _decipher: decipher } = protocol;
    if (isGcm(cipher)) protocol._cipher = new GcmCipher(cipher);
    if (isGcmName(decipher?._decipherSSLName) && Buffer.isBuffer(decipher?._decipherKey)) {
      decipher._decipherKey = createSecretKey(decipher._decipherKey);
    }
  });
}

/** False also for ssh2's native cipher, which needs no help. */
function isGcm(cipher: object | undefined): cipher is ReplacedCipher {
  const known = cipher as Partial<ReplacedCipher> | undefined;
  return (
    isGcmName(known?._encSSLName) &&
    Buffer.isBuffer(known?._encKey) &&
    Buffer.isBuffer(known._encIV) &&
    known._encIV.length === 12 &&
    typeof known._onWrite === 'function' &&
    typeof known.outSeqno === 'number'
  );
}

function isGcmName(name: unknown): boolean {
  return name === 'aes-128-gcm' || name === 'aes-256-gcm';
}
