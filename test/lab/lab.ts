import { parseArgs } from 'node:util';
import { allDown, boot, hostsUp, reset } from './host-lifecycle.ts';
import { powerOff } from './host-power.ts';
import { assertNoUplink } from './isolation.ts';
import { LabError, messageOf } from './lab-error.ts';
import { requireHost } from './lab-hosts.ts';
import { withLock } from './lab-lock.ts';
import { setWire } from './lab-network.ts';
import { labStatus } from './lab-status.ts';
import { prepareLab } from './prepare-lab.ts';
import { progress } from './progress.ts';
import { defaultRelease } from './software/releases.ts';

const help = `lab: real hosts with systemd and sshd on this Linux machine, without a way out

  up N [--kubernetes 1.34|1.36]     install and build what is missing, then boot bare hosts h1 … hN
  build [--kubernetes 1.34|1.36]    only install and build (default ${defaultRelease})
  down                              remove every host, the bridge and what belongs to them; the cache stays
  status [--json]                   hosts, access and the bundle specs that are built
  cut HOST | plug HOST              take the network cable out | put it back, at full speed
  slow HOST RATE                    limit the cable to a rate such as 10mbit; "plug" ends it
  kill HOST | boot HOST             pull the power | switch on again with the same files
  reset HOST                        bare again: new disk and new host keys
  check-isolation                   prove that no packet leaves the lab network

The cache is ~/.cache/ferryman-lab, or the folder named by FERRYMAN_LAB_CACHE.
FERRYMAN_LAB_KEEP_GO=1 keeps Go's caches (tens of GB) after a build, for building another version soon.`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { kubernetes: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  const [command, first, second] = positionals;
  if (values.help === true || command === undefined || command === 'help') return console.log(help);
  switch (command) {
    case 'up':
      if (!/^\d+$/.test(first ?? '')) throw new LabError('say how many hosts: up 3');
      await withLock('build', () => prepareLab(values.kubernetes));
      await withLock('hosts', () => hostsUp(Number(first)));
      return progress(`${first} hosts are up`);
    case 'build':
      await withLock('build', () => prepareLab(values.kubernetes));
      return;
    case 'down':
      return withLock('hosts', allDown);
    case 'status':
      return printStatus(values.json === true);
    case 'cut':
      return setWire(requireHost(first), 'cut');
    case 'plug':
      return setWire(requireHost(first), 'whole');
    case 'slow':
      return setWire(requireHost(first), `slow ${second ?? ''}`);
    case 'kill':
      return powerOff(requireHost(first));
    case 'boot':
      return boot(requireHost(first));
    case 'reset':
      return withLock('hosts', () => reset(requireHost(first)));
    case 'check-isolation':
      return console.log((await assertNoUplink()).statements.join('\n'));
    default:
      throw new LabError(`unknown lab command "${command}"; see --help`);
  }
}

async function printStatus(json: boolean): Promise<void> {
  const status = await labStatus();
  if (json) return console.log(JSON.stringify(status, null, 2));
  if (status.hosts.length === 0) console.log('no hosts');
  for (const host of status.hosts) {
    const state = host.up ? 'up' : host.powered ? 'on, not reachable' : 'off';
    console.log(`${host.name}  ${host.address}  ${state}  cable ${host.wire}  ${host.hostKeyFingerprint}`);
  }
  for (const [version, spec] of Object.entries(status.specs)) console.log(`${version}  ${spec}`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`lab: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
