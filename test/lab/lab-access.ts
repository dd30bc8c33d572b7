import { randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { cacheItem } from './cache-item.ts';
import { paths } from './lab-paths.ts';
import { run } from './run-command.ts';

/** The key of root and ops on every lab host, and the password ops gives to sudo; made once per cache. */
export async function makeAccess(): Promise<void> {
  await cacheItem(paths.access, async (dir) => {
    await mkdir(dir, { mode: 0o700 });
    await chmod(dir, 0o700);
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'ferryman-lab', '-f', `${dir}/id_ed25519`]);
    await writeFile(`${dir}/ops-password`, `${randomBytes(12).toString('base64url')}\n`, { mode: 0o600 });
  });
}
