import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sshdIsMissing, startSshd } from '../adapters/ssh/real-sshd.ts';
import { compared, median, type Row, seconds } from './row.ts';
import { scpOnce, uploadOnce, writeRandom } from './ssh.ts';

/** What TCP carries over 1 GbE. */
const bytesPerSecond = 117_000_000;
const rounds = 3;

/** P2: one upload stream through 1 GbE with a round trip of 2 and of 20 ms, connecting included, against scp. */
export async function benchLongWire(sizeMiB = 256): Promise<Row[]> {
  const missing = sshdIsMissing();
  if (missing !== undefined) throw new Error(missing);
  const sshd = await startSshd();
  const memory = mkdtempSync('/dev/shm/ferryman-bench-');
  const files = { source: join(memory, 'source'), target: join(memory, 'target') };
  try {
    writeRandom(files.source, sizeMiB);
    const rows: Row[] = [];
    for (const rttMs of [2, 20]) {
      const wire = await layWire(sshd.port, rttMs);
      const far = { ...sshd, port: wire.port };
      const ours: number[] = [];
      const peer: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        ours.push(await seconds(() => uploadOnce(far, files)));
        peer.push(await seconds(() => scpOnce(far, files)));
      }
      await wire.take();
      const rate = (took: readonly number[]) => (sizeMiB * 1.048576) / median(took);
      const name = `P2 upload of ${sizeMiB} MiB through ${bytesPerSecond / 1e6} MB/s, RTT ${rttMs} ms, against scp`;
      rows.push(compared(name, rate(ours), rate(peer), '≥ 1.0', 'MB/s'));
    }
    return rows;
  } finally {
    rmSync(memory, { recursive: true, force: true });
    await sshd.stop();
  }
}

async function layWire(targetPort: number, rttMs: number) {
  const relay = resolve(import.meta.dirname, 'delaying-relay.ts');
  const child = spawn(process.execPath, [relay, String(targetPort), String(bytesPerSecond), String(rttMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    port: Number(port.toString()),
    take: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
