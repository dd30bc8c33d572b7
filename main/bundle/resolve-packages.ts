import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageItem } from '../model/bundle/manifest.ts';
import { readDeb } from './deb.ts';
import { hashFile } from './hash-file.ts';
import { systemReason } from './printable.ts';

export interface FoundPackage {
  readonly item: PackageItem;
  readonly fileName: string;
}

/** The .deb files of a folder. Throws an Error that names the file at fault. */
export async function readPackages(
  directory: string,
  { distribution, platform }: { readonly distribution: string; readonly platform: string },
  signal?: AbortSignal,
): Promise<FoundPackage[]> {
  const fileNames = (await readdir(directory)).filter((name) => name.endsWith('.deb')).sort();
  if (fileNames.length === 0) throw new Error('no .deb in this folder');
  const [, wanted] = platform.split('/');
  const packages: FoundPackage[] = [];
  for (const fileName of fileNames) {
    const path = join(directory, fileName);
    const { name, version, architecture } = await readDeb(path).catch((error: unknown) => {
      throw new Error(`${fileName}: ${systemReason(error)}`);
    });
    if (architecture !== 'all' && architecture !== wanted) {
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
