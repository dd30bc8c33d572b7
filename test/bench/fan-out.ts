import './raw-imports.ts';
import { createHash, randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { systemClock } from '../../main/adapters/clock/system-clock.ts';
import { SshConnector } from '../../main/adapters/ssh/ssh-connector.ts';
import type { ArtifactSource } from '../../main/ports/artifact-source.ts';
import type { HostAddress } from '../../main/ports/remote-host.ts';
import { MemoryHostKeys, MemorySecrets, RecordingObserver } from '../adapters/ssh/support.ts';
import { allDown, hostsUp } from '../lab/host-lifecycle.ts';
import { bridge, requireHost } from '../lab/lab-hosts.ts';
import { withLock } from '../lab/lab-lock.ts';
import { setWire, shape } from '../lab/lab-network.ts';
import { type LabStatus, labStatus } from '../lab/lab-status.ts';
import { prepareLab } from '../lab/prepare-lab.ts';
import { onHost } from '../lab/road/on-host.ts';
import { run } from '../lab/run-command.ts';
import { fileNames } from '../lab/software/bundle-spec.ts';
import { alone, compared, median, type Row, seconds } from './row.ts';

const { RunnerPool } = await import('../../main/engine/runner/runner-pool.ts');
/** Slow enough that the lines bind: the two cores that carry all hosts move some 100 MB/s from disk to disk at most. */
const rate = '40mbit';
const port = 10_999;
const rounds = 2;
const mebibyte = 2 ** 20;

/**
 * P10 and P11: the same bytes to eight hosts whose links and whose uplink all carry 40 Mbit/s. To one host, to each from
 * here, along the chain, and along the chain with one host lost or slowed to half in the middle.
 */
export async function benchFanOut(hostCount = 8, sizeMiB = 120): Promise<Row[]> {
  const release = await withLock('build', () => prepareLab('1.34'));
  await withLock('hosts', async () => {
    await allDown();
    await hostsUp(hostCount);
  });
  const { hosts, specs } = await labStatus();
  await giveSocat(hosts, join(dirname(specs[release] ?? ''), fileNames.debian, 'packages'));
  const fleet = await open(hosts, sizeMiB);
  try {
    const took: Record<string, number[]> = { one: [], star: [], chain: [], lost: [], slowed: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const [what, times] of Object.entries(took)) {
        if (round > 0 && what !== 'one' && what !== 'chain') continue; // minutes, and little to vary
        await fleet.clear();
        for (const { name } of hosts) await setWire(requireHost(name), `slow ${rate}`);
        await run('tc', ['qdisc', 'replace', 'dev', bridge.name, ...shape(rate)]);
        times.push(await seconds(() => work(what, fleet)));
      }
    }
    const of = (what: string) => median(took[what] ?? []);
    const name = `${sizeMiB} MiB to ${hostCount} hosts, ${rate} links`;
    return [
      compared(`P10 ${name}: chain, against one host`, of('chain'), of('one'), '≤ 1.15', 's'),
      compared(`P10 ${name}: chain, against a star`, of('chain'), of('star'), '≤ 0.2', 's'),
      compared(`P11 one host lost half-way: the others, against one host`, of('lost'), of('one'), '≤ 1.5', 's'),
      compared(`P11 one link halved half-way: the others, against one host`, of('slowed'), of('one'), '≤ 1.5', 's'),
      alone('P10 bytes over the uplink in the chain', fleet.uplinkRatio, '≤ 1.1', 'x'),
    ];
  } finally {
    await fleet.pool.close();
    await withLock('hosts', allDown);
  }
}

interface Fleet {
  readonly hosts: LabStatus['hosts'];
  readonly pool: InstanceType<typeof RunnerPool>;
  readonly blobs: readonly { readonly digest: string; readonly sizeBytes: number }[];
  uplinkRatio: number;
  clear(): Promise<void>;
}

async function work(what: string, fleet: Fleet): Promise<void> {
  const { hosts, pool, blobs } = fleet;
  const signal = AbortSignal.timeout(600_000);
  if (what === 'one' || what === 'star') {
    const targets = what === 'one' ? hosts.slice(0, 1) : hosts;
    await Promise.all(
      targets.map(async ({ name }) => {
        const runner = await pool.runner(name, { runKey: 'bench', fence: 1, signal, onLog: () => undefined });
        await runner.upload(blobs);
      }),
    );
    return;
  }
  const victim = hosts[Math.floor(hosts.length / 2)]?.name ?? '';
  let isDone = what === 'chain';
  const before = await sentBytes();
  const outcome = await pool.spread({
    machines: hosts,
    blobs,
    port,
    signal,
    onProgress: (share) => {
      if (isDone || share < 0.5) return;
      isDone = true;
      void setWire(requireHost(victim), what === 'lost' ? 'cut' : 'slow 50mbit');
    },
  });
  const left = outcome.left.map(({ machine }) => machine).filter((name) => what === 'chain' || name !== victim);
  if (left.length > 0) throw new Error(`left out: ${JSON.stringify(outcome.left)}`);
  const total = blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (what === 'chain') fleet.uplinkRatio = ((await sentBytes()) - before) / total;
}

async function open(hosts: LabStatus['hosts'], sizeMiB: number): Promise<Fleet> {
  const bytes = Array.from({ length: sizeMiB / 10 }, () => randomBytes(10 * mebibyte));
  const contents = new Map(bytes.map((each) => [`sha256:${createHash('sha256').update(each).digest('hex')}`, each]));
  const artifacts: ArtifactSource = {
    manifestHash: '',
    sizeOf: (digest) => contents.get(digest)?.length ?? 0,
    read: (digest, offset = 0) => Readable.from(pieces((contents.get(digest) ?? Buffer.alloc(0)).subarray(offset))),
  };
  const hostKeys = new MemoryHostKeys();
  const secrets = new MemorySecrets({});
  const connector = new SshConnector({ hostKeys, secrets, observer: new RecordingObserver(), agentSocket: undefined });
  const addressOf = (name: string): HostAddress => {
    const {
      address,
      port: sshPort,
      keyPath,
    } = hosts.find((host) => host.name === name) ?? { address: '', port: 0, keyPath: '' };
    return { name, address, port: sshPort, access: { user: 'root', auth: { kind: 'key', path: keyPath } } };
  };
  for (const { name } of hosts) {
    const shown = await connector.fingerprint(addressOf(name));
    hostKeys.trust(name, shown.key, shown.fingerprint);
  }
  const pool = new RunnerPool({ connector, addressOf, artifacts, secrets, clock: systemClock });
  return {
    hosts,
    pool,
    blobs: [...contents].map(([digest, { length }]) => ({ digest, sizeBytes: length })),
    uplinkRatio: Number.NaN,
    clear: async () => {
      for (const { name } of hosts) await setWire(requireHost(name), 'whole');
      await Promise.all(hosts.map(({ name }) => onHost(name, 'rm -rf /var/lib/ferryman/blobs/sha256/*')));
    },
  };
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += mebibyte) yield bytes.subarray(at, at + mebibyte);
}

async function giveSocat(hosts: LabStatus['hosts'], packages: string): Promise<void> {
  for (const { name, address, keyPath } of hosts) {
    const options = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'];
    await run(
      'bash',
      [
        '-c',
        'f=$1; shift; exec scp "$@" "$f"/socat_*.deb "root@$HOST:/tmp/"',
        '-',
        packages,
        ...options,
        '-i',
        keyPath,
      ],
      { env: { HOST: address } },
    );
    await onHost(name, 'dpkg --force-unsafe-io -i /tmp/socat_*.deb >/dev/null');
  }
}

async function sentBytes(): Promise<number> {
  return Number(await run('cat', [`/sys/class/net/${bridge.name}/statistics/tx_bytes`]));
}
