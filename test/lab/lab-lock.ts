import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDir } from './lab-paths.ts';
import { progress } from './progress.ts';

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Two commands that build, or that start and remove hosts, at the same time would tread on each other's files: the
 * second waits. Building takes minutes and is no reason to wait with a `down`, so each has a lock of its own.
 */
export async function withLock<T>(what: 'build' | 'hosts', work: () => Promise<T>): Promise<T> {
  const lock = join(cacheDir, `lock-${what}`);
  await mkdir(cacheDir, { recursive: true });
  for (let told = false; ; told = true) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const holder = Number(await readFile(lock, 'utf8').catch(() => '0'));
      if (holder > 0 && !alive(holder)) await rm(lock, { force: true });
      else if (!told) progress(`waiting for another lab command (process ${holder}) to end`);
      await sleep(200);
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}
