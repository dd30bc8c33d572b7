import { join } from 'node:path';
import type { WrittenRepository } from './write-repositories.ts';

/** What goes into sources.list or a .repo file; the bundle's own signature was verified before anything was written. */
export function sourceLine(root: string, { folder, format }: Pick<WrittenRepository, 'folder' | 'format'>): string {
  const path = join(root, folder).replaceAll('\\', '/').replaceAll(' ', '%20');
  if (format === 'dnf') return `baseurl=file://${path} gpgcheck=0`;
  return `deb [trusted=yes] file:${path} ./`;
}
