import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { incompleteBundle } from '../model/bundle/closure.ts';
import type { SiteInventory } from '../model/bundle/inventory.ts';
import { type ComponentLicence, licenceOf, openDecisions } from '../model/bundle/licence.ts';
import type { BundleLock } from '../model/bundle/lock.ts';
import { type BundleItem, type BundleManifest, blobsOf } from '../model/bundle/manifest.ts';
import { FerrymanError, isFerrymanError } from '../model/errors/ferryman-error.ts';
import { artifactLabel } from '../model/plan/artifact-ref.ts';
import { BlobCache } from './blob-cache.ts';
import { BlobSupply } from './blob-supply.ts';
import { BlobWriter } from './blob-writer.ts';
import { readInputs } from './build-inputs.ts';
import { type ClosureDemand, missingForCharts, proveClosure, type Unproven } from './closure.ts';
import { inParallel } from './in-parallel.ts';
import type { SigningKey } from './keys.ts';
import { listDirectory } from './list-directory.ts';
import { checkLocalFile } from './local-file.ts';
import { LocalLayouts } from './local-layouts.ts';
import type { NetworkSources } from './network-sources.ts';
import { localPath, manifestFileName, partialDirectory, signatureFileName } from './paths.ts';
import { isSystemError, systemReason } from './printable.ts';
import { type OnProgress, ProgressMeter } from './progress.ts';
import { isSourceFailure } from './source-failure.ts';
import type { BundleSpec } from './spec.ts';
import { type Builder, writeManifest } from './write-manifest.ts';

export interface BuildOptions {
  readonly specFile: string;
  /** Made by `resolveBundle`. Left out, the spec may name only files of this machine (BUNDLE_E0015). */
  readonly lockFile?: string | undefined;
  /** Appears whole at the end. An older bundle there is replaced, anything else is left alone (BUNDLE_E0012). */
  readonly outputDirectory: string;
  /** A practice key makes a practice bundle. */
  readonly signingKey: SigningKey;
  /** ISO 8601, UTC: the same inputs and the same time give the same bytes. */
  readonly createdAt: string;
  /** Where the rest comes from, and the cache it goes through; needed with a lock that names remote sources. */
  readonly remote?: RemoteBuild | undefined;
  /** What the bundle must be complete for, or who lets it be signed without. Only a practice bundle needs neither. */
  readonly closure?: ClosureDemand | Unproven | undefined;
  /** What the catalog says of licences. */
  readonly licences?: readonly ComponentLicence[] | undefined;
  /** Who builds, and with which Ferryman. */
  readonly builder?: Builder | undefined;
  /** What the site holds already: it is not carried again. */
  readonly base?: SiteInventory | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

export interface RemoteBuild {
  readonly network: NetworkSources;
  readonly cacheDirectory: string;
}

export interface BuiltBundle {
  readonly manifest: BundleManifest;
  readonly manifestHash: string;
  /** Sources that were passed over because another one helped. */
  readonly passedOver: readonly FerrymanError[];
  /** Bytes left out because the site holds them. */
  readonly savedBytes: number;
}

const width = 4;

/**
 * Builds and signs a bundle from a spec and its lock. A cut build leaves nothing at the output; the next one uses what it
 * fetched and copied. BUNDLE_E0004 a damaged source blob · E0007 not complete · E0010 the spec · E0012 output taken ·
 * E0013 cannot write · E0015 no lock · E0016, E0017 another lock · E0018 not what was locked · E0019 no source left ·
 * E0020 cache in use · E0030 nothing to be complete for · E0031 a licence undecided · the signal's reason.
 */
export async function buildBundle(options: BuildOptions): Promise<BuiltBundle> {
  const { outputDirectory, signal, licences = [] } = options;
  const { spec, lock, lockHash } = await readInputs(options);
  const items = lock.items.map(({ item }) => ({ ...item, licence: licenceOf(item, spec.licences, licences) }));
  refuseUndecided(items, licences, spec);
  const proof = proofOf(lock, options);
  await refuseForeignOutput(outputDirectory);
  const partial = partialDirectory(outputDirectory);
  try {
    const writer = new BlobWriter(partial, signal);
    await writer.prepare();
    const held = heldOf(lock, options.base);
    const carried = lock.blobs.filter(({ digest }) => !held.has(digest));
    const passedOver = await bringBlobs({ ...lock, blobs: carried }, writer, options);
    await checkExecutables(lock, held, writer);
    const built = await writeManifest(partial, { spec, lock, lockHash, proof, items, held }, writer, options);
    await removeLeftovers(partial, built.manifest);
    signal?.throwIfAborted();
    await putInPlace(partial, outputDirectory);
    const savedBytes = [...held.values()].reduce((sum, sizeBytes) => sum + sizeBytes, 0);
    return { ...built, passedOver, savedBytes };
  } catch (error) {
    throw signal?.aborted ? error : asFerrymanError(error, outputDirectory);
  }
}

/**
 * Practice bundles prove nothing about a delivery, and real sites refuse them. What its own charts need a bundle has to
 * hold whoever it is for: a site's waiver names what is missing, nobody else's does.
 */
function proofOf(
  lock: BundleLock,
  { closure, signingKey }: BuildOptions,
): Pick<BundleManifest, 'closure' | 'unproven'> {
  if (closure === undefined || !('needs' in closure)) {
    const missing = missingForCharts(lock);
    if (missing.length > 0) throw incompleteBundle(missing);
  }
  if (closure === undefined) {
    if (signingKey.publicKey.use === 'practice') return {};
    throw new FerrymanError('BUNDLE_E0030', {});
  }
  return 'needs' in closure ? { closure: proveClosure(lock, closure) } : { unproven: closure.waiver };
}

function refuseUndecided(items: readonly BundleItem[], licences: readonly ComponentLicence[], spec: BundleSpec): void {
  const open = openDecisions(items, licences, spec.licenceDecisions);
  const [first] = open;
  if (first === undefined) return;
  const evidence = open.map(({ what, licence, artifacts, question }) =>
    [`${what}: ${licence}`, ...(question === undefined ? [] : [question.zh, question.en]), artifacts.join(', ')].join(
      '\n  ',
    ),
  );
  throw new FerrymanError(
    'BUNDLE_E0031',
    { what: open.map(({ what, licence }) => `${what} (${licence})`).join(', '), first: first.what },
    { evidence: evidence.join('\n') },
  );
}

/** Blobs of the lock that a site's inventory names with the same size. */
function heldOf(lock: BundleLock, base: SiteInventory | undefined): Map<string, number> {
  const there = new Map((base?.blobs ?? []).map(({ digest, sizeBytes }) => [digest, sizeBytes]));
  return new Map(
    lock.blobs
      .filter(({ digest, sizeBytes }) => there.get(digest) === sizeBytes)
      .map(({ digest, sizeBytes }) => [digest, sizeBytes]),
  );
}

async function bringBlobs(lock: BundleLock, writer: BlobWriter, options: BuildOptions): Promise<FerrymanError[]> {
  const { specFile, signal, remote, onProgress, createdAt } = options;
  const totalBytes = lock.blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const layouts = new LocalLayouts(specFile, lock.platforms, remote?.network.containerd, signal);
  const cache = remote === undefined ? undefined : await BlobCache.open(remote.cacheDirectory, createdAt);
  try {
    const clock = remote?.network.clock;
    const meter = new ProgressMeter(totalBytes, onProgress, clock && (() => clock.elapsedMs()));
    const supply = new BlobSupply({ specFile, writer, layouts, meter, cache, network: remote?.network, signal });
    const users = usersOf(lock);
    // the largest first, so that none of them is left alone at the end
    const blobs = [...lock.blobs].sort((a, b) => b.sizeBytes - a.sizeBytes);
    const failures: FerrymanError[] = [];
    await inParallel(blobs, width, async (blob) => {
      try {
        await supply.bring(blob, users.get(blob.digest) ?? blob.digest);
      } catch (error) {
        // one artifact that cannot be had keeps no other from being fetched: the next try needs that one only
        if (!isSourceFailure(error) && !isFerrymanError(error, 'BUNDLE_E0019')) throw error;
        failures.push(error);
      }
    });
    throwFirst(failures);
    return supply.passedOver;
  } finally {
    await layouts.close();
    await cache?.close();
  }
}

/** With the others as evidence. */
function throwFirst(failures: readonly FerrymanError[]): void {
  const [first, ...others] = [...failures].sort((a, b) => (a.message < b.message ? -1 : 1));
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const evidence = [first.evidence ?? [], others.map(({ message }) => message)].flat().join('\n');
  throw new FerrymanError(first.code, first.parameters, { evidence });
}

/** What a blob is part of, for messages. */
function usersOf(lock: BundleLock): Map<string, string> {
  const nameOf = (item: BundleItem) => (item.type === 'file' ? item.id : item.name);
  return new Map(lock.items.flatMap(({ item }) => blobsOf(item).map(({ digest }) => [digest, nameOf(item)] as const)));
}

/** The first bytes a server showed while resolving were not proven to be those of the digest; these are. */
async function checkExecutables(
  lock: BundleLock,
  held: ReadonlyMap<string, number>,
  writer: BlobWriter,
): Promise<void> {
  for (const { item } of lock.items) {
    // what the site holds was checked when it was carried there
    if (item.type !== 'file' || item.kind !== 'binary' || held.has(item.digest)) continue;
    await checkLocalFile(writer.pathOf(item.digest), item.kind, item.platform).catch((error: unknown) => {
      if (isSystemError(error)) throw error;
      throw new FerrymanError('BUNDLE_E0023', { what: artifactLabel(item), detail: systemReason(error) });
    });
  }
}

/** Blobs of an earlier, cut build of another spec have no place in this bundle. */
async function removeLeftovers(partial: string, manifest: BundleManifest): Promise<void> {
  const listed = new Set<string>([manifestFileName, signatureFileName, ...manifest.files.map(({ path }) => path)]);
  for (const found of await listDirectory(partial)) {
    if (!listed.has(found)) await rm(localPath(partial, found), { force: true, recursive: true });
  }
}

async function refuseForeignOutput(outputDirectory: string): Promise<void> {
  const entries = await readdir(outputDirectory).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new FerrymanError('BUNDLE_E0012', { path: outputDirectory }, { cause: error });
  });
  if (entries.length > 0 && !entries.includes(manifestFileName)) {
    throw new FerrymanError('BUNDLE_E0012', { path: outputDirectory });
  }
}

async function putInPlace(partial: string, outputDirectory: string): Promise<void> {
  const replaced = `${partial}.replaced`;
  await rm(replaced, { recursive: true, force: true });
  const isThere = await stat(outputDirectory).then(
    () => true,
    () => false,
  );
  if (isThere) await rename(outputDirectory, replaced);
  else await mkdir(join(outputDirectory, '..'), { recursive: true });
  await rename(partial, outputDirectory);
  await rm(replaced, { recursive: true, force: true });
}

/** A medium that fails while it is read is another story than a full disk; what is no system error is a bug and stays one. */
function asFerrymanError(error: unknown, outputDirectory: string): unknown {
  if (!isSystemError(error)) return error;
  const detail = systemReason(error);
  if (error.syscall === 'read') {
    const file = 'path' in error ? String(error.path) : '?';
    return new FerrymanError('BUNDLE_E0014', { file, detail }, { cause: error });
  }
  return new FerrymanError('BUNDLE_E0013', { path: outputDirectory, detail }, { cause: error });
}
