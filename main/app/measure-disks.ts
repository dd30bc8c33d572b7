import type { PreflightContext } from '../checks/preflight/host-check.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { DiskLatency } from '../model/site/disk-latency.ts';
import type { HostPool } from '../ports/host-pool.ts';
import { diskLatencyScript, readDiskLatency } from '../steps/trust/disk-latency.ts';
import { noArtifacts, poolFor } from './collect-facts.ts';
import type { SiteSession } from './site-session.ts';

const dataPath = '/var/lib/etcd';
/** The script itself ends within five seconds, unless the disk has stopped answering. */
const giveUpAfterMs = 30_000;

/**
 * Measures the disks etcd will have on these machines, all at once: virtual machines often share one storage, and so do the
 * members of etcd when they work. Nothing else of ours may be under way there.
 */
export async function measureDisks(
  session: SiteSession,
  machines: readonly string[],
): Promise<PreflightContext['diskLatencies']> {
  const pool = poolFor(session, noArtifacts);
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(new Error(`no answer within ${giveUpAfterMs / 1000} s`));
  }, giveUpAfterMs);
  const signal = AbortSignal.any([session.signal, late.signal]);
  try {
    const measured = machines.map(async (name) => {
      const result = await measureDisk(pool, name, signal).catch((error: unknown) => ({
        state: 'broken' as const,
        error,
      }));
      return [name, result] as const;
    });
    return Object.fromEntries(await Promise.all(measured));
  } finally {
    clearTimeout(timer);
    await pool.close();
  }
}

async function measureDisk(pool: HostPool, name: string, signal: AbortSignal): Promise<DiskLatency> {
  const runner = await pool.runner(name, { runKey: 'disk-latency', fence: 0, signal, onLog: () => undefined });
  const failed = (detail: string, exitCode: number, cause?: unknown) =>
    new FerrymanError(
      'HOST_E0003',
      { machine: name, script: diskLatencyScript.name, exitCode, detail },
      { target: name, cause },
    );
  const { exitCode, stdout, stderr } = await runner.scratch(diskLatencyScript, [dataPath]).catch((error: unknown) => {
    throw error === signal.reason && error instanceof Error ? failed(error.message, -1, error) : error;
  });
  if (exitCode !== 0) throw failed(stderr.slice(-300), exitCode);
  try {
    return readDiskLatency(stdout);
  } catch (cause) {
    throw failed('its answer is not whole', exitCode, cause);
  }
}
