import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImageItem } from '../model/bundle/manifest.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { type DebIdentity, readDeb } from './deb.ts';
import { executableKind } from './elf.ts';
import { type ImageLayout, openLayoutArchive, openLayoutDirectory } from './image-layout.ts';
import { specPath } from './paths.ts';
import { isMissingFile, systemReason } from './printable.ts';
import { readAt } from './read-capped.ts';
import { readImages } from './read-images.ts';
import { type BundleSpec, specError } from './spec.ts';

export interface GatheredImage {
  readonly item: ImageItem;
  readonly layout: ImageLayout;
}

export interface GatheredFile {
  readonly spec: BundleSpec['files'][number];
  readonly path: string;
  readonly fileName: string;
  readonly sizeBytes: number;
}

export interface GatheredPackage {
  readonly identity: DebIdentity;
  readonly distribution: string;
  readonly platform: string;
  readonly path: string;
  readonly fileName: string;
  readonly sizeBytes: number;
}

/** Everything a spec names, found and looked at, nothing copied yet. Close the layouts when done. */
export interface Gathered {
  readonly images: readonly GatheredImage[];
  readonly files: readonly GatheredFile[];
  readonly packages: readonly GatheredPackage[];
  close(): Promise<void>;
}

/** Finds what the spec names. BUNDLE_E0010 names the field of the spec that is at fault. */
export async function gather(specFile: string, spec: BundleSpec): Promise<Gathered> {
  const layouts: ImageLayout[] = [];
  const close = async () => {
    await Promise.all(layouts.map((layout) => layout.close()));
  };
  const atField = async <Result>(field: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof FerrymanError) throw error;
      throw specError(specFile, `${field}: ${isMissingFile(error) ? 'not found' : systemReason(error)}`);
    }
  };
  try {
    const images: GatheredImage[] = [];
    for (const [index, source] of spec.images.entries()) {
      const found = await atField(`images[${index}]`, async () => {
        const layout = await openLayout(specFile, source);
        layouts.push(layout);
        return (await readImages(layout, spec.platforms)).map((item) => ({ item, layout }));
      });
      images.push(...found);
    }
    const files: GatheredFile[] = [];
    for (const [index, file] of spec.files.entries()) {
      files.push(await atField(`files[${index}] (${file.id})`, () => gatherFile(specFile, file)));
    }
    const packages: GatheredPackage[] = [];
    for (const [index, source] of spec.packages.entries()) {
      packages.push(...(await atField(`packages[${index}]`, () => gatherPackages(specFile, source))));
    }
    return { images, files, packages, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openLayout(specFile: string, source: BundleSpec['images'][number]): Promise<ImageLayout> {
  if ('archive' in source) return openLayoutArchive(specPath(specFile, source.archive));
  const directory = specPath(specFile, source.layout);
  if (!(await stat(directory)).isDirectory()) throw new Error('not a folder');
  return openLayoutDirectory(directory);
}

async function gatherFile(specFile: string, spec: GatheredFile['spec']): Promise<GatheredFile> {
  const path = specPath(specFile, spec.path);
  const stats = await stat(path);
  if (!stats.isFile()) throw new Error('not a file');
  if (spec.kind === 'binary') await checkArchitecture(path, spec.platform);
  return { spec, path, fileName: basename(path), sizeBytes: stats.size };
}

/** A binary for another architecture starts nowhere, and says so only on the node. */
async function checkArchitecture(path: string, platform: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const found = executableKind(await readAt(handle, 0, 20));
    const [, wanted = 'any'] = platform.split('/');
    if (found === undefined) throw new Error('not an executable (neither ELF nor a script)');
    if (found !== 'script' && found !== wanted) throw new Error(`claimed for ${platform}, but built for ${found}`);
  } finally {
    await handle.close();
  }
}

async function gatherPackages(specFile: string, spec: BundleSpec['packages'][number]): Promise<GatheredPackage[]> {
  const { distribution, platform } = spec;
  const directory = specPath(specFile, spec.path);
  const fileNames = (await readdir(directory)).filter((name) => name.endsWith('.deb')).sort();
  if (fileNames.length === 0) throw new Error('no .deb in this folder');
  const [, wanted] = platform.split('/');
  const packages: GatheredPackage[] = [];
  for (const fileName of fileNames) {
    const path = join(directory, fileName);
    const identity = await readDeb(path, fileName).catch((error: unknown) => {
      throw new Error(`${fileName}: ${systemReason(error)}`);
    });
    if (identity.architecture !== 'all' && identity.architecture !== wanted) {
      throw new Error(`${fileName} is for ${identity.architecture}, not for ${platform}`);
    }
    packages.push({ identity, distribution, platform, path, fileName, sizeBytes: (await stat(path)).size });
  }
  return packages;
}
