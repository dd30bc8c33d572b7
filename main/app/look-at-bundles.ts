import { resolve } from 'node:path';
import { listKeys } from '../bundle/keys.ts';
import { type BundleTrust, readTrustedManifest, type TrustedManifest } from '../bundle/trust.ts';
import type { ComparisonView, InspectView, SignerView } from '../contract/bundle.contract.ts';
import { compareBundles } from '../model/bundle/compare.ts';
import { spokenFingerprint } from '../model/bundle/fingerprint.ts';
import type { BundleManifest } from '../model/bundle/manifest.ts';
import { type KeyUse, type PublicKey, trustedKeyOf } from '../model/bundle/signing-key.ts';
import type { SiteSession } from './site-session.ts';

/** For looking at a bundle, which takes nothing into the site: this person's own keys and the site's. */
export async function trustToLook({ store, bundles }: SiteSession): Promise<BundleTrust> {
  const own = (await listKeys(bundles.workshop.keyDirectory)).map(trustedKeyOf);
  return { trustedKeys: [...own, ...store.signingKeys()], isPracticeSite: true };
}

export function isTrustedBySite({ store }: SiteSession, { signer }: TrustedManifest): boolean {
  const isKnown = store
    .signingKeys()
    .some(({ publicKey, keyId }) => publicKey === signer.publicKey && keyId === signer.keyId);
  return isKnown && (signer.use === 'release' || store.isPractice);
}

/** Signature and manifest, as `readTrustedManifest` answers and refuses. */
export async function inspectBundleAt(session: SiteSession, given: string): Promise<InspectView> {
  const path = resolve(given);
  const found = await readTrustedManifest(path, await trustToLook(session));
  const { manifest, manifestHash, signer } = found;
  return {
    path,
    manifestHash,
    manifest,
    signer: signerView(signer),
    isTrustedBySite: isTrustedBySite(session, found),
  };
}

export async function sbomAt(session: SiteSession, given: string): Promise<{ fileName: string; json: string }> {
  const { manifest, manifestHash } = await readTrustedManifest(resolve(given), await trustToLook(session));
  return await writeSbom(manifest, manifestHash, session.version);
}

/** The library is large, and nobody else needs it. */
export async function writeSbom(manifest: BundleManifest, manifestHash: string, version: string) {
  const { sbomOf } = await import('../bundle/sbom.ts');
  return {
    fileName: `${manifest.name}-${manifest.version}.cdx.json`,
    json: sbomOf(manifest, manifestHash, version),
  };
}

export async function compareBundlesAt(
  session: SiteSession,
  given: { readonly from: string; readonly to: string },
): Promise<ComparisonView> {
  const trust = await trustToLook(session);
  const { manifest: from } = await readTrustedManifest(resolve(given.from), trust);
  const { manifest: to } = await readTrustedManifest(resolve(given.to), trust);
  const { items, newBytes, sharedBytes } = compareBundles(from, to);
  const nameOf = ({ name, version }: typeof from) => ({ name, version });
  return { from: nameOf(from), to: nameOf(to), items: [...items], newBytes, sharedBytes };
}

export async function ownKeys({ bundles }: SiteSession): Promise<(SignerView & Pick<PublicKey, 'use'>)[]> {
  const keys = await listKeys(bundles.workshop.keyDirectory);
  return keys.map((key) => ({ ...signerView({ ...trustedKeyOf(key), use: key.use }), use: key.use }));
}

export function signerView(signer: {
  readonly name: string;
  readonly keyId: string;
  readonly publicKey: string;
  readonly use: KeyUse;
}): SignerView {
  const { name, keyId, publicKey, use } = signer;
  return { name, keyId, spoken: spokenFingerprint({ use, algorithm: 'ed25519', publicKey }).spoken };
}
