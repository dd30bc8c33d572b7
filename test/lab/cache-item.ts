import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { progress } from './progress.ts';

/**
 * Makes a file or folder of the cache unless it is there. It is made beside its place and renamed at the end,
 * so that what an interrupted build left behind is never taken as whole.
 */
export async function cacheItem(path: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return;
  const parent = dirname(path);
  await mkdir(parent, { recursive: true });
  const prefix = `${basename(path)}.part-`;
  for (const left of await readdir(parent)) {
    if (left.startsWith(prefix)) await rm(join(parent, left), { recursive: true, force: true });
  }
  const unfinished = join(parent, `${prefix}${process.pid}`);
  const started = performance.now();
  progress(`making ${basename(path)} …`);
  await make(unfinished);
  await rename(unfinished, path);
  progress(`made ${basename(path)} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
