import { z } from 'zod';
import type { OpenedBundle } from '../bundle/open.ts';
import type { BundleView } from '../contract/plan.contract.ts';
import { findItem } from '../model/bundle/find-item.ts';
import { type BundleItem, blobsOf } from '../model/bundle/manifest.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { CarriedImage } from '../model/operation/step-kind.ts';
import { type ArtifactRef, artifactLabel, type ResolvedArtifact } from '../model/plan/artifact-ref.ts';
import type { BundleIndex } from '../plan/closure.ts';
import type { SiteSession } from './site-session.ts';

const Taken = z.object({ path: z.string(), manifestHash: z.string() });

/** Checks signature and manifest and takes the bundle for this site; its files are checked where they arrive. */
export async function takeBundle(session: SiteSession, path: string): Promise<BundleView> {
  const opened = await openForSite(session, path);
  session.store.saveDocument('bundle', { path, manifestHash: opened.manifestHash });
  return view(path, opened);
}

/** The site's bundle, opened anew: its signature and manifest hold, and it is the one that was taken. */
export async function needBundle(session: SiteSession): Promise<OpenedBundle> {
  const document = session.store.latestDocument('bundle');
  if (document === undefined)
    throw new FerrymanError('SITE_E0007', { what: 'bundle', next: 'ferryman bundle use DIRECTORY' });
  const { path, manifestHash } = Taken.parse(document.content);
  const opened = await openForSite(session, path);
  if (opened.manifestHash !== manifestHash) {
    throw new FerrymanError('BUNDLE_E0011', { expected: manifestHash, actual: opened.manifestHash });
  }
  return opened;
}

export async function savedBundle(session: SiteSession): Promise<BundleView | null> {
  const document = session.store.latestDocument('bundle');
  if (document === undefined) return null;
  return view(Taken.parse(document.content).path, await needBundle(session));
}

/** How the operation planner asks a bundle. The packages of a distribution are one closure: each comes with all of them. */
export function bundleIndex({ manifest, manifestHash }: OpenedBundle): BundleIndex {
  return {
    manifestHash,
    images: carriedImages(manifest),
    find(ref: ArtifactRef): ResolvedArtifact | undefined {
      const item = findItem(manifest, ref);
      if (item === undefined) return undefined;
      const items = item.type === 'package' ? manifest.items.filter((other) => isSameClosure(item, other)) : [item];
      return {
        ref,
        digest: item.digest,
        sizeBytes: item.sizeBytes,
        blobs: items.flatMap((each) => blobsOf(each).map(({ digest, sizeBytes }) => ({ digest, sizeBytes }))),
        fileName: item.type === 'image' ? '' : item.fileName,
      };
    },
  };
}

/** One for each name, whatever the number of platforms. */
function carriedImages({ items }: OpenedBundle['manifest']): CarriedImage[] {
  const images = new Map(
    items.flatMap((item) => (item.type === 'image' ? [[item.name, item.index?.digest ?? item.digest] as const] : [])),
  );
  return [...images].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, digest]) => ({ name, digest }));
}

function isSameClosure(item: BundleItem, other: BundleItem): boolean {
  if (item.type !== 'package' || other.type !== 'package') return false;
  const isFitting = other.platform === item.platform || other.platform === 'any';
  return isFitting && other.distribution === item.distribution;
}

/** Any bundle, for this site: its signature has to be one the site trusts. */
export async function openForSite({ store, openBundle }: SiteSession, path: string): Promise<OpenedBundle> {
  return await openBundle(path, { trustedKeys: store.signingKeys(), isPracticeSite: store.isPractice });
}

function view(path: string, { manifest, manifestHash, signer }: OpenedBundle): BundleView {
  return {
    path,
    name: manifest.name,
    version: manifest.version,
    signer: signer.name,
    fingerprint: signer.keyId,
    manifestHash,
    isPractice: manifest.isPractice,
    sizeBytes: manifest.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    items: manifest.items.map((item) => ({
      name: artifactLabel(item),
      sizeBytes: item.sizeBytes,
      digest: item.digest,
    })),
  };
}
