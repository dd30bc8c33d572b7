import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hexOf } from '../../model/bundle/digest.ts';
import type { BundleManifest, PackageItem } from '../../model/bundle/manifest.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { artifactLabel } from '../../model/plan/artifact-ref.ts';
import type { ArtifactSource } from '../../ports/artifact-source.ts';
import { type OpenedBundle, openBundle } from '../open.ts';
import { blobPath, partialDirectory } from '../paths.ts';
import { isMissingFile, isSystemError, printable, systemReason } from '../printable.ts';
import { type OnProgress, ProgressMeter } from '../progress.ts';
import type { BundleTrust } from '../trust.ts';
import { writeAptIndex } from './apt-index.ts';
import type { CopiedPackage } from './copied-package.ts';
import { writeDnfIndex } from './dnf-index.ts';

export interface WrittenRepository {
  readonly distribution: string;
  readonly platform: string;
  readonly format: 'apt' | 'dnf';
  /** Below the output folder, with forward slashes. */
  readonly folder: string;
  readonly packages: number;
  readonly sizeBytes: number;
}

export interface RepositoryOptions {
  readonly directory: string;
  readonly trust: BundleTrust;
  /** A new or empty folder; it appears whole at the end. */
  readonly outputDirectory: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress;
  readonly elapsedMs?: () => number;
}

/**
 * A bundle's OS packages as repositories that the machines of the site can install from, one a distribution and architecture.
 * BUNDLE_E0001–9 the bundle · BUNDLE_E0004, E0005, E0014 a package's content · BUNDLE_E0023 another package than it is called ·
 * PACKAGE_E0005 nothing to write, or the folder is in use · PACKAGE_E0006 cannot write · the signal's reason.
 */
export async function writeRepositories(options: RepositoryOptions): Promise<{
  readonly manifest: BundleManifest;
  readonly repositories: readonly WrittenRepository[];
}> {
  const { outputDirectory, signal } = options;
  const { manifest, source, packages } = await packagesToWrite(options);
  const totalBytes = packages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const copying = { source, signal, meter: new ProgressMeter(totalBytes, options.onProgress, options.elapsedMs) };
  const partial = partialDirectory(outputDirectory);
  try {
    await rm(partial, { recursive: true, force: true });
    const repositories: WrittenRepository[] = [];
    for (const items of groupsOf(packages).values())
      repositories.push(await writeOne(partial, manifest, items, copying));
    await mkdir(dirname(outputDirectory), { recursive: true });
    await rm(outputDirectory, { recursive: true, force: true });
    await rename(partial, outputDirectory);
    return { manifest, repositories };
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof FerrymanError || signal?.aborted || !isSystemError(error)) throw error;
    throw new FerrymanError('PACKAGE_E0006', { path: outputDirectory, detail: systemReason(error) }, { cause: error });
  }
}

/** The packages of a bundle that may be written there. As `writeRepositories` refuses, before anything is written. */
export async function packagesToWrite({
  directory,
  trust,
  outputDirectory,
}: Pick<RepositoryOptions, 'directory' | 'trust' | 'outputDirectory'>): Promise<
  OpenedBundle & { readonly packages: readonly PackageItem[] }
> {
  const bundle = await openBundle(directory, trust);
  const packages = bundle.manifest.items.filter((item): item is PackageItem => item.type === 'package');
  if (packages.length === 0)
    throw new FerrymanError('PACKAGE_E0005', { path: directory, detail: 'it holds no OS packages' });
  await refuseUsed(outputDirectory);
  return { ...bundle, packages };
}

interface Copying {
  readonly source: ArtifactSource;
  readonly signal: AbortSignal | undefined;
  readonly meter: ProgressMeter;
}

async function writeOne(
  root: string,
  { name, version, createdAt }: BundleManifest,
  items: readonly [PackageItem, ...PackageItem[]],
  copying: Copying,
): Promise<WrittenRepository> {
  const [{ distribution, platform }] = items;
  const folder = `${distribution}/${platform.replace(/^linux\//, '').replaceAll('/', '-')}`;
  const path = join(root, ...folder.split('/'));
  await mkdir(path, { recursive: true });
  const copied: CopiedPackage[] = [];
  for (const item of items) {
    copying.signal?.throwIfAborted();
    copied.push(await copyOf(item, path, copying));
  }
  const format = items.every(({ fileName }) => fileName.endsWith('.rpm')) ? 'dnf' : 'apt';
  const writeIndex = format === 'dnf' ? writeDnfIndex : writeAptIndex;
  await writeIndex(path, copied, { origin: 'Ferryman', label: `${name} ${version}`, createdAt }).catch(
    (error: unknown) => {
      if (!(error instanceof Error) || isSystemError(error) || error instanceof TypeError) throw error;
      throw new FerrymanError('BUNDLE_E0023', {
        what: `${distribution} ${platform}`,
        detail: printable(error.message),
      });
    },
  );
  const sizeBytes = items.reduce((sum, each) => sum + each.sizeBytes, 0);
  return { distribution, platform, format, folder, packages: items.length, sizeBytes };
}

async function copyOf(item: PackageItem, folder: string, { source, signal, meter }: Copying): Promise<CopiedPackage> {
  const { name, version, digest, sizeBytes } = item;
  const path = join(folder, `${hexOf(digest)}.partial`);
  const hash = createHash('sha256');
  const content = source.read(digest);
  content.on('data', (chunk: Buffer) => {
    hash.update(chunk);
    meter.add(chunk.length, name);
  });
  await pipeline(content, createWriteStream(path), ...(signal === undefined ? [] : [{ signal }]));
  const actual = `sha256:${hash.digest('hex')}`;
  if (actual !== digest) throw new FerrymanError('BUNDLE_E0004', { file: blobPath(digest), expected: digest, actual });
  return { path, label: artifactLabel(item), name, version, sha256: hexOf(digest), sizeBytes };
}

function groupsOf(packages: readonly PackageItem[]): Map<string, [PackageItem, ...PackageItem[]]> {
  const groups = new Map<string, [PackageItem, ...PackageItem[]]>();
  for (const item of packages) {
    const key = `${item.distribution} ${item.platform}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

async function refuseUsed(path: string): Promise<void> {
  const entries = await readdir(path).catch((error: unknown): string[] => {
    if (isMissingFile(error)) return [];
    throw new FerrymanError('PACKAGE_E0006', { path, detail: systemReason(error) }, { cause: error });
  });
  if (entries.length > 0) throw new FerrymanError('PACKAGE_E0005', { path, detail: 'the folder is not empty' });
}
