import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { printable } from './printable.ts';

interface Holder {
  readonly host: string;
  readonly pid: number;
  readonly since: string;
}

/** One at a time in a cache or a store. A holder that died on this machine is passed over; `code` names a living one. */
export async function lockFolder(
  directory: string,
  now: string,
  code: 'BUNDLE_E0020' | 'INTAKE_E0006',
): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, 'lock');
  const mine: Holder = { host: hostname(), pid: process.pid, since: now };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const handle = await open(path, 'wx');
      await handle.writeFile(JSON.stringify(mine));
      await handle.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = await readHolder(path);
    const isDead = holder !== undefined && holder.host === mine.host && !isAlive(holder.pid);
    if (!isDead || attempt > 3) {
      const who =
        holder === undefined ? path : `${holder.host}, process ${holder.pid}, since ${holder.since} (${path})`;
      throw new FerrymanError(code, { path: directory, holder: printable(who) });
    }
    await rm(path, { force: true });
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const { host, pid, since } = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string' ? { host, pid, since: String(since) } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and somebody else's
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
