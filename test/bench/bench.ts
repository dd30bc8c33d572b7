import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { benchFleetScale } from './fleet-scale.ts';
import { benchInstall } from './install.ts';
import { benchIntake } from './intake.ts';
import { benchJournal } from './journal.ts';
import { benchPlanner } from './planner.ts';
import { benchRegistryPush } from './registry-push.ts';
import type { Row } from './row.ts';
import { benchSsh } from './ssh.ts';

const benches: Readonly<Record<string, () => Promise<Row[]>>> = {
  ssh: () => benchSsh(),
  'many-hosts': async () => (await import('./many-hosts.ts')).benchManyHosts(),
  'long-wire': async () => (await import('./long-wire.ts')).benchLongWire(),
  'cut-cable': async () => (await import('./cut-cable.ts')).benchCutCable(),
  'predicted-time': async () => (await import('./predicted-time.ts')).benchPredictedTime(),
  'loop-delay': async () => (await import('./loop-delay.ts')).benchLoopDelay(),
  journal: () => benchJournal(),
  planner: () => benchPlanner(),
  push: () => benchRegistryPush(),
  intake: () => benchIntake(),
  fleet: () => benchFleetScale(),
  'fan-out': async () => (await import('./fan-out.ts')).benchFanOut(),
  'node-import': async () => (await import('./node-import.ts')).benchNodeImport(),
  'disk-latency': async () => (await import('./disk-latency.ts')).benchDiskLatency(),
  install: () => benchInstall(),
};

/** npm run bench [-- NAME…] with the names above: one table; a bench that cannot run here says why and is left out. */
const { positionals } = parseArgs({ allowPositionals: true });
const chosen = positionals.length === 0 ? Object.keys(benches) : positionals;
const rows: Row[] = [];
for (const name of chosen) {
  try {
    rows.push(...((await benches[name]?.()) ?? []));
  } catch (error) {
    console.error(`${name}: left out: ${error instanceof Error ? error.message : error}`);
  }
}
console.log(
  `load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
);
console.log('| what | ours | peer | unit | ratio | goal |\n|---|--:|--:|---|--:|---|');
for (const { name, ours, peer, unit, ratio, goal } of rows) {
  const shown = (value: number) => (Number.isNaN(value) ? '' : value.toFixed(value < 10 ? 2 : 1));
  console.log(`| ${name} | ${shown(ours)} | ${shown(peer)} | ${unit} | ${shown(ratio)} | ${goal} |`);
}
