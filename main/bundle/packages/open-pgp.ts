import type { CleartextMessage, Message, PublicKey, Signature } from 'openpgp';
import { printable } from '../printable.ts';
import { readCapped } from '../read-capped.ts';

const keyringCapBytes = 4 * 1024 * 1024;

/** Keys a repository's signatures are held against. */
export type Keyring = readonly PublicKey[];

export interface Verified {
  /** What was signed: for a cleartext signature nothing else of the file may be believed. */
  readonly text: string;
  /** Of the primary key, hex in capitals. */
  readonly fingerprint: string;
}

/** Public keys of a file, binary (.gpg) or armored (.asc). Throws an Error, or rejects as node:fs does. */
export async function readKeyring(path: string): Promise<Keyring> {
  const openpgp = await import('openpgp');
  const bytes = await readCapped(path, keyringCapBytes);
  if (bytes === undefined) throw new Error(`no file of at most ${keyringCapBytes} bytes`);
  const text = bytes.toString('latin1');
  const isArmored = text.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----');
  try {
    return isArmored ? await openpgp.readKeys({ armoredKeys: text }) : await openpgp.readKeys({ binaryKeys: bytes });
  } catch (error) {
    throw new Error(`no OpenPGP public keys: ${reasonOf(error)}`);
  }
}

/** A text signed within itself (InRelease). Throws an Error that says why it is not believed. */
export async function verifyInline(keyring: Keyring, signed: Buffer, at: Date): Promise<Verified> {
  const openpgp = await import('openpgp');
  const message = await readable(() => openpgp.readCleartextMessage({ cleartextMessage: signed.toString('utf8') }));
  return { text: message.getText(), fingerprint: await signerOf(keyring, message, undefined, at) };
}

/** A file and the signature that lies beside it (Release.gpg, repomd.xml.asc). As `verifyInline`. */
export async function verifyDetached(
  keyring: Keyring,
  content: Buffer,
  signature: Buffer,
  at: Date,
): Promise<Verified> {
  const openpgp = await import('openpgp');
  const isArmored = signature.toString('latin1', 0, 64).includes('-----BEGIN PGP SIGNATURE-----');
  const read = () =>
    isArmored
      ? openpgp.readSignature({ armoredSignature: signature.toString('latin1') })
      : openpgp.readSignature({ binarySignature: signature });
  const message = await openpgp.createMessage({ binary: content });
  return { text: content.toString('utf8'), fingerprint: await signerOf(keyring, message, await readable(read), at) };
}

/** One good signature of a known, valid key is wanted; a bad one of a known key spoils the others. Strangers' do not count. */
async function signerOf(
  keyring: Keyring,
  message: CleartextMessage | Message<Uint8Array>,
  signature: Signature | undefined,
  at: Date,
): Promise<string> {
  const openpgp = await import('openpgp');
  const verificationKeys = [...keyring];
  const { signatures } =
    signature === undefined
      ? await openpgp.verify({ message: message as CleartextMessage, verificationKeys, date: at })
      : await openpgp.verify({ message: message as Message<Uint8Array>, signature, verificationKeys, date: at });
  let signer: string | undefined;
  for (const { keyID, verified } of signatures) {
    const key = keyring.find((each) => each.getKeys(keyID).length > 0);
    const outcome = await verified.then(
      () => undefined,
      (error: unknown) => reasonOf(error),
    );
    if (key === undefined) continue;
    if (outcome !== undefined) throw new Error(`a signature is bad: ${outcome}`);
    const isExpired = await key.getSigningKey(keyID, at).then(
      () => undefined,
      (error: unknown) => reasonOf(error),
    );
    if (isExpired !== undefined)
      throw new Error(`the key ${key.getFingerprint().toUpperCase()} no longer counts: ${isExpired}`);
    signer ??= key.getFingerprint().toUpperCase();
  }
  if (signer !== undefined) return signer;
  const strangers = signatures.map(({ keyID }) => keyID.toHex().toUpperCase()).join(', ');
  throw new Error(
    strangers === '' ? 'it carries no signature' : `signed only by keys that are not in the keyring: ${strangers}`,
  );
}

async function readable<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    throw new Error(`no OpenPGP signature that can be read: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error));
}
