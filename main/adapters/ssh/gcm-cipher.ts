import { createCipheriv, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto';

/** What ssh2 1.17 keeps of an outbound AES-GCM cipher of its own. */
export interface ReplacedCipher {
  readonly outSeqno: number;
  readonly _encSSLName: 'aes-128-gcm' | 'aes-256-gcm';
  readonly _encKey: Buffer;
  readonly _encIV: Buffer;
  readonly _onWrite: (bytes: Buffer) => void;
}

const blockBytes = 16;
/** Length and padding length in front of the payload. */
const headBytes = 5;
const minPaddingBytes = 4;
/** No SSH packet is longer. */
const longestPacketBytes = 35_000;
/** Shorter packets may wait for their encryption (a login for its signature); channel data is encrypted where it is built. */
const channelDataBytes = 16_384;

/**
 * Takes over from ssh2's own outbound AES-GCM cipher. Node sets up a raw key anew for every packet, which costs more than
 * encrypting it: here it is a key object, and packets of channel data are built in one buffer that is used again.
 */
export class GcmCipher {
  /** ssh2 reads it at every key exchange. */
  outSeqno: number;
  readonly #algorithm: ReplacedCipher['_encSSLName'];
  readonly #key: KeyObject;
  readonly #iv: Buffer;
  readonly #write: (bytes: Buffer) => void;
  readonly #packet = Buffer.allocUnsafeSlow(longestPacketBytes);
  #isFreed = false;

  constructor(replaced: ReplacedCipher) {
    this.outSeqno = replaced.outSeqno;
    this.#algorithm = replaced._encSSLName;
    this.#key = createSecretKey(replaced._encKey);
    this.#iv = Buffer.from(replaced._encIV);
    this.#write = replaced._onWrite;
  }

  free(): void {
    this.#isFreed = true;
  }

  /** A packet with room for the payload, its length and padding filled in. */
  allocPacket(payloadBytes: number): Buffer {
    const unpadded = headBytes - 4 + payloadBytes;
    const shortPadding = blockBytes - (unpadded % blockBytes);
    const paddingBytes = shortPadding < minPaddingBytes ? shortPadding + blockBytes : shortPadding;
    const packetBytes = 4 + unpadded + paddingBytes;
    const isBuiltAtOnce = packetBytes >= channelDataBytes && packetBytes <= longestPacketBytes;
    const packet = isBuiltAtOnce ? this.#packet.subarray(0, packetBytes) : Buffer.allocUnsafe(packetBytes);
    packet.writeUInt32BE(packetBytes - 4, 0);
    packet[4] = paddingBytes;
    return randomFillSync(packet, headBytes + payloadBytes, paddingBytes);
  }

  encrypt(packet: Buffer): void {
    if (this.#isFreed) return;
    const cipher = createCipheriv(this.#algorithm, this.#key, this.#iv);
    // The length travels in the clear; copied, because the next packet may be built where this one lies.
    const length = Buffer.from(packet.subarray(0, 4));
    cipher.setAAD(length);
    const encrypted = cipher.update(packet.subarray(4));
    cipher.final();
    const tag = cipher.getAuthTag();
    this.#iv.writeBigUInt64BE(BigInt.asUintN(64, this.#iv.readBigUInt64BE(4) + 1n), 4);
    this.outSeqno = (this.outSeqno + 1) >>> 0;
    this.#write(length);
    this.#write(encrypted);
    this.#write(tag);
  }
}
