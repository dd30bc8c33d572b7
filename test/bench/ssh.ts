import { spawn } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ssh2 from 'ssh2';
import { SshConnector } from '../../main/adapters/ssh/ssh-connector.ts';
import { type RealSshd, sshdIsMissing, startSshd } from '../adapters/ssh/real-sshd.ts';
import { MemoryHostKeys, MemorySecrets, RecordingObserver } from '../adapters/ssh/support.ts';
import { alone, compared, median, type Row } from './row.ts';

const mebibyte = 1024 * 1024;

/** P1 (upload against scp) and P3 (connect and exec against ssh and stock ssh2) on a loopback sshd; empty without one. */
export async function benchSsh(sizeMiB = 1024): Promise<Row[]> {
  if (sshdIsMissing() !== undefined) return [];
  const sshd = await startSshd();
  const memory = mkdtempSync('/dev/shm/ferryman-bench-');
  try {
    return [...(await upload(sshd, memory, sizeMiB)), ...(await connectAndRun(sshd))];
  } finally {
    rmSync(memory, { recursive: true, force: true });
    await sshd.stop();
  }
}

async function upload(sshd: RealSshd, memory: string, sizeMiB: number): Promise<Row[]> {
  const files = { source: join(memory, 'source'), target: join(memory, 'target') };
  writeRandom(files.source, sizeMiB);
  const ours: number[] = [];
  const peer: number[] = [];
  const processorMs: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage();
    ours.push(await timed(() => uploadOnce(sshd, files)));
    const { user, system } = process.cpuUsage(before);
    processorMs.push((user + system) / 1000);
    peer.push(await timed(() => scpOnce(sshd, files)));
  }
  const megabytes = sizeMiB * 1.048576;
  const [oursRate = 0, peerRate = 0] = [ours, peer].map((times) => megabytes / (median(times) / 1000));
  return [
    compared(`P1 upload of ${sizeMiB} MiB, aes128-gcm, against scp`, oursRate, peerRate, '≥ 0.85', 'MB/s'),
    alone('P1 processor time of the sender', median(processorMs) / megabytes, '≤ 2.3', 'CPU-s/GB'),
  ];
}

/** What one stream carries from where to where; the target is gone again afterwards. */
interface Files {
  readonly source: string;
  readonly target: string;
}

export function writeRandom(path: string, sizeMiB: number): void {
  for (let index = 0; index < sizeMiB; index += 64)
    writeFileSync(path, randomFillSync(Buffer.alloc(Math.min(64, sizeMiB - index) * mebibyte)), { flag: 'a' });
}

/** Connected, sent and ended, as the product does it. */
export async function uploadOnce(sshd: RealSshd, { source, target }: Files): Promise<void> {
  const host = await connector(sshd).connect(hostOf(sshd));
  const stdin = createReadStream(source, { highWaterMark: mebibyte });
  await host.exec({ class: 'scratch', argv: ['sh', '-c', 'cat >"$1"', 'receive', target], stdin });
  await host.close();
  rmSync(target);
}

export async function scpOnce(sshd: RealSshd, { source, target }: Files): Promise<void> {
  const scp = ['-q', '-c', 'aes128-gcm@openssh.com', '-P', String(sshd.port), ...sshOptions(sshd)];
  await child('scp', [...scp, source, `${sshd.user}@127.0.0.1:${target}`]);
  rmSync(target);
}

async function connectAndRun(sshd: RealSshd): Promise<Row[]> {
  const ours: number[] = [];
  const ssh: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    ours.push(
      await timed(async () => {
        const host = await connector(sshd).connect(hostOf(sshd));
        await host.exec({ class: 'observe', argv: ['true'] });
        void host.close();
      }),
    );
    const args = ['-p', String(sshd.port), ...sshOptions(sshd), `${sshd.user}@127.0.0.1`, 'true'];
    ssh.push(await timed(() => child('ssh', args)));
  }
  const host = await connector(sshd).connect(hostOf(sshd));
  const stock = await stockClient(sshd);
  const later: number[] = [];
  const stockLater: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    later.push(await timed(() => host.exec({ class: 'observe', argv: ['true'] })));
    stockLater.push(await timed(() => stockExec(stock)));
  }
  stock.end();
  await host.close();
  return [
    compared('P3 connect and first exec, against ssh host true', median(ours), median(ssh), '≤ 0.4', 'ms'),
    compared('P3 later exec, against stock ssh2', median(later), median(stockLater), '≤ 0.1', 'ms'),
  ];
}

function connector(sshd: RealSshd): SshConnector {
  const hostKeys = new MemoryHostKeys();
  const fingerprint = `SHA256:${createHash('sha256').update(Buffer.from(sshd.hostKey, 'base64')).digest('base64')}`;
  hostKeys.trust('bench', sshd.hostKey, fingerprint);
  const parts = { hostKeys, secrets: new MemorySecrets(), observer: new RecordingObserver(), agentSocket: undefined };
  return new SshConnector(parts);
}

function hostOf(sshd: RealSshd) {
  // The bench runs as whoever starts it; `root` would only leave sudo out, which is what is wanted here.
  const auth = { kind: 'key', path: sshd.keyPath } as const;
  return { name: 'bench', address: '127.0.0.1', port: sshd.port, access: { user: sshd.user, auth } };
}

function sshOptions(sshd: RealSshd): string[] {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR', 'IdentitiesOnly=yes'];
  return ['-F', '/dev/null', '-i', sshd.keyPath, ...options.flatMap((option) => ['-o', option])];
}

function stockClient(sshd: RealSshd): Promise<ssh2.Client> {
  const client = new ssh2.Client();
  return new Promise((resolve, reject) => {
    client.once('ready', () => resolve(client)).once('error', reject);
    const privateKey = readFileSync(sshd.keyPath);
    client.connect({ host: '127.0.0.1', port: sshd.port, username: sshd.user, privateKey });
  });
}

function stockExec(client: ssh2.Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.exec('true', (error, channel) => {
      if (error) return reject(error);
      channel.on('close', () => resolve()).resume();
      channel.stderr.resume();
    });
  });
}

function child(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const process = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    process.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))));
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { name, ours, peer, ratio, goal, unit } of await benchSsh()) {
    process.stdout.write(
      `${name.padEnd(52)} ${ours.toFixed(1)} / ${peer.toFixed(1)} ${unit}  ${ratio.toFixed(2)} (goal ${goal})\n`,
    );
  }
}
