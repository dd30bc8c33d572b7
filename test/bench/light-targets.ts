import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort, makeKeys, sshdListens, sshdSettings } from '../adapters/ssh/real-sshd.ts';

/** OpenSSH listens on no more sockets than this in one process. */
const mostAddresses = 16;

/** Many addresses of the loopback network, each answered by a real OpenSSH server: hosts that cost next to nothing. */
export interface LightTargets {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly user: string;
  readonly keyPath: string;
  /** Base64 of the SSH wire format; one key for all. */
  readonly hostKey: string;
  /** Every address with its key, in OpenSSH's format. */
  readonly knownHostsPath: string;
  readonly directory: string;
  stop(): Promise<void>;
}

export async function startLightTargets(count: number): Promise<LightTargets> {
  const directory = mkdtempSync(join(tmpdir(), 'ferryman-targets-'));
  const hostKey = makeKeys(directory);
  const port = await freePort();
  const addresses = Array.from({ length: count }, (_, index) => `127.77.0.${index + 1}`);
  const knownHostsPath = join(directory, 'known_hosts');
  writeFileSync(knownHostsPath, addresses.map((address) => `[${address}]:${port} ssh-ed25519 ${hostKey}\n`).join(''));
  // As root, sshd insists on its empty directory.
  if (process.getuid?.() === 0) execFileSync('mkdir', ['-p', '/run/sshd']);
  const daemons: ChildProcess[] = [];
  for (let from = 0; from < count; from += mostAddresses) {
    const config = join(directory, `config-${from}`);
    const listen = addresses.slice(from, from + mostAddresses).map((address) => `ListenAddress ${address}`);
    writeFileSync(
      config,
      `${[`Port ${port}`, ...listen, ...sshdSettings(directory), 'MaxStartups 1000'].join('\n')}\n`,
    );
    daemons.push(spawn('/usr/sbin/sshd', ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] }));
  }
  await Promise.all(daemons.map(sshdListens));
  return {
    addresses,
    port,
    user: userInfo().username,
    keyPath: join(directory, 'id'),
    hostKey,
    knownHostsPath,
    directory,
    async stop() {
      const ended = Promise.all(daemons.map((daemon) => once(daemon, 'exit')));
      for (const daemon of daemons) daemon.kill();
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
