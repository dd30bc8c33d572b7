import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

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
  for (const key of ['host_key', 'id'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'bench', '-f', join(directory, key)]);
  writeFileSync(join(directory, 'authorized_keys'), readFileSync(join(directory, 'id.pub')), { mode: 0o600 });
  const port = await freePort();
  const addresses = Array.from({ length: count }, (_, index) => `127.77.0.${index + 1}`);
  const hostKey = readFileSync(join(directory, 'host_key.pub'), 'utf8').split(' ')[1] ?? '';
  const knownHostsPath = join(directory, 'known_hosts');
  writeFileSync(knownHostsPath, addresses.map((address) => `[${address}]:${port} ssh-ed25519 ${hostKey}\n`).join(''));
  // As root, sshd insists on its empty directory.
  if (process.getuid?.() === 0) execFileSync('mkdir', ['-p', '/run/sshd']);
  const daemons: ChildProcess[] = [];
  for (let from = 0; from < count; from += mostAddresses) {
    const config = join(directory, `config-${from}`);
    const listen = addresses.slice(from, from + mostAddresses).map((address) => `ListenAddress ${address}`);
    writeFileSync(config, `${[`Port ${port}`, ...listen, ...settings(directory)].join('\n')}\n`);
    daemons.push(spawn('/usr/sbin/sshd', ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] }));
  }
  await Promise.all(daemons.map(listening));
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

function settings(directory: string): string[] {
  return [
    `HostKey ${join(directory, 'host_key')}`,
    `AuthorizedKeysFile ${join(directory, 'authorized_keys')}`,
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'UsePAM no',
    'StrictModes no',
    'PidFile none',
    'PrintMotd no',
    'MaxStartups 1000',
    // Keeps bash from reading this machine's .bashrc, which may be slow: it does so for the first shell over SSH only.
    'SetEnv SHLVL=2',
  ];
}

function listening(daemon: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = '';
    daemon.stderr?.on('data', (chunk: Buffer) => {
      words = (words + String(chunk)).slice(-2000);
      if (words.includes('Server listening')) resolve();
    });
    daemon.once('exit', () => reject(new Error(`sshd did not start: ${words}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
