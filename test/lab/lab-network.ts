import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isolateBridge } from './isolation.ts';
import { LabError } from './lab-error.ts';
import { bridge, type LabHost } from './lab-hosts.ts';
import { scriptPath } from './lab-paths.ts';
import { run, succeeds } from './run-command.ts';

/** What was done to a host's cable outlives its power: a cut cable is still cut after a boot. */
type Wire = 'cut' | `slow ${string}` | 'whole';

export async function bridgeUp(): Promise<void> {
  if (!(await succeeds('ip', ['link', 'show', bridge.name]))) {
    await run('ip', ['link', 'add', bridge.name, 'address', bridge.mac, 'type', 'bridge']);
    await run('ip', ['addr', 'add', `${bridge.address}/24`, 'dev', bridge.name]);
    await run('ip', ['link', 'set', bridge.name, 'up']);
  }
  await isolateBridge();
}

export async function plugIn(host: LabHost): Promise<void> {
  await run('bash', [scriptPath('host', 'plug-in.sh'), host.name, host.address, bridge.name, bridge.address], {
    failure: `the network of ${host.name} could not be made`,
  });
  const wire = readWire(host);
  if (wire !== 'whole') await applyWire(host, wire);
}

export async function setWire(host: LabHost, wire: Wire): Promise<void> {
  await applyWire(host, wire);
  if (wire === 'whole') await rm(wireFile(host), { force: true });
  else await writeFile(wireFile(host), wire);
}

async function applyWire(host: LabHost, wire: Wire): Promise<void> {
  const link = `fm-${host.name}`;
  // Both ends: the machine's end carries what the host receives, the host's end what it sends.
  const ends = [
    ['dev', link],
    ['dev', 'eth0'],
  ] as const;
  const tc = (end: number, ...words: string[]) => [...(end === 1 ? ['-n', link] : []), 'qdisc', ...words];
  if (wire.startsWith('slow ')) {
    const rate = wire.slice('slow '.length);
    if (!/^\d+(\.\d+)?[kmg]?bit$/.test(rate))
      throw new LabError(`"${rate}" is no rate; write it like 10mbit or 500kbit`);
    for (const [end, device] of ends.entries()) await run('tc', tc(end, 'replace', ...device, ...shape(rate)));
  } else {
    for (const [end, device] of ends.entries()) await succeeds('tc', tc(end, 'del', ...device, 'root'));
  }
  await run('ip', ['link', 'set', link, wire === 'cut' ? 'down' : 'up']);
}

/** A line of that rate. Its queue is short: behind a long one an answer would wait for the bulk, as behind no network card. */
export function shape(rate: string): readonly string[] {
  return ['root', 'tbf', 'rate', rate, 'burst', '64kb', 'latency', '20ms'];
}

function wireFile(host: LabHost): string {
  return join(host.dir, 'wire');
}

export function readWire(host: LabHost): Wire {
  return existsSync(wireFile(host)) ? (readFileSync(wireFile(host), 'utf8') as Wire) : 'whole';
}
