import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from '../printable.ts';
import type { FileSums } from './file-sums.ts';

const [sha256File, sm3File] = ['SHA256SUMS', 'SM3SUMS'];

export const checksumFileNames: readonly string[] = [sha256File, sm3File];

/** Writes both lists as `sha256sum -c` and `sm3sum -c` (or `cksum -a sm3 -c`) take them. */
export async function writeChecksumFiles(
  folder: string,
  files: readonly (Pick<FileSums, 'sha256' | 'sm3'> & { readonly fileName: string })[],
): Promise<void> {
  await replace(join(folder, sha256File), files.map(({ fileName, sha256 }) => `${sha256}  ${fileName}\n`).join(''));
  await replace(join(folder, sm3File), files.map(({ fileName, sm3 }) => `${sm3}  ${fileName}\n`).join(''));
}

/** What SHA256SUMS says of each file, in hex; undefined where there is no such list. Lines that are none are left out. */
export async function readChecksums(folder: string): Promise<ReadonlyMap<string, string> | undefined> {
  const source = await readFile(join(folder, sha256File), 'utf8').catch((error: unknown) => {
    if (isMissingFile(error)) return undefined;
    throw error;
  });
  const lines = source?.matchAll(/^([0-9a-f]{64}) [ *](.+?)\r?$/gm);
  return lines && new Map([...lines].map(([, sum = '', name = '']) => [name, sum]));
}

async function replace(path: string, content: string): Promise<void> {
  await writeFile(`${path}.partial`, content, { flush: true });
  await rename(`${path}.partial`, path);
}
