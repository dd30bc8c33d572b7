import { mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { ended } from './programs.ts';
import { alone, median, type Row } from './row.ts';
import { startWiredHost } from './wired-host.ts';
import { writeBlob } from './wired-pool.ts';

const rounds = 3;
const streams = 4;

/** P13: how late the engine's event loop gets while four blobs go to a host at once over 1 GbE, and as fast as it goes. */
export async function benchLoopDelay(sizeMiB = 128): Promise<Row[]> {
  const memory = mkdtempSync('/dev/shm/ferryman-bench-');
  try {
    const blobs = Array.from({ length: streams }, (_, index) => writeBlob(memory, `blob-${index}`, sizeMiB));
    const rows: Row[] = [];
    for (const [rate, name] of [
      ['936mbit', '1 GbE'],
      ['40gbit', 'a wire without a limit'],
    ] as const) {
      const figures: Figures[] = [];
      const { stop, address, port, keyPath, hostKey } = await startWiredHost(rate);
      try {
        const given = JSON.stringify({ host: { address, port, keyPath, hostKey }, blobs });
        for (let round = 0; round < rounds; round += 1) figures.push(await uploaded(given));
      } finally {
        await stop();
      }
      const of = (which: keyof Figures) => median(figures.map((each) => each[which]));
      const rateMBs = (streams * sizeMiB * 1.048576) / of('seconds');
      const what = `P13 ${streams} uploads at once over ${name}`;
      rows.push(
        alone(`${what}: event loop delay p99`, of('loopDelayP99Ms'), '≤ 30', 'ms'),
        alone(`${what}: memory`, of('maxRssMiB'), '≤ 300', 'MiB'),
        alone(`${what}: together`, rateMBs, '', 'MB/s'),
      );
    }
    return rows;
  } finally {
    rmSync(memory, { recursive: true, force: true });
  }
}

interface Figures {
  readonly loopDelayP99Ms: number;
  readonly maxRssMiB: number;
  readonly seconds: number;
}

async function uploaded(given: string): Promise<Figures> {
  const program = resolve(import.meta.dirname, 'upload-streams.ts');
  const said = await ended(process.execPath, [program, given]);
  return JSON.parse(/^\{.*\}$/m.exec(said)?.[0] ?? '{}') as Figures;
}
