import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where fetched blobs are kept between bundles: FERRYMAN_HOME, or the system's usual place for what can be fetched again. */
export function cacheDirectory(): string {
  const home = process.env.FERRYMAN_HOME;
  if (home) return join(home, 'cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'ferryman');
  const caches = process.platform === 'win32' ? process.env.LOCALAPPDATA : process.env.XDG_CACHE_HOME;
  return join(caches || join(homedir(), '.cache'), 'ferryman');
}
