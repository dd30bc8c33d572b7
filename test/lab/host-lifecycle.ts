import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { baseRootPath } from './base-root.ts';
import { isPowered, powerOff, powerOn, waitUntilUp } from './host-power.ts';
import { bridge, existingHosts, hostNumber, type LabHost } from './lab-hosts.ts';
import { bridgeUp, plugIn, readWire } from './lab-network.ts';
import { paths, scriptPath } from './lab-paths.ts';
import { progress } from './progress.ts';
import { run, succeeds } from './run-command.ts';

/** Boots hosts h1 … hN; those already there are kept as they are and switched on if they are off. */
export async function hostsUp(count: number): Promise<void> {
  const wanted = Array.from({ length: count }, (_, index) => hostNumber(index + 1));
  await mkdir(paths.hosts, { recursive: true });
  await bridgeUp();
  await Promise.all(
    wanted.map(async (host) => {
      if (!existsSync(join(host.dir, 'made'))) {
        await remove(host); // what an interrupted start left
        await create(host);
      }
      await boot(host);
    }),
  );
}

/** A host that is on stays untouched; one that is off starts from the same files on a fresh network. */
export async function boot(host: LabHost): Promise<void> {
  if (!isPowered(host)) {
    await powerOff(host); // groups left by a host that shut itself down
    await run('bash', [scriptPath('host', 'mount-disk.sh'), host.dir], {
      failure: `the disk of ${host.name} could not be mounted`,
    });
    await plugIn(host);
    powerOn(host);
  }
  if (readWire(host) === 'cut') return;
  await waitUntilUp(host);
  progress(`${host.name} is up at ${host.address}`);
}

/** Bare again: new disk, new host keys, same name and address. */
export async function reset(host: LabHost): Promise<void> {
  await remove(host);
  await create(host);
  await boot(host);
}

export async function allDown(): Promise<void> {
  await Promise.all(existingHosts().map(remove));
  await rm(paths.hosts, { recursive: true, force: true });
  await succeeds('ip', ['link', 'del', bridge.name]);
  await succeeds('nft', ['delete', 'table', 'inet', 'ferryman_lab']);
}

async function create(host: LabHost): Promise<void> {
  const script = scriptPath('host', 'create-host.sh');
  await run('bash', [script, host.name, host.dir, baseRootPath(), `${paths.key}.pub`, paths.sudoPassword], {
    failure: `the files of ${host.name} could not be made`,
  });
}

async function remove(host: LabHost): Promise<void> {
  await powerOff(host);
  await run('bash', [scriptPath('host', 'remove-host.sh'), host.name, host.dir], {
    failure: `${host.name} could not be removed`,
  });
}
