import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageItem } from '../model/bundle/manifest.ts';
import { readDeb } from './deb.ts';
import { hashFile } from './hash-file.ts';
import { debianArchitecture, rpmArchitecture } from './packages/architectures.ts';
import { systemReason } from './printable.ts';
import { readRpm } from './rpm-header.ts';

export interface FoundPackage {
  readonly item: PackageItem;
  readonly fileName: string;
}

/** The .deb or .rpm files of a folder. Throws an Error that names the file at fault. */
export async function readPackages(
  directory: string,
  { distribution, platform }: { readonly distribution: string; readonly platform: string },
  signal?: AbortSignal,
): Promise<FoundPackage[]> {
  const fileNames = (await readdir(directory)).filter((name) => /\.(deb|rpm)$/.test(name)).sort();
  if (fileNames.length === 0) throw new Error('no .deb and no .rpm in this folder');
  if (new Set(fileNames.map((name) => name.slice(-4))).size > 1) throw new Error('both .deb and .rpm in this folder');
  const packages: FoundPackage[] = [];
  for (const fileName of fileNames) {
    const path = join(directory, fileName);
    const { name, version, architecture } = await (fileName.endsWith('.rpm') ? readRpm(path) : readDeb(path)).catch(
      (error: unknown) => {
        throw new Error(`${fileName}: ${systemReason(error)}`);
      },
    );
    if (!isFor(architecture, platform)) {
      throw new Error(`${fileName} is for ${architecture}, not for ${platform}`);
    }
    const hashed = await hashFile(path, { signal });
    packages.push({
      item: { type: 'package', name, version, distribution, platform, fileName, ...hashed },
      fileName,
    });
  }
  return packages;
}

/** Both families' names: amd64 is x86_64 to rpm, and what is for every machine is all or noarch. */
function isFor(architecture: string, platform: string): boolean {
  return ['all', 'noarch', debianArchitecture(platform), rpmArchitecture(platform)].includes(architecture);
}
