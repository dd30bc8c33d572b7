import { createServer, type Server } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { MemorySecrets } from '../../../main/adapters/secrets/memory-secrets.ts';
import { openSitePusher } from '../../../main/hosts/open-network.ts';
import { FerrymanError, isFerrymanError } from '../../../main/model/errors/ferryman-error.ts';
import { makeCertificate } from '../../../main/practice/cluster/certificates.ts';

const authority = makeCertificate({ name: 'authority', days: 10 });
const stranger = makeCertificate({ name: 'stranger', days: 10 });
const password = 'pass word';
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Kind {
  readonly days?: number;
  readonly issuer?: typeof authority;
  readonly hosts?: readonly string[];
  /** What an upload is answered with. */
  readonly upload?: readonly [status: number, body: string];
  readonly isForbidden?: boolean;
  readonly isDown?: boolean;
  readonly password?: string;
}

/** One push of a blob to a registry of that kind: how it ended, and how often a machine was asked to open a stream. */
async function push(kind: Kind): Promise<{ ended: string; forwarded: number }> {
  const { days = 1, issuer = authority, hosts = ['127.0.0.1'], upload = [201, ''] } = kind;
  const { keyPem, certificatePem } = makeCertificate({ name: 'registry', days, issuer, hosts });
  const signIn = `Basic ${Buffer.from(`ferryman:${kind.password ?? password}`).toString('base64')}`;
  server = createServer({ key: keyPem, cert: certificatePem }, (request, response) => {
    request.resume().on('end', () => {
      if (request.headers.authorization !== signIn)
        return response.writeHead(401, { 'www-authenticate': 'Basic realm="ferryman"' }).end();
      if (request.method === 'POST') return response.writeHead(202, { location: `${request.url}1` }).end();
      return response.writeHead(upload[0]).end(upload[1]);
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  if (kind.isDown === true) await new Promise((closed) => server?.close(closed));
  let forwarded = 0;
  const host = `127.0.0.1:${port}`;
  const forward = async (to: string, at: number) => {
    forwarded += 1;
    if (kind.isForbidden === true) throw new FerrymanError('SSH_E0011', { machine: 'h2', address: `${to}:${at}` });
    if (kind.isDown === true)
      throw new FerrymanError('SSH_E0001', { machine: 'h2', address: to, port: at, detail: '' });
    return connect(at, to);
  };
  const access = { host, ca: authority.certificatePem, credentials: { user: 'ferryman', secret: 'pw' } };
  const { registry, close } = openSitePusher(
    access,
    new MemorySecrets(async () => undefined, { pw: password }),
    forward,
  );
  const blob = { digest: `sha256:${'0'.repeat(64)}`, sizeBytes: 3, read: () => Readable.from([Buffer.from('abc')]) };
  try {
    await registry.upload({ registry: host, repository: 'x' }, blob, () => undefined, AbortSignal.timeout(20_000));
    return { ended: 'sent', forwarded };
  } catch (error) {
    const detail = isFerrymanError(error) ? String(error.parameters.detail) : '';
    return { ended: isFerrymanError(error) ? `${error.code} ${detail}` : String(error), forwarded };
  } finally {
    await close();
  }
}

test('a push goes over a stream the machine opens, to the authority of the site alone', async () => {
  const { ended, forwarded } = await push({});
  expect([ended, forwarded > 0]).toEqual(['sent', true]);
});

test.each<[string, Kind, RegExp]>([
  ['an expired certificate', { days: -1 }, /^PUSH_E0005 CERT_HAS_EXPIRED/],
  ['a certificate of another authority', { issuer: stranger }, /^PUSH_E0005 (UNABLE_TO|SELF_SIGNED)/],
  ['a certificate for another address', { hosts: ['127.0.0.9'] }, /^PUSH_E0005 ERR_TLS_CERT_ALTNAME_INVALID/],
  ['a wrong password', { password: 'another' }, /^PUSH_E0001 HTTP 401/],
  ['out of reach', { isDown: true }, /^PUSH_E0003 /],
  [
    'a full disk, in the words of the distribution registry',
    {
      upload: [
        500,
        '{"errors":[{"code":"UNKNOWN","message":"unknown error","detail":{"DriverName":"filesystem","Enclosed":{"Op":"write","Path":"/var/lib/registry/x","Err":28}}}]}',
      ],
    },
    /^PUSH_E0002 HTTP 500 NO_SPACE/,
  ],
])(
  '%s has its code',
  async (_name, kind, expected) => {
    expect((await push(kind)).ended).toMatch(expected);
  },
  30_000,
);

test('where the machine forbids forwarding it goes straight there, still to that authority alone', async () => {
  expect((await push({ isForbidden: true })).ended).toBe('sent');
  expect((await push({ isForbidden: true, issuer: stranger })).ended).toMatch(/^PUSH_E0005/);
});
