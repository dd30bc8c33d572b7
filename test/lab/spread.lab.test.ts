import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../main/adapters/clock/system-clock.ts';
import { SshConnector } from '../../main/adapters/ssh/ssh-connector.ts';
import { RunnerPool } from '../../main/engine/runner/runner-pool.ts';
import type { ArtifactSource } from '../../main/ports/artifact-source.ts';
import type { HostAddress } from '../../main/ports/remote-host.ts';
import type { SpreadOutcome } from '../../main/ports/spread.ts';
import { MemoryHostKeys, MemorySecrets, RecordingObserver } from '../adapters/ssh/support.ts';
import { bridge, requireHost } from './lab-hosts.ts';
import { setWire } from './lab-network.ts';
import { type LabStatus, labStatus } from './lab-status.ts';
import { onHost } from './road/on-host.ts';

/** Proves the chain between real hosts with slow cables: needs a lab with three or more hosts up that have socat. */

const port = 10_999;
const mebibyte = 2 ** 20;
let hosts: LabStatus['hosts'];
let pool: RunnerPool;
let contents: ReadonlyMap<string, Buffer>;

const artifacts: ArtifactSource = {
  manifestHash: '',
  sizeOf: (digest) => contents.get(digest)?.length ?? 0,
  read: (digest, offset = 0) => Readable.from([(contents.get(digest) ?? Buffer.alloc(0)).subarray(offset)]),
};
const blobs = () => [...contents].map(([digest, { length }]) => ({ digest, sizeBytes: length }));
const totalBytes = () => blobs().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

beforeAll(async () => {
  ({ hosts } = await labStatus());
  const hostKeys = new MemoryHostKeys();
  const secrets = new MemorySecrets({});
  const connector = new SshConnector({ hostKeys, secrets, observer: new RecordingObserver(), agentSocket: undefined });
  const addressOf = (name: string): HostAddress => {
    const host = hosts.find((each) => each.name === name);
    if (host === undefined) throw new Error(`no lab host ${name}`);
    const auth = { kind: 'key', path: host.keyPath } as const;
    return { name, address: host.address, port: host.port, access: { user: 'root', auth } };
  };
  for (const { name } of hosts) {
    const shown = await connector.fingerprint(addressOf(name));
    hostKeys.trust(name, shown.key, shown.fingerprint);
  }
  pool = new RunnerPool({ connector, addressOf, artifacts, secrets, clock: systemClock, giveUpAfterMs: 5_000 });
});
afterAll(() => pool?.close());

beforeEach(async () => {
  const bytes = Array.from({ length: 10 }, () => randomBytes(6 * mebibyte));
  contents = new Map(bytes.map((each) => [`sha256:${createHash('sha256').update(each).digest('hex')}`, each]));
  for (const { name } of hosts) await setWire(requireHost(name), 'slow 200mbit');
});
afterEach(async () => {
  for (const { name } of hosts) await setWire(requireHost(name), 'whole');
  const paths = blobs().map(({ digest }) => `/var/lib/ferryman/blobs/sha256/${digest.slice(7)}`);
  await Promise.all(hosts.map(({ name }) => onHost(name, `rm -f ${paths.join(' ')}`)));
});

const spread = (onProgress: (share: number) => void = () => undefined): Promise<SpreadOutcome> =>
  pool.spread({ machines: hosts, blobs: blobs(), port, signal: AbortSignal.timeout(110_000), onProgress });

/** Bytes this machine has sent to the lab network. */
const sentBytes = () => Number(readFileSync(`/sys/class/net/${bridge.name}/statistics/tx_bytes`, 'utf8'));

async function holdsAll(name: string): Promise<boolean> {
  const list = blobs().map(({ digest }) => `${digest.slice(7)}  /var/lib/ferryman/blobs/sha256/${digest.slice(7)}`);
  return await onHost(name, `sha256sum -c --status <<'LIST'\n${list.join('\n')}\nLIST`).then(
    () => true,
    () => false,
  );
}

test('every host has every blob, and each crossed the uplink once', async () => {
  const before = sentBytes();
  const outcome = await spread();
  const sent = sentBytes() - before;
  expect(outcome).toEqual({ reached: hosts.map(({ name }) => name), left: [] });
  expect(await Promise.all(hosts.map(({ name }) => holdsAll(name)))).toEqual(hosts.map(() => true));
  expect(sent).toBeGreaterThan(totalBytes());
  expect(sent).toBeLessThan(totalBytes() * 1.2);

  const again = sentBytes();
  expect((await spread()).left).toEqual([]);
  expect(sentBytes() - again).toBeLessThan(mebibyte);
});

test.each([
  ['in the middle', 1],
  ['at its end', -1],
  ['at its head', 0],
])(
  'a host whose cable is cut half-way is left out, the others have everything: %s of the chain',
  async (_where, at) => {
    const victim = hosts.at(at)?.name ?? '';
    let isCut = false;
    const outcome = await spread((share) => {
      if (share < 0.4 || isCut) return;
      isCut = true;
      void setWire(requireHost(victim), 'cut');
    });
    expect(isCut).toBe(true);
    expect(outcome.left).toEqual([{ machine: victim, why: expect.any(String) }]);
    const others = hosts.map(({ name }) => name).filter((name) => name !== victim);
    expect(await Promise.all(others.map(holdsAll))).toEqual(others.map(() => true));
  },
  90_000,
);

test('nobody without the key can put anything there', async () => {
  const [digest = '', content = Buffer.alloc(0)] = [...contents][0] ?? [];
  const hex = digest.slice(7);
  const last = hosts.at(-1);
  let tried: Promise<string> | undefined;
  await spread(() => {
    tried ??= new Promise((resolve) => {
      const socket = connect(port, last?.address ?? '');
      let said = '';
      socket.on('data', (chunk) => {
        said += chunk.toString();
      });
      socket.on('error', () => resolve('refused'));
      socket.on('close', () => resolve(said));
      socket.write(`${'0'.repeat(64)} ${hex} ${content.length}\n`);
    });
  });
  expect(await tried).toBe('');
});
