import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLeftOut } from './programs.ts';
import { bundleOf, pushOurs, startRegistry, writeLayout } from './registry-push.ts';
import { compared, type Row } from './row.ts';
import { startWiredHost } from './wired-host.ts';

const rate = '120mbit';

/** P17: what a push through a slow cable says at 10 % of its bytes of the whole time, against the time it then took. */
export async function benchPredictedTime(baseMib = 50): Promise<Row[]> {
  if (isLeftOut('docker-registry', 'docker-registry')) return [];
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-bench-'));
  const host = await startWiredHost(rate);
  try {
    writeLayout(join(folder, 'images'), baseMib, 0);
    const bundle = await bundleOf(folder, 'images');
    const registry = await startRegistry(folder, host);
    let predictedMs = Number.NaN;
    let share = 0;
    const from = performance.now();
    await pushOurs(bundle, registry.host, ({ doneBytes, totalBytes, remainingMs }) => {
      if (doneBytes < totalBytes / 10 || remainingMs === undefined || !Number.isNaN(predictedMs)) return;
      predictedMs = performance.now() - from + remainingMs;
      share = doneBytes / totalBytes;
    }).finally(() => registry.stop());
    const took = performance.now() - from;
    const name = `P17 push through ${rate}: whole time as told after ${Math.round(share * 100)} %, against what it took`;
    return [compared(name, predictedMs / 1000, took / 1000, '0.8 – 1.2', 's')];
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
