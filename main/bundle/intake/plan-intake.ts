import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { wholeFiles } from '../../model/bundle/manifest.ts';
import { type SpaceNeeds, spaceNeeds } from '../../model/bundle/space.ts';
import { compareVersionWords } from '../../model/bundle/version-order.ts';
import type { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { type BundleTrust, type TrustedManifest, trustManifest } from '../trust.ts';
import { freeBytes, heldBlobs, incomingDirectory, storedBundles } from './bundle-store.ts';
import { Incoming } from './incoming.ts';
import { openMedium } from './sources.ts';
import { baseLacking, newestVersion, noRoom, type SiteBundle, tooOld } from './take-in.ts';

/** What taking in would do, told before a byte of content is read. */
export interface IntakePlan extends TrustedManifest {
  readonly store: string;
  readonly volumeCount: number;
  /** Numbers of the volumes on this medium that can be read. */
  readonly presentVolumes: readonly number[];
  /** Numbers of those that are neither on this medium nor taken in before. */
  readonly missingVolumes: readonly number[];
  readonly damaged: readonly FerrymanError[];
  /** Against the newest bundle of this name the site has. */
  readonly age: 'first' | 'newer' | 'same-version' | 'older' | 'taken-in';
  readonly currentVersion: string | undefined;
  readonly space: SpaceNeeds & {
    /** Bytes still to be written into the store, and free there. */
    readonly storeBytes: number;
    readonly freeBytes: number;
    /** Bytes the store has already. */
    readonly heldBytes: number;
  };
  /** Why it would be refused as things are; empty = it can begin. */
  readonly obstacles: readonly FerrymanError[];
}

export interface IntakePlanOptions {
  readonly source: string;
  readonly store: string;
  readonly trust: BundleTrust;
  readonly current?: SiteBundle | undefined;
  readonly allowOlder?: string | undefined;
}

/** Reads signature, manifest and tables of a medium; writes nothing. Rejects as `takeIn` for what cannot be trusted or is not there. */
export async function planIntake(options: IntakePlanOptions): Promise<IntakePlan> {
  const { source, store, current, allowOlder } = options;
  const medium = await openMedium(resolve(source));
  try {
    const trusted = trustManifest(source, medium.manifest, medium.signature, options.trust);
    const { manifest, manifestHash } = trusted;
    const parts = await medium.parts(manifest);
    const bundles = await storedBundles(store);
    const isTakenIn = bundles.some((known) => known.manifestHash === manifestHash);
    const held = await heldBlobs(bundles);
    const incoming = new Incoming(incomingDirectory(store, manifestHash), undefined);

    let [storeBytes, heldBytes] = [0, 0];
    for (const file of isTakenIn ? [] : manifest.files) {
      const isHeld = file.path.startsWith('blobs/') && held.get(file.digest)?.sizeBytes === file.sizeBytes;
      const there = isHeld ? file.sizeBytes : await incoming.bytesOf(file);
      heldBytes += there;
      storeBytes += file.sizeBytes - there;
    }
    const free = await freeBytes(nearestFolder(store));
    const base = isTakenIn ? [] : wholeFiles(manifest).slice(manifest.files.length);
    const lacking = base.filter(({ digest, sizeBytes }) => held.get(digest)?.sizeBytes !== sizeBytes);
    const currentVersion = newestVersion(manifest.name, bundles, current);
    const order = currentVersion === undefined ? undefined : compareVersionWords(manifest.version, currentVersion);
    const isRefusedAsOlder = order !== undefined && order < 0 && allowOlder !== `${manifest.name} ${manifest.version}`;
    const obstacles = [
      ...(isRefusedAsOlder && !isTakenIn ? [tooOld(manifest, currentVersion ?? '')] : []),
      ...(lacking.length > 0 ? [baseLacking(lacking)] : []),
      ...(storeBytes > free ? [noRoom(store, storeBytes, free)] : []),
    ];
    const present = parts.map(({ index }) => index).filter((index) => index > 0);
    const before = await incoming.knownVolumes(medium.volumeCount);
    const all = Array.from({ length: medium.volumeCount }, (_, index) => index + 1);
    return {
      ...trusted,
      store,
      volumeCount: medium.volumeCount,
      presentVolumes: present,
      missingVolumes: isTakenIn ? [] : all.filter((index) => !present.includes(index) && !before.has(index)),
      damaged: medium.damaged,
      age: isTakenIn ? 'taken-in' : ageOf(order),
      currentVersion,
      space: { ...spaceNeeds(manifest), storeBytes, heldBytes, freeBytes: free },
      obstacles,
    };
  } finally {
    await medium.close();
  }
}

function ageOf(order: number | undefined): IntakePlan['age'] {
  if (order === undefined) return 'first';
  if (order === 0) return 'same-version';
  return order < 0 ? 'older' : 'newer';
}

/** A store that is not there yet will lie in it. */
function nearestFolder(path: string): string {
  const parent = dirname(path);
  return existsSync(path) || parent === path ? path : nearestFolder(parent);
}
