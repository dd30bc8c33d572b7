import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDir, paths } from './lab-paths.ts';
import { progress } from './progress.ts';

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Two commands that build or start hosts at the same time would tread on each other's files: the second waits. */
export async function withLock<T>(work: () => Promise<T>): Promise<T> {
  await mkdir(cacheDir, { recursive: true });
  for (let told = false; ; told = true) {
    try {
      await writeFile(paths.lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const holder = Number(await readFile(paths.lock, 'utf8').catch(() => '0'));
      if (holder > 0 && !alive(holder)) await rm(paths.lock, { force: true });
      else if (!told) progress(`waiting for another lab command (process ${holder}) to end`);
      await sleep(200);
    }
  }
  try {
    return await work();
  } finally {
    await rm(paths.lock, { force: true });
  }
}
