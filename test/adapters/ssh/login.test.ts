import { afterEach, describe, expect, test } from 'vitest';
import type { LinkSettings } from '../../../main/adapters/ssh/link-settings.ts';
import { SshConnector } from '../../../main/adapters/ssh/ssh-connector.ts';
import { type FakeServer, type FakeServerOptions, startFakeServer } from './fake-server.ts';
import { address, fingerprintOfBase64, MemoryHostKeys, MemorySecrets, RecordingObserver } from './support.ts';

const open: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.stop()));
});

async function server(options: FakeServerOptions = {}) {
  const started = await startFakeServer(options);
  open.push(started);
  return started;
}

function connectorFor(trustedKey: string | undefined, settings: Partial<LinkSettings> = {}, login = 'right') {
  const hostKeys = new MemoryHostKeys();
  if (trustedKey !== undefined) hostKeys.trust('n1', trustedKey, fingerprintOfBase64(trustedKey));
  const secrets = new MemorySecrets({ login });
  return new SshConnector({ hostKeys, secrets, observer: new RecordingObserver(), agentSocket: undefined, settings });
}

describe.skipIf(process.platform === 'win32')('logging in', () => {
  test('a key nobody confirmed is refused before any secret is sent', async () => {
    const fake = await server();
    await expect(connectorFor(undefined).connect(address(fake.port))).rejects.toMatchObject({
      code: 'SSH_E0002',
      parameters: { machine: 'n1', fingerprint: fingerprintOfBase64(fake.hostKey) },
    });
    expect(fake.tried).toEqual([]);
  });

  test('a changed key is refused, both fingerprints named', async () => {
    const [fake, other] = [await server(), await server()];
    await expect(connectorFor(other.hostKey).connect(address(fake.port))).rejects.toMatchObject({
      code: 'SSH_E0003',
      parameters: { expected: fingerprintOfBase64(other.hostKey), actual: fingerprintOfBase64(fake.hostKey) },
    });
    expect(fake.tried).toEqual([]);
  });

  test('first contact shows the key without logging in', async () => {
    const fake = await server();
    expect(await connectorFor(undefined).fingerprint(address(fake.port))).toEqual({
      key: fake.hostKey,
      fingerprint: fingerprintOfBase64(fake.hostKey),
      algorithm: 'ssh-ed25519',
    });
    expect(fake.tried).toEqual([]);
  });

  test('a password is sent once when right, and once when wrong', async () => {
    const fake = await server();
    const host = await connectorFor(fake.hostKey).connect(address(fake.port));
    expect(host.hostKeyFingerprint).toBe(fingerprintOfBase64(fake.hostKey));
    await host.close();
    await expect(connectorFor(fake.hostKey, {}, 'wrong').connect(address(fake.port))).rejects.toMatchObject({
      code: 'SSH_E0004',
    });
    expect(fake.tried).toEqual(['password:right', 'password:wrong']);
  });

  test('a server that asks by prompts gets the password once, only where it does not show', async () => {
    const fake = await server({ methods: ['keyboard-interactive'] });
    await (await connectorFor(fake.hostKey).connect(address(fake.port))).close();
    expect(fake.tried).toEqual(['keyboard-interactive:,right']);
  });

  test('the password is never tried twice by two methods', async () => {
    const fake = await server({ methods: ['password', 'keyboard-interactive'] });
    await expect(connectorFor(fake.hostKey, {}, 'wrong').connect(address(fake.port))).rejects.toMatchObject({
      code: 'SSH_E0004',
    });
    expect(fake.tried).toEqual(['password:wrong']);
  });

  test('a missing secret, a missing key file and a missing agent each say so', async () => {
    const fake = await server();
    const connector = connectorFor(fake.hostKey);
    const as = (auth: Parameters<typeof address>[1] extends infer P ? NonNullable<P> : never) =>
      address(fake.port, auth);
    await expect(
      connector.connect(as({ access: { user: 'root', auth: { kind: 'password', secret: 'other' } } })),
    ).rejects.toMatchObject({ code: 'SSH_E0010' });
    await expect(
      connector.connect(as({ access: { user: 'root', auth: { kind: 'key', path: '/does/not/exist' } } })),
    ).rejects.toMatchObject({ code: 'SSH_E0009' });
    await expect(connector.connect(as({ access: { user: 'root', auth: { kind: 'agent' } } }))).rejects.toMatchObject({
      code: 'SSH_E0004',
    });
  });

  test('a closed port and a silent one are unreachable', async () => {
    const fake = await server();
    await fake.stop();
    open.length = 0;
    await expect(connectorFor(fake.hostKey).connect(address(fake.port))).rejects.toMatchObject({
      code: 'SSH_E0001',
      parameters: { detail: 'connection refused' },
    });
    const { createServer } = await import('node:net');
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const port = (silent.address() as { port: number }).port;
    await expect(connectorFor(fake.hostKey, { handshakeTimeoutMs: 100 }).connect(address(port))).rejects.toMatchObject({
      code: 'SSH_E0001',
    });
    silent.close();
  });

  test('old algorithms are a refusal in words', async () => {
    const fake = await server({ algorithms: { cipher: ['aes128-cbc'] } });
    await expect(connectorFor(fake.hostKey).connect(address(fake.port))).rejects.toMatchObject({ code: 'SSH_E0008' });
  });

  test('an abort ends the attempt with its reason', async () => {
    const fake = await server();
    const reason = new Error('stopped');
    await expect(connectorFor(fake.hostKey).connect(address(fake.port), AbortSignal.abort(reason))).rejects.toBe(
      reason,
    );
  });
});
