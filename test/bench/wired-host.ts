import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeys, sshdListens, sshdSettings } from '../adapters/ssh/real-sshd.ts';
import { ended } from './programs.ts';

const [here, there, port] = ['10.79.77.1', '10.79.77.2', 2222];

/** A host at the other end of a cable of its own: real OpenSSH in namespaces of its own, its `/var/lib` in memory. */
export interface WiredHost {
  readonly address: string;
  readonly port: number;
  readonly keyPath: string;
  /** Base64 of the SSH wire format. */
  readonly hostKey: string;
  /** Name of its network namespace. */
  readonly namespace: string;
  /** Bytes that went into the cable towards the host so far, headers included. */
  sentBytes(): number;
  cut(): Promise<void>;
  heal(): Promise<void>;
  /** Ends what is logged in, as a restart of the host would. */
  forgetConnections(): Promise<void>;
  stop(): Promise<void>;
}

/** Needs root, `ip`, `tc` and `unshare`; a rate in tc's words, such as `400mbit`. */
export async function startWiredHost(rate: string): Promise<WiredHost> {
  if (process.getuid?.() !== 0) throw new Error('a host with a cable of its own needs root');
  const namespace = `ferryman-bench-${process.pid}`;
  const link = `fmb${process.pid % 1_000_000}`;
  const directory = mkdtempSync(join(tmpdir(), 'ferryman-wired-'));
  const hostKey = makeKeys(directory);
  const config = [`Port ${port}`, `ListenAddress ${there}`, ...sshdSettings(directory)];
  writeFileSync(join(directory, 'config'), `${config.join('\n')}\n`);
  const layCable = [
    `ip netns add ${namespace}`,
    `ip link add ${link} type veth peer name eth0 netns ${namespace}`,
    `ip addr add ${here}/30 dev ${link}`,
    `ip link set ${link} up`,
    `ip -n ${namespace} link set lo up`,
    `ip -n ${namespace} addr add ${there}/30 dev eth0`,
    `ip -n ${namespace} link set eth0 up`,
    `tc qdisc add dev ${link} root tbf rate ${rate} burst 256kb latency 20ms`,
    `tc -n ${namespace} qdisc add dev eth0 root tbf rate ${rate} burst 256kb latency 20ms`,
  ].join(' && ');
  const takeCable = () =>
    ended('sh', ['-c', `ip link del ${link} 2>/dev/null; ip netns del ${namespace} 2>/dev/null; true`]);
  try {
    await ended('sh', ['-c', layCable]);
  } catch (error) {
    await takeCable();
    throw error;
  }
  // Its first process ends with all that came from it: nothing outlives the bench, and nothing is ended by its name.
  const inside = `mount -t tmpfs tmpfs /var/lib && mount -t tmpfs tmpfs /run && mkdir -p /run/sshd && exec /usr/sbin/sshd -D -e -f "$0"`;
  const ownWorld = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const daemon = spawn(
    'nsenter',
    [`--net=/run/netns/${namespace}`, ...ownWorld, 'sh', '-c', inside, join(directory, 'config')],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await sshdListens(daemon);
  return {
    address: there,
    port,
    namespace,
    keyPath: join(directory, 'id'),
    hostKey,
    sentBytes: () => Number(readFileSync(`/sys/class/net/${link}/statistics/tx_bytes`, 'utf8')),
    cut: async () => void (await ended('ip', ['link', 'set', link, 'down'])),
    heal: async () => void (await ended('ip', ['link', 'set', link, 'up'])),
    forgetConnections: async () => {
      // its first process is the listener: what that started are the sessions
      const [listener] = childrenOf(daemon.pid);
      for (const session of childrenOf(listener)) process.kill(session, 'SIGKILL');
    },
    stop: async () => {
      const gone = once(daemon, 'exit');
      daemon.kill('SIGKILL'); // unshare heeds nothing less, and takes its first process with it
      await gone;
      await takeCable();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function childrenOf(pid: number | undefined): number[] {
  const words = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return words === '' ? [] : words.split(' ').map(Number);
}
