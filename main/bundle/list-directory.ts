import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Everything below a directory that is not a directory, as sorted paths with forward slashes. Links are listed, never
 * followed; an empty directory that should not be there is listed too (with a slash at its end).
 */
export async function listDirectory(directory: string): Promise<string[]> {
  const found: string[] = [];
  await walk(directory, '', found);
  return found.sort();
}

async function walk(directory: string, prefix: string, found: string[]): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true });
  if (entries.length === 0 && prefix !== '' && prefix !== 'blobs/' && prefix !== 'blobs/sha256/') found.push(prefix);
  for (const entry of entries) {
    if (entry.isDirectory()) await walk(join(directory, entry.name), `${prefix}${entry.name}/`, found);
    else found.push(`${prefix}${entry.name}`);
  }
}
