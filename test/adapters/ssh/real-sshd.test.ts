import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SshConnector } from '../../../main/adapters/ssh/ssh-connector.ts';
import type { HostAddress } from '../../../main/ports/remote-host.ts';
import { type RealSshd, sshdIsMissing, startSshd } from './real-sshd.ts';
import { fingerprintOfBase64, MemoryHostKeys, MemorySecrets, RecordingObserver } from './support.ts';

// sshd started by root serves root, started by a user that user: either way no sudo is wanted here.
const canRun = sshdIsMissing() === undefined && process.getuid?.() === 0;

describe.skipIf(!canRun)('against a real sshd', () => {
  let sshd: RealSshd;
  let strict: RealSshd;
  const hostKeys = new MemoryHostKeys();
  const secrets = new MemorySecrets({ passphrase: 'geheim', wrong: 'falsch' });
  const connector = new SshConnector({ hostKeys, secrets, observer: new RecordingObserver(), agentSocket: undefined });

  beforeAll(async () => {
    sshd = await startSshd();
    strict = await startSshd(['AllowTcpForwarding no', 'MaxSessions 2']);
    for (const name of ['n1', 'hop1', 'hop2']) hostKeys.trust(name, sshd.hostKey, fingerprintOfBase64(sshd.hostKey));
    hostKeys.trust('strict', strict.hostKey, fingerprintOfBase64(strict.hostKey));
  });
  afterAll(async () => {
    await sshd.stop();
    await strict.stop();
  });

  const at = (name: string, to: RealSshd, parts: Partial<HostAddress> = {}): HostAddress => ({
    name,
    address: '127.0.0.1',
    port: to.port,
    access: { user: to.user, auth: { kind: 'key', path: to.keyPath } },
    ...parts,
  });

  test('a large upload arrives whole', async () => {
    const host = await connector.connect(at('n1', sshd));
    const content = randomBytes(20_000_000);
    const target = join(sshd.directory, 'upload');
    const stdin = Readable.from([content.subarray(0, 7_000_001), content.subarray(7_000_001)], { objectMode: false });
    const result = await host.exec({ class: 'scratch', argv: ['sh', '-c', 'cat >"$1"', 'sh', target], stdin });
    expect(result.exitCode).toBe(0);
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(hash(readFileSync(target))).toBe(hash(content));
    rmSync(target);
    await host.close();
    expect(await host.closed).toBeUndefined();
  });

  test('an encrypted key opens with its passphrase only', async () => {
    const auth = { kind: 'key', path: sshd.encryptedKeyPath } as const;
    const by = (passphraseSecret?: string) =>
      at('n1', sshd, { access: { user: sshd.user, auth: { ...auth, ...(passphraseSecret && { passphraseSecret }) } } });
    await (await connector.connect(by('passphrase'))).close();
    await expect(connector.connect(by('wrong'))).rejects.toMatchObject({ code: 'SSH_E0009' });
    await expect(connector.connect(by())).rejects.toMatchObject({
      code: 'SSH_E0009',
      parameters: { detail: 'it needs a passphrase' },
    });
  });

  test('a machine behind two jump hosts, each hop checked', async () => {
    const jump = [at('hop1', sshd), at('hop2', sshd)];
    const [first, second] = await Promise.all([
      connector.connect(at('n1', sshd, { jump })),
      connector.connect(at('n1', sshd, { jump })),
    ]);
    const content = randomBytes(3_000_000);
    const upload = await first.exec({ class: 'observe', argv: ['sha256sum'], stdin: content });
    expect(upload.stdout.slice(0, 64)).toBe(createHash('sha256').update(content).digest('hex'));
    await first.close();
    expect((await second.exec({ class: 'observe', argv: ['echo', 'still here'] })).stdout).toBe('still here\n');
    await second.close();

    const stranger = [at('hop1', sshd), at('unknown', sshd)];
    await expect(connector.connect(at('n1', sshd, { jump: stranger }))).rejects.toMatchObject({
      code: 'SSH_E0002',
      target: 'unknown',
    });
  });

  test('a jump host that forbids forwarding is named', async () => {
    const jump = [at('strict', strict)];
    await expect(connector.connect(at('n1', sshd, { jump }))).rejects.toMatchObject({
      code: 'SSH_E0011',
      parameters: { machine: 'strict' },
    });
  });

  test('a stream to a port of the machine, and a port nobody listens on', async () => {
    const echo = createServer((socket) => socket.pipe(socket));
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const port = (echo.address() as { port: number }).port;
    const host = await connector.connect(at('n1', sshd));
    const stream = await host.forward('127.0.0.1', port);
    const answer = new Promise((resolve) => stream.once('data', (chunk: Buffer) => resolve(String(chunk))));
    stream.write('hello');
    expect(await answer).toBe('hello');
    stream.destroy();
    await new Promise((resolve) => echo.close(resolve));
    await expect(host.forward('127.0.0.1', port)).rejects.toMatchObject({ code: 'SSH_E0001' });
    await host.close();
  });

  test('a machine that grants few sessions gets no more at once', async () => {
    const host = await connector.connect(at('strict', strict));
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        host.exec({ class: 'observe', argv: ['sh', '-c', `sleep 0.05; echo ${index}`] }),
      ),
    );
    expect(results.map(({ stdout }) => stdout.trim())).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
    await host.close();
  });
});
