import { homedir } from 'node:os';
import { join } from 'node:path';

/** Everything the lab builds and runs lives here, outside the checkout. */
export const cacheDir: string = process.env.FERRYMAN_LAB_CACHE ?? join(homedir(), '.cache', 'ferryman-lab');

export const paths = {
  hosts: join(cacheDir, 'hosts'),
  software: join(cacheDir, 'software'),
  goCaches: join(cacheDir, 'go'),
  access: join(cacheDir, 'access'),
  key: join(cacheDir, 'access', 'id_ed25519'),
  sudoPassword: join(cacheDir, 'access', 'ops-password'),
} as const;

/** A script that lies beside this file. */
export function scriptPath(...parts: string[]): string {
  return join(import.meta.dirname, ...parts);
}
