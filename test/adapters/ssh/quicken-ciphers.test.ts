import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GcmCipher } from '../../../main/adapters/ssh/gcm-cipher.ts';
import { quickenCiphers } from '../../../main/adapters/ssh/quicken-ciphers.ts';
import { SshConnector } from '../../../main/adapters/ssh/ssh-connector.ts';
import { startFakeServer } from './fake-server.ts';
import { type RealSshd, sshdIsMissing, startSshd } from './real-sshd.ts';
import { fingerprintOfBase64, MemoryHostKeys, MemorySecrets, RecordingObserver } from './support.ts';

const gcm = {
  outSeqno: 3,
  _encSSLName: 'aes-128-gcm',
  _encKey: Buffer.alloc(16),
  _encIV: Buffer.alloc(12),
  _onWrite: () => {},
};
const ident = Buffer.from('SSH-2.0-ssh2js1.17.0');

function afterHandshake(protocol: object | undefined): { readonly _cipher?: object } | undefined {
  const client = Object.assign(new ssh2.Client(), { _protocol: protocol });
  quickenCiphers(client);
  client.emit('handshake', {} as ssh2.NegotiatedAlgorithms);
  return protocol;
}

test('ssh2 as it is installed gets our cipher', async () => {
  const server = await startFakeServer({ algorithms: { cipher: ['aes256-gcm@openssh.com'] } });
  const client = new ssh2.Client();
  quickenCiphers(client);
  client.connect({ host: '127.0.0.1', port: server.port, username: 'root', password: 'right' });
  await once(client, 'ready');
  expect((client as unknown as { _protocol: { _cipher: unknown } })._protocol._cipher).toBeInstanceOf(GcmCipher);
  client.destroy();
  await server.stop();
});

test('the inside that is known is changed, any other is left as it is', () => {
  expect(afterHandshake({ _identRaw: ident, _cipher: gcm })?._cipher).toBeInstanceOf(GcmCipher);
  const others = [
    { _identRaw: Buffer.from('SSH-2.0-ssh2js1.18.0'), _cipher: gcm },
    { _cipher: gcm },
    { _identRaw: ident, _cipher: { ...gcm, _encKey: 'not bytes' } },
    { _identRaw: ident, _cipher: { ...gcm, _encIV: Buffer.alloc(8) } },
    { _identRaw: ident, _cipher: { ...gcm, _encSSLName: 'aes-128-ctr' } },
    { _identRaw: ident, _cipher: { ...gcm, _onWrite: undefined } },
  ];
  for (const protocol of others) {
    const before = protocol._cipher;
    expect(afterHandshake(protocol)?._cipher).toBe(before);
  }
  expect(afterHandshake({ _identRaw: ident })).toEqual({ _identRaw: ident });
  expect(afterHandshake(undefined)).toBeUndefined();
});

describe.skipIf(sshdIsMissing() !== undefined || process.getuid?.() !== 0)('against a real sshd', () => {
  const servers = new Map<string, RealSshd>();
  beforeAll(async () => {
    for (const cipher of ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr']) {
      // The key is changed many times in one upload, as it is once in a very large one.
      servers.set(cipher, await startSshd([`Ciphers ${cipher}`, 'RekeyLimit 1M']));
    }
  });
  afterAll(() => Promise.all([...servers.values()].map((server) => server.stop())));

  test.each(['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr'])(
    '%s both ways, with new keys on the way',
    async (cipher) => {
      const server = servers.get(cipher) as RealSshd;
      const hostKeys = new MemoryHostKeys();
      hostKeys.trust('n1', server.hostKey, fingerprintOfBase64(server.hostKey));
      const parts = {
        hostKeys,
        secrets: new MemorySecrets(),
        observer: new RecordingObserver(),
        agentSocket: undefined,
      };
      const auth = { kind: 'key', path: server.keyPath } as const;
      const at = { name: 'n1', address: '127.0.0.1', port: server.port, access: { user: server.user, auth } };
      const host = await new SshConnector(parts).connect(at);
      const sent = randomBytes(6_000_001);
      const received = createHash('sha256');
      const onStdout = (chunk: Uint8Array) => received.update(chunk);
      const result = await host.exec({ class: 'observe', argv: ['cat'], stdin: sent, onStdout });
      expect([result.exitCode, received.digest('hex')]).toEqual([0, createHash('sha256').update(sent).digest('hex')]);
      await host.close();
    },
  );
});
