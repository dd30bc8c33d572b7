import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A real OpenSSH server on loopback with keys and configuration of its own, ended by its process. */
export interface RealSshd {
  readonly port: number;
  readonly user: string;
  readonly directory: string;
  readonly keyPath: string;
  /** The same key under the passphrase `geheim`. */
  readonly encryptedKeyPath: string;
  /** Base64 of the SSH wire format. */
  readonly hostKey: string;
  stop(): Promise<void>;
}

const program = '/usr/sbin/sshd';

/** Why no real sshd can be had here; undefined when it can. */
export function sshdIsMissing(): string | undefined {
  if (!existsSync(program)) return 'OpenSSH server is not installed';
  return undefined;
}

export async function startSshd(extra: readonly string[] = []): Promise<RealSshd> {
  const directory = mkdtempSync(join(tmpdir(), 'ferryman-sshd-'));
  const hostKey = makeKeys(directory);
  execFileSync('cp', [join(directory, 'id'), join(directory, 'id-encrypted')]);
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'geheim', '-f', join(directory, 'id-encrypted')]);
  // As root, sshd insists on its empty directory.
  if (process.getuid?.() === 0) execFileSync('mkdir', ['-p', '/run/sshd']);
  const port = await freePort();
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    ...sshdSettings(directory),
    'Subsystem sftp internal-sftp',
    ...extra,
  ];
  writeFileSync(join(directory, 'config'), `${config.join('\n')}\n`);
  const daemon = spawn(program, ['-D', '-e', '-f', join(directory, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  await sshdListens(daemon);
  return {
    port,
    user: userInfo().username,
    directory,
    keyPath: join(directory, 'id'),
    encryptedKeyPath: join(directory, 'id-encrypted'),
    hostKey,
    async stop() {
      const ended = new Promise((resolve) => daemon.once('exit', resolve));
      daemon.kill();
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** `host_key` and `id` in the folder, `id` may log in; returns the host key, base64 of the SSH wire format. */
export function makeKeys(directory: string): string {
  for (const key of ['host_key', 'id'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', join(directory, key)]);
  writeFileSync(join(directory, 'authorized_keys'), readFileSync(join(directory, 'id.pub')), { mode: 0o600 });
  return readFileSync(join(directory, 'host_key.pub'), 'utf8').split(' ')[1] ?? '';
}

/** Lines of sshd's configuration for the keys of `makeKeys`. */
export function sshdSettings(directory: string): string[] {
  return [
    `HostKey ${join(directory, 'host_key')}`,
    `AuthorizedKeysFile ${join(directory, 'authorized_keys')}`,
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'UsePAM no',
    'StrictModes no',
    'PidFile none',
    'PrintMotd no',
    // Keeps bash from reading this machine's .bashrc, which may be slow: it does so for the first shell over SSH only.
    'SetEnv SHLVL=2',
  ];
}

/** Rejects with what it said when it ends instead. */
export function sshdListens(daemon: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = '';
    daemon.stderr?.on('data', (chunk: Buffer) => {
      words = (words + String(chunk)).slice(-2000);
      if (words.includes('Server listening')) resolve();
    });
    daemon.once('exit', () => reject(new Error(`sshd did not start: ${words}`)));
  });
}

export async function freePort(): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
