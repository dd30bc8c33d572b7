import './raw-imports.ts';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ended, isOnPath } from './programs.ts';
import { alone, compared, median, type Row, seconds } from './row.ts';

const { diskLatencyScript, readDiskLatency } = await import('../../main/steps/trust/disk-latency.ts');
const rounds = 9;
const roundsAtOnce = 3;
/** What the probe calls; which of the two that measure it finds is what differs. */
const programs = 'bash basename cat date df dirname find grep mkdir mktemp mount mv rm stat tail timeout'.split(' ');

/**
 * P15: the disk probe by python3 beside the one by fio, in turns on the disk this repository lies on, as on a machine whose
 * /var/lib is there; then three at once, as many control planes on one storage are measured.
 */
export async function benchDiskLatency(): Promise<Row[]> {
  for (const name of ['python3', 'fio']) {
    if (!isOnPath(name)) throw new Error(`${name} is not on PATH (the Debian package is called so too)`);
  }
  const folder = mkdtempSync(resolve('.disk-latency-'));
  try {
    writeFileSync(join(folder, 'probe'), diskLatencyScript.source);
    const ways = {
      python3: await prepare(folder, 'python3', await lastLine('python3', ['-c', 'import sys; print(sys.executable)'])),
      fio: await prepare(folder, 'fio', await lastLine('sh', ['-c', 'command -v fio'])),
    };
    const p99 = { python3: [] as number[], fio: [] as number[] };
    const took: number[] = [];
    const atOnce: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // who goes first has the disk that the other's end left behind
      for (const way of round % 2 === 0 ? (['python3', 'fio'] as const) : (['fio', 'python3'] as const)) {
        took.push(await seconds(async () => p99[way].push(await ways[way]())));
      }
    }
    for (let round = 0; round < roundsAtOnce; round += 1)
      atOnce.push(await seconds(() => Promise.all([ways.python3(), ways.python3(), ways.python3()])));
    console.error(
      `p99 by python3: ${p99.python3.map(tenths).join(' ')} ms, by fio: ${p99.fio.map(tenths).join(' ')} ms`,
    );
    return [
      {
        ...compared('P15 disk probe: p99 by python3, against fio', median(p99.python3), median(p99.fio), '≤ 1.5', 'ms'),
        // what else keeps the disk busy comes and goes within a run, so each round is compared with itself
        ratio: median(p99.python3.map((value, round) => value / (p99.fio[round] ?? Number.NaN))),
      },
      alone('P15 disk probe, the longest', Math.max(...took), '≤ 5', 's'),
      alone('P15 disk probe, three at once on one disk, the longest', Math.max(...atOnce), '≤ 5', 's'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tenths(value: number): string {
  return value.toFixed(2);
}

async function lastLine(program: string, args: readonly string[]): Promise<string> {
  return (await ended(program, args)).trim().split('\n').at(-1) ?? '';
}

/** A PATH with one way only; what it answers measures once, and says the p99 in ms. */
async function prepare(folder: string, way: 'python3' | 'fio', path: string): Promise<() => Promise<number>> {
  const bin = join(folder, way);
  mkdirSync(bin);
  for (const name of programs) symlinkSync(await lastLine('sh', ['-c', `command -v ${name}`]), join(bin, name));
  symlinkSync(path, join(bin, way));
  const unshare = await lastLine('sh', ['-c', 'command -v unshare']);
  let turn = 0;
  return async () => {
    turn += 1;
    const disk = join(folder, `${way}-${turn}`);
    mkdirSync(disk);
    const machine = 'mount --bind "$1" /var/lib; mount -t tmpfs none /run; exec bash "$2" /var/lib/etcd';
    const namespaces = ['--user', '--map-root-user', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child'];
    const argv = [...namespaces, 'bash', '-euc', machine, 'probe', disk, join(folder, 'probe')];
    const latency = readDiskLatency(await ended(unshare, argv, { PATH: bin }));
    if (latency.state !== 'measured' || !latency.way.startsWith(way)) throw new Error(JSON.stringify(latency));
    return latency.p99Ms;
  };
}
