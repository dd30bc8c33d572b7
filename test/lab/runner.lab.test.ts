import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SshConnector } from '../../main/adapters/ssh/ssh-connector.ts';
import { RunnerPool } from '../../main/engine/runner/runner-pool.ts';
import type { ArtifactSource } from '../../main/ports/artifact-source.ts';
import type { HostAddress } from '../../main/ports/remote-host.ts';
import { nodeScript } from '../../main/steps/node-script.ts';
import { MemoryHostKeys, MemorySecrets, RecordingObserver, TestClock } from '../adapters/ssh/support.ts';

/** Proves the runner against real sshd, sudo and systemd: needs a lab that is up (`npm run lab -- up 1`). */

interface LabStatus {
  readonly hosts: readonly { name: string; address: string; port: number; keyPath: string; up: boolean }[];
  readonly sudoUser: { user: string; passwordFile: string };
}

const run = promisify(execFile);
const hostKeys = new MemoryHostKeys();
const observer = new RecordingObserver();
const operation = randomBytes(4).toString('hex');
let root: HostAddress;
let ops: HostAddress;
let connector: SshConnector;
let pool: RunnerPool;
/** What the machine has seen already, so that an installation beside us is not fenced off. */
let fence = 1;

const blob = randomBytes(8 * 1024 * 1024);
const digest = `sha256:${createHash('sha256').update(blob).digest('hex')}`;
const artifacts: ArtifactSource = {
  manifestHash: '',
  sizeOf: () => blob.length,
  read: (_digest, offset = 0) => Readable.from([blob.subarray(offset)], { objectMode: false }),
};

beforeAll(async () => {
  const lab = JSON.parse((await run('node', ['test/lab/lab.ts', 'status', '--json'])).stdout) as LabStatus;
  const host = lab.hosts[0];
  if (!host?.up) throw new Error('no lab host is up');
  const auth = { kind: 'key', path: host.keyPath } as const;
  const reached = { name: host.name, address: host.address, port: host.port };
  root = { ...reached, access: { user: 'root', auth } };
  ops = { ...reached, access: { user: lab.sudoUser.user, auth, sudoSecret: 'sudo' } };
  const secrets = new MemorySecrets({ sudo: readFileSync(lab.sudoUser.passwordFile, 'utf8').trim(), wrong: 'not it' });
  connector = new SshConnector({ hostKeys, secrets, observer, agentSocket: undefined });
  const shown = await connector.fingerprint(root);
  hostKeys.trust(host.name, shown.key, shown.fingerprint);
  const machine = await connector.connect(root);
  const { stdout } = await machine.exec({ class: 'observe', argv: ['cat', '/var/lib/ferryman/fence'] });
  fence = Math.max(1, Number(stdout));
  await machine.close();
  pool = new RunnerPool({ connector, addressOf: () => root, artifacts, secrets, clock: new TestClock() });
});
afterAll(() => pool?.close());

const runner = (step: string, options: { fence?: number; onLog?: (text: string) => void } = {}) =>
  pool.runner(root.name, {
    runKey: `${operation}.${step}.1`,
    fence: options.fence ?? fence,
    signal: new AbortController().signal,
    onLog: options.onLog ?? (() => {}),
  });

test('sudo with a password gives root, and a wrong one is tried once', async () => {
  const host = await connector.connect(ops);
  expect(await host.exec({ class: 'observe', argv: ['id', '-u'] })).toEqual({ exitCode: 0, stdout: '0\n', stderr: '' });
  const echoed = await host.exec({ class: 'observe', argv: ['cat'], stdin: 'line 1\nline 2\n' });
  expect(echoed.stdout).toBe('line 1\nline 2\n');
  await host.close();
  const wrong = await connector.connect({ ...ops, access: { ...ops.access, sudoSecret: 'wrong' } });
  await expect(wrong.exec({ class: 'observe', argv: ['id'] })).rejects.toMatchObject({ code: 'SSH_E0006' });
  await wrong.close();
  const without = await connector.connect({ ...ops, access: { user: ops.access.user, auth: ops.access.auth } });
  await expect(without.exec({ class: 'observe', argv: ['id'] })).rejects.toMatchObject({ code: 'SSH_E0007' });
  await without.close();
});

test('a unit runs, tells its log, changes and exit code, and the same key never starts twice', async () => {
  const script = nodeScript(
    'lab/one',
    'echo "hello $1"; cat "$FERRYMAN_SECRETS/pw" | wc -c; change file "a\\"b" "c$2"; echo again >>"/root/$3"; exit 7',
  );
  let log = '';
  const node = await runner('one', { onLog: (text) => (log += text) });
  const args = ['wörld', '$HOME', `count-${operation}`];
  const first = await node.mutate(script, args, { secrets: { pw: 'geheim' } });
  expect(first).toEqual({
    exitCode: 7,
    log: 'hello wörld\n6\n',
    changes: [{ target: 'file', before: 'a"b', after: 'c$HOME' }],
  });
  expect(log).toBe(first.log);
  expect(await node.mutate(script, args)).toEqual(first);
  const count = await node.exec({ class: 'observe', argv: ['cat', `/root/count-${operation}`] });
  expect(count.stdout).toBe('again\n');
  const secrets = await node.exec({ class: 'observe', argv: ['ls', '-A', '/run/ferryman/secrets'] });
  expect(secrets.stdout).not.toContain(operation);
  expect(await node.settle()).toMatchObject({ exitCode: 7 });
});

test('a link cut in mid-run is taken up again where it was', async () => {
  const script = nodeScript('lab/long', 'for i in $(seq 1 12); do echo "line $i"; sleep 0.25; done');
  let cut = false;
  const node = await runner('long', {
    onLog: (text) => {
      if (!cut && text.includes('line 4')) {
        cut = true;
        void node.host.close();
      }
    },
  });
  const before = observer.count('mutate');
  const result = await node.mutate(script, []);
  expect(result.log).toBe(Array.from({ length: 12 }, (_, index) => `line ${index + 1}\n`).join(''));
  expect([cut, result.exitCode, observer.count('mutate') - before]).toEqual([true, 0, 1]);
});

test('settle waits for what still runs, and knows what never began', async () => {
  const node = await runner('settled');
  expect(await node.settle()).toBeUndefined();
  const going = node.mutate(nodeScript('lab/slow', 'sleep 1; echo done'), []);
  const started = (await runner('settled')).settle.bind(await runner('settled'));
  await going;
  expect(await started()).toMatchObject({ exitCode: 0, log: 'done\n' });
});

test('a killed unit is lost, never done', async () => {
  const node = await runner('killed', {
    onLog: () =>
      void node.exec({
        class: 'scratch',
        argv: ['systemctl', 'kill', '-s', 'KILL', `ferryman-${operation}.killed.1.service`],
      }),
  });
  const going = node.mutate(nodeScript('lab/killed', 'echo started; sleep 60'), [], { secrets: { pw: 'geheim' } });
  await expect(going).rejects.toMatchObject({ code: 'HOST_E0004' });
  const left = await node.exec({ class: 'observe', argv: ['ls', '-A', '/run/ferryman/secrets'] });
  expect(left.stdout).not.toContain('killed');
  expect(await node.settle()).toMatchObject({ exitCode: -1 });
});

test('an older fence is refused', async () => {
  const script = nodeScript('lab/fence', 'true');
  expect((await (await runner('fence')).mutate(script, [])).exitCode).toBe(0);
  await expect((await runner('older', { fence: fence - 1 })).mutate(script, [])).rejects.toMatchObject({
    code: 'HOST_E0005',
  });
});

test('blobs arrive once, also across a cut', async () => {
  const node = await runner('blobs');
  await node.upload([{ digest, sizeBytes: blob.length }]);
  const before = observer.sent.length;
  await node.upload([{ digest, sizeBytes: blob.length }]);
  expect(observer.sent.length - before).toBe(1);
  const path = await node.writeScratch('text\n');
  expect((await node.exec({ class: 'observe', argv: ['cat', path] })).stdout).toBe('text\n');
  expect(await node.incarnation()).toMatch(/^[0-9a-f-]{36}\/\d+$/);
});
