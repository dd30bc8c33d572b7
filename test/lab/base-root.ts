import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheItem } from './cache-item.ts';
import { cacheDir, scriptPath } from './lab-paths.ts';
import { run } from './run-command.ts';

const script = scriptPath('host', 'make-base-root.sh');

/** Keyed by its script: a changed script makes a new base. */
export function baseRootPath(): string {
  const key = createHash('sha256').update(readFileSync(script)).digest('hex').slice(0, 12);
  return join(cacheDir, `base-bookworm-${key}`);
}

export async function makeBaseRoot(): Promise<void> {
  await cacheItem(baseRootPath(), async (dir) => {
    await run('bash', [script, dir], { failure: 'the base system of the hosts could not be made' });
  });
}
