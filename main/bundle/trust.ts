import { join } from 'node:path';
import { fingerprintLabel } from '../model/bundle/fingerprint.ts';
import { BundleManifest } from '../model/bundle/manifest.ts';
import { BundleSignature, signedMessage } from '../model/bundle/signature.ts';
import { type KeyUse, keyIdOf, type TrustedKey } from '../model/bundle/signing-key.ts';
import { canonicalJson, sha256Hex } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { isSignedBy } from './ed25519.ts';
import { manifestFileName, signatureFileName } from './paths.ts';
import { isMissingFile, printable, systemReason } from './printable.ts';
import { readCapped } from './read-capped.ts';

const signatureCapBytes = 8 * 1024;
const manifestCapBytes = 64 * 1024 * 1024;

/** Whose bundles are accepted here. An empty list accepts none. */
export interface BundleTrust {
  readonly trustedKeys: readonly TrustedKey[];
  /** Only a practice site takes bundles signed with a practice key, and that key must be trusted too. */
  readonly isPracticeSite: boolean;
}

export interface TrustedManifest {
  readonly manifest: BundleManifest;
  readonly manifestHash: string;
  /** The key that signed, as it was trusted here. */
  readonly signer: TrustedKey & { readonly use: KeyUse };
}

/**
 * Signature first, over the raw bytes; only then is the manifest parsed.
 * BUNDLE_E0001 unsigned · E0002 key not trusted · E0003 altered · E0008 practice key at a real site · E0009 no bundle.
 */
export async function readTrustedManifest(directory: string, trust: BundleTrust): Promise<TrustedManifest> {
  const manifestBytes = await readOrRefuse(directory, manifestFileName, manifestCapBytes);
  const signatureBytes = await readOrRefuse(directory, signatureFileName, signatureCapBytes);
  if (manifestBytes === undefined) throw notABundle(directory, `no ${manifestFileName}`);
  if (signatureBytes === undefined) throw new FerrymanError('BUNDLE_E0001', { path: directory });
  return trustManifest(directory, manifestBytes, signatureBytes, trust);
}

/** As `readTrustedManifest`, of bytes at hand; `directory` only names them. */
export function trustManifest(
  directory: string,
  manifestBytes: Buffer,
  signatureBytes: Buffer,
  trust: BundleTrust,
): TrustedManifest {
  const signature = parseSignature(directory, signatureBytes);
  if (signature.use === 'practice' && !trust.isPracticeSite) {
    throw new FerrymanError('BUNDLE_E0008', {}, { target: directory });
  }
  const keyId = keyIdOf(signature);
  const trusted = trust.trustedKeys.find((key) => key.publicKey === signature.publicKey && key.keyId === keyId);
  if (trusted === undefined) {
    throw new FerrymanError('BUNDLE_E0002', { path: directory, fingerprint: fingerprintLabel(signature) });
  }
  const { signature: proof, ...covered } = signature;
  const message = signedMessage(covered, manifestBytes);
  const isGenuine = isSignedBy(Buffer.from(trusted.publicKey, 'base64'), message, Buffer.from(proof, 'base64'));
  if (!isGenuine || signature.keyId !== keyId) throw new FerrymanError('BUNDLE_E0003', { path: directory });

  const manifest = parseManifest(directory, manifestBytes);
  const { name, version } = signature.comment;
  if (
    manifest.name !== name ||
    manifest.version !== version ||
    manifest.isPractice !== (signature.use === 'practice')
  ) {
    throw new FerrymanError('BUNDLE_E0003', { path: directory });
  }
  const { name: keyName, publicKey } = trusted;
  const signer = { name: keyName, publicKey, keyId, use: signature.use };
  return { manifest, manifestHash: sha256Hex(manifestBytes), signer };
}

async function readOrRefuse(directory: string, name: string, capBytes: number): Promise<Buffer | undefined> {
  try {
    const bytes = await readCapped(join(directory, name), capBytes);
    if (bytes === undefined) throw notABundle(directory, `${name} > ${capBytes} bytes`);
    return bytes;
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    if (error instanceof FerrymanError) throw error;
    throw new FerrymanError('BUNDLE_E0014', { file: name, detail: systemReason(error) }, { cause: error });
  }
}

function parseSignature(directory: string, bytes: Buffer): BundleSignature {
  const parsed = BundleSignature.safeParse(jsonOf(bytes));
  if (!parsed.success) throw notABundle(directory, `${signatureFileName}: ${issueOf(parsed.error)}`);
  return parsed.data;
}

function parseManifest(directory: string, bytes: Buffer): BundleManifest {
  const parsed = BundleManifest.safeParse(jsonOf(bytes));
  if (!parsed.success) throw notABundle(directory, `${manifestFileName}: ${issueOf(parsed.error)}`);
  // One manifest has one name: the hash of these bytes and the hash of the parsed manifest must be the same.
  if (canonicalJson(parsed.data) !== bytes.toString('utf8'))
    throw notABundle(directory, `${manifestFileName}: not canonical`);
  return parsed.data;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function issueOf(error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): string {
  const [issue] = error.issues;
  return printable(issue === undefined ? 'unreadable' : `${issue.path.map(String).join('.')} ${issue.message}`.trim());
}

function notABundle(directory: string, detail: string): FerrymanError {
  return new FerrymanError('BUNDLE_E0009', { path: directory, detail });
}
