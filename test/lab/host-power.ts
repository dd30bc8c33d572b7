import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from './lab-error.ts';
import type { LabHost } from './lab-hosts.ts';
import { scriptPath } from './lab-paths.ts';
import { run } from './run-command.ts';

export function isPowered(host: LabHost): boolean {
  try {
    // counts the processes of all groups below, too
    return readFileSync(`/sys/fs/cgroup/pids/ferryman-${host.name}/pids.current`, 'utf8').trim() !== '0';
  } catch {
    return false;
  }
}

/** Starts the host's systemd in a session of its own, so that it outlives this command and its shell. */
export function powerOn(host: LabHost): void {
  const console = openSync(join(host.dir, 'console'), 'a');
  const script = scriptPath('host', 'power-on.sh');
  spawn('nsenter', [`--net=/run/netns/fm-${host.name}`, 'bash', script, host.name, host.dir], {
    detached: true,
    stdio: ['ignore', console, console],
  }).unref();
}

export async function powerOff(host: LabHost): Promise<void> {
  await run('bash', [scriptPath('host', 'power-off.sh'), host.name], {
    failure: `${host.name} could not be switched off`,
  });
}

/** A host is up once its sshd greets; a cut cable is not waited for. */
export async function waitUntilUp(host: LabHost, seconds = 60): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (performance.now() < deadline) {
    if (await greets(host)) return;
    await sleep(100);
  }
  const words = readFileSync(join(host.dir, 'console'), 'utf8').trim().split('\n').slice(-3).join(' | ');
  throw new LabError(`${host.name} did not come up within ${seconds} s; its console ends: ${words}`);
}

export function greets(host: LabHost): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: host.address, port: 22, timeout: 1000 });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .on('data', () => end(true))
      .on('error', () => end(false))
      .on('timeout', () => end(false))
      .on('close', () => end(false));
  });
}
