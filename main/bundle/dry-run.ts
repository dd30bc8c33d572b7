import { chartNeeds } from '../model/bundle/chart-rendering.ts';
import { type ArtifactNeed, type MissingArtifact, missingFrom } from '../model/bundle/closure.ts';
import type { SiteInventory } from '../model/bundle/inventory.ts';
import { type ComponentLicence, licenceOf, type OpenDecision, openDecisions } from '../model/bundle/licence.ts';
import { isRemote, sourceLabel } from '../model/bundle/lock.ts';
import { blobsOf } from '../model/bundle/manifest.ts';
import { artifactLabel } from '../model/plan/artifact-ref.ts';
import { cachedBytes } from './blob-cache.ts';
import { readInputs } from './build-inputs.ts';

/** What a build would do, without doing it. Each blob is counted once, however many artifacts share it. */
export interface DryRun {
  readonly items: readonly {
    readonly artifact: string;
    readonly sizeBytes: number;
    /** Of that, what would be fetched now. */
    readonly fetchBytes: number;
    readonly sources: readonly string[];
  }[];
  readonly totalBytes: number;
  readonly fetchBytes: number;
  /** Of the rest, what the cache seems to hold: its digests are checked by the build. */
  readonly cachedBytes: number;
  readonly localBytes: number;
  /** What the site holds already and is not carried; no part of the total. */
  readonly savedBytes: number;
  readonly missing: readonly MissingArtifact[];
  /** Licences that ask for somebody's decision before anything is built. */
  readonly undecided: readonly OpenDecision[];
}

/** Reads spec, lock and the names in the cache; no network, no content. Refusals as `buildBundle` for spec and lock. */
export async function dryRun(given: {
  readonly specFile: string;
  readonly lockFile?: string | undefined;
  readonly createdAt: string;
  readonly cacheDirectory: string;
  readonly needs?: readonly ArtifactNeed[] | undefined;
  readonly licences?: readonly ComponentLicence[] | undefined;
  readonly base?: SiteInventory | undefined;
}): Promise<DryRun> {
  const { licences = [] } = given;
  const { lock, spec } = await readInputs(given);
  const cached = await cachedBytes(given.cacheDirectory);
  const blobs = new Map(lock.blobs.map((blob) => [blob.digest, blob]));
  const sum = { totalBytes: 0, fetchBytes: 0, cachedBytes: 0, localBytes: 0, savedBytes: 0 };
  const atSite = new Map(given.base?.blobs.map(({ digest, sizeBytes }) => [digest, sizeBytes]));
  const counted = new Set<string>();
  const fetchBytesOf = (digest: string): number => {
    const blob = blobs.get(digest);
    if (blob === undefined || counted.has(digest)) return 0;
    counted.add(digest);
    const { sizeBytes, sources } = blob;
    if (atSite.get(digest) === sizeBytes) {
      sum.savedBytes += sizeBytes;
      return 0;
    }
    const held = Math.min(cached.get(digest)?.bytes ?? 0, sizeBytes);
    const isLocal = sources.some((source) => !isRemote(source));
    sum.totalBytes += sizeBytes;
    if (isLocal) sum.localBytes += sizeBytes - held;
    else sum.fetchBytes += sizeBytes - held;
    sum.cachedBytes += held;
    return isLocal ? 0 : sizeBytes - held;
  };
  const items = lock.items.map(({ item }) => ({
    artifact: artifactLabel(item),
    sizeBytes: item.sizeBytes,
    fetchBytes: blobsOf(item).reduce((all, { digest }) => all + fetchBytesOf(digest), 0),
    sources: [...new Set((blobs.get(item.digest)?.sources ?? []).map(sourceLabel))],
  }));
  const licensed = lock.items.map(({ item }) => ({ ...item, licence: licenceOf(item, spec.licences, licences) }));
  const missing = missingFrom(licensed, [...(given.needs ?? []), ...chartNeeds(lock.charts ?? [], lock.platforms)]);
  return { items, ...sum, missing, undecided: openDecisions(licensed, licences, spec.licenceDecisions) };
}
