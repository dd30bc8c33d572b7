import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type BundleFile, type BundleManifest, wholeFiles } from '../../model/bundle/manifest.ts';
import { compareVersionWords } from '../../model/bundle/version-order.ts';
import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';
import { lockFolder } from '../folder-lock.ts';
import { manifestFileName, signatureFileName } from '../paths.ts';
import { systemReason } from '../printable.ts';
import { type OnProgress, ProgressMeter } from '../progress.ts';
import { type BundleTrust, type TrustedManifest, trustManifest } from '../trust.ts';
import {
  bundleDirectory,
  freeBytes,
  heldBlobs,
  incomingDirectory,
  type StoredBundle,
  storedBundles,
} from './bundle-store.ts';
import { Incoming } from './incoming.ts';
import { type IntakeMedium, openMedium } from './sources.ts';

export interface SiteBundle {
  readonly name: string;
  readonly version: string;
}

export interface IntakeOptions {
  /** A bundle's directory, a directory with volumes of one, or a single volume. */
  readonly source: string;
  /** The site's own store; made where there is none. */
  readonly store: string;
  readonly trust: BundleTrust;
  /** The bundle the site works with, wherever it lies. */
  readonly current?: SiteBundle | undefined;
  /** `name version` of a bundle that is older than the site's, typed by somebody who means it. */
  readonly allowOlder?: string | undefined;
  /** ISO 8601, for the note who holds the store. */
  readonly now: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly elapsedMs?: (() => number) | undefined;
}

export interface Intake extends TrustedManifest {
  /** Where the whole bundle lies; undefined while something is missing. */
  readonly directory: string | undefined;
  readonly volumeCount: number;
  /** Numbers of the volumes still to come. */
  readonly missingVolumes: readonly number[];
  /** What could not be taken from this medium, each named; everything else was. */
  readonly damaged: readonly FerrymanError[];
  /** Bytes read from the medium now, linked from bundles the store had, and still to come. */
  readonly readBytes: number;
  readonly linkedBytes: number;
  readonly missingBytes: number;
}

/**
 * Takes a bundle into the site's store: each byte is read once and hashed while it is read, what the store has already is
 * linked, media may come in any order and as often as needed, and a cut one goes on where it was.
 * BUNDLE_E0001–9 not trusted · INTAKE_E0001 nothing there · E0002 no room · E0003 older · E0004 base lacking · E0006 held.
 */
export async function takeIn(options: IntakeOptions): Promise<Intake> {
  const medium = await openMedium(resolve(options.source));
  try {
    const trusted = trustManifest(options.source, medium.manifest, medium.signature, options.trust);
    await mkdir(options.store, { recursive: true });
    const unlock = await lockFolder(options.store, options.now, 'INTAKE_E0006');
    try {
      return await receiveAll(options, medium, trusted);
    } finally {
      await unlock();
    }
  } finally {
    await medium.close();
  }
}

async function receiveAll(options: IntakeOptions, medium: IntakeMedium, trusted: TrustedManifest): Promise<Intake> {
  const { store, signal } = options;
  const { manifest, manifestHash } = trusted;
  const bundles = await storedBundles(store);
  const whole = { ...trusted, directory: bundleDirectory(store, manifestHash), volumeCount: medium.volumeCount };
  const nothing = { missingVolumes: [], damaged: [], readBytes: 0, linkedBytes: 0, missingBytes: 0 };
  if (bundles.some((known) => known.manifestHash === manifestHash)) return { ...whole, ...nothing };
  refuseOlder(manifest, newestVersion(manifest.name, bundles, options.current), options.allowOlder);

  const directory = incomingDirectory(store, manifestHash);
  const incoming = new Incoming(directory, signal);
  await incoming.prepare();
  const linkedBytes = await linkHeld(manifest, bundles, incoming);
  const lacking = await stillMissing(manifest.files, incoming);
  const needed = lacking.reduce((sum, { missing }) => sum + missing, 0);
  const free = await freeBytes(store);
  if (needed > free) throw noRoom(store, needed, free);

  const meter = new ProgressMeter(needed, options.onProgress, options.elapsedMs);
  const damaged = [...medium.damaged];
  let readBytes = 0;
  const onBytes = (bytes: number, what: string) => {
    readBytes += bytes;
    meter.add(bytes, what);
  };
  const byPath = new Map(manifest.files.map((file) => [file.path, file]));
  const taken = await incoming.takenVolumes(medium.volumeCount);
  for (const { file } of lacking) {
    await incoming.settle(file).catch((error: unknown) => {
      if (!isFerrymanError(error, 'BUNDLE_E0004')) throw asWriteError(error, store, signal);
      // any of its volumes may be the one that was wrong
      taken.clear();
    });
  }
  for (const { index, name, segments, read } of await medium.parts(manifest)) {
    let isWhole = true;
    for (const segment of segments) {
      signal?.throwIfAborted();
      try {
        const file = byPath.get(segment.path);
        if (file === undefined) throw new FerrymanError('BUNDLE_E0006', { file: segment.path });
        if (await incoming.hasSegment(file, segment)) continue;
        await incoming.receive(file, segment, name, read(segment), (bytes) => onBytes(bytes, name));
      } catch (error) {
        // the rest of this medium and the other volumes are still worth taking
        if (signal?.aborted || !(error instanceof FerrymanError)) throw asWriteError(error, store, signal);
        damaged.push(error);
        isWhole = false;
        // a file that is wrong as a whole: any of its volumes may be the one
        if (error.code === 'BUNDLE_E0004') taken.clear();
        if (error.code === 'BUNDLE_E0014') break;
      }
    }
    if (isWhole) taken.add(index);
    await incoming.noteVolumes(medium.volumeCount, taken);
  }
  const rest = await stillMissing(manifest.files, incoming);
  const missingBytes = rest.reduce((sum, { missing }) => sum + missing, 0);
  const figures = { damaged, readBytes, linkedBytes, missingBytes };
  if (rest.length > 0) {
    const numbers = Array.from({ length: medium.volumeCount }, (_, index) => index + 1);
    return { ...whole, directory: undefined, missingVolumes: numbers.filter((index) => !taken.has(index)), ...figures };
  }
  await writeFile(join(directory, manifestFileName), medium.manifest, { flush: true });
  await writeFile(join(directory, signatureFileName), medium.signature, { flush: true });
  await incoming.removePieces();
  await rm(whole.directory, { recursive: true, force: true });
  await rename(directory, whole.directory);
  return { ...whole, missingVolumes: [], ...figures };
}

function refuseOlder(manifest: BundleManifest, newest: string | undefined, allowed: string | undefined): void {
  const { name, version } = manifest;
  if (newest === undefined || compareVersionWords(version, newest) >= 0 || allowed === `${name} ${version}`) return;
  throw tooOld(manifest, newest);
}

/** Of all bundles of this name the site has. */
export function newestVersion(
  name: string,
  bundles: readonly StoredBundle[],
  current: SiteBundle | undefined,
): string | undefined {
  return [...bundles.map(({ manifest }) => manifest), ...(current === undefined ? [] : [current])]
    .filter((bundle) => bundle.name === name)
    .map(({ version }) => version)
    .sort((a, b) => compareVersionWords(b, a))[0];
}

export function tooOld({ name, version }: BundleManifest, current: string): FerrymanError {
  return new FerrymanError('INTAKE_E0003', { name, version, current });
}

export function noRoom(path: string, needed: number, free: number): FerrymanError {
  return new FerrymanError('INTAKE_E0002', { path, needed, free });
}

export function baseLacking(lacking: readonly BundleFile[]): FerrymanError {
  const named = lacking.slice(0, 5).map(({ digest }) => digest.slice(0, 19));
  return new FerrymanError('INTAKE_E0004', { count: lacking.length, missing: named.join(', ') });
}

async function linkHeld(
  manifest: BundleManifest,
  bundles: readonly StoredBundle[],
  incoming: Incoming,
): Promise<number> {
  const held = await heldBlobs(bundles);
  const base = wholeFiles(manifest).slice(manifest.files.length);
  const lacking = base.filter(({ digest, sizeBytes }) => held.get(digest)?.sizeBytes !== sizeBytes);
  if (lacking.length > 0) throw baseLacking(lacking);
  let linkedBytes = 0;
  for (const file of wholeFiles(manifest)) {
    const found = file.path.startsWith('blobs/') ? held.get(file.digest) : undefined;
    if (found?.sizeBytes !== file.sizeBytes || (await incoming.has(file))) continue;
    await incoming.linkFrom(file, found.path);
    linkedBytes += file.sizeBytes;
  }
  return linkedBytes;
}

async function stillMissing(files: readonly BundleFile[], incoming: Incoming) {
  const all: { file: BundleFile; missing: number }[] = [];
  for (const file of files) {
    if (!(await incoming.has(file))) all.push({ file, missing: file.sizeBytes - (await incoming.bytesOf(file)) });
  }
  return all;
}

function asWriteError(error: unknown, store: string, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted || !(error instanceof Error && 'syscall' in error)) return error;
  return new FerrymanError('BUNDLE_E0013', { path: store, detail: systemReason(error) }, { cause: error });
}
