import { open, stat } from 'node:fs/promises';
import { executableKind } from './elf.ts';
import { readAt } from './read-capped.ts';

/** Throws an Error for a binary that would start nowhere: it says so only on the node otherwise. */
export function checkExecutable(head: Uint8Array, platform: string): void {
  const found = executableKind(head);
  const [, wanted = 'any'] = platform.split('/');
  if (found === undefined) throw new Error('not an executable (neither ELF nor a script)');
  if (found !== 'script' && found !== wanted) throw new Error(`claimed for ${platform}, but built for ${found}`);
}

/** Rejects as node:fs does, or with an Error that says why the file is not what it is claimed to be. */
export async function checkLocalFile(path: string, kind: string, platform: string): Promise<void> {
  if (!(await stat(path)).isFile()) throw new Error('not a file');
  if (kind !== 'binary') return;
  const handle = await open(path, 'r');
  try {
    checkExecutable(await readAt(handle, 0, 20), platform);
  } finally {
    await handle.close();
  }
}
