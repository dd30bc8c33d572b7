import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceAccess } from '../../../main/ports/image-registry.ts';
import { ociLayout } from '../../bundle/fixture.ts';
import { digestOf, TestRegistry, testCa } from '../../fixtures/registry/test-registry.ts';
import { openClient } from './open-client.ts';

const image = ociLayout([{ name: 'any.io/app/web:1', architectures: ['amd64', 'arm64'], layer: 'web'.repeat(40_000) }]);
const layer = [...image.values()].find((content) => content.startsWith('webweb')) ?? '';
const layerDigest = digestOf(Buffer.from(layer));
const manifests = /GET \/v2\/app\/web\/manifests\/1/;

const open: { close(): Promise<unknown> }[] = [];
const keep = <Thing extends { close(): Promise<unknown> }>(thing: Thing): Thing => {
  open.push(thing);
  return thing;
};
async function registryWith(options: ConstructorParameters<typeof TestRegistry>[0] = {}): Promise<TestRegistry> {
  const registry = await new TestRegistry(options).start();
  registry.push(image);
  keep({ close: () => registry.stop() });
  return registry;
}
const plain = (registry: TestRegistry, more: Partial<SourceAccess> = {}): SourceAccess => ({
  host: registry.host,
  isPlainHttp: true,
  ...more,
});
const web = (registry: TestRegistry) => ({ registry: registry.host, repository: 'app/web' });
async function read(content: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts).toString();
}

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

describe('a registry that answers', () => {
  let registry: TestRegistry;
  beforeEach(async () => {
    registry = await registryWith();
  });

  it('gives manifests by tag and by digest, sizes, and blobs from the start and from the middle', async () => {
    const { registry: client } = keep(openClient([plain(registry)]));
    const byTag = await client.manifest(web(registry), '1');
    expect(byTag.mediaType).toBe('application/vnd.oci.image.index.v1+json');
    expect(digestOf(byTag.bytes)).toBe(byTag.digest);
    expect(await client.manifest(web(registry), byTag.digest)).toMatchObject({ digest: byTag.digest });
    expect(await client.sizeOf(web(registry), layerDigest)).toBe(layer.length);
    for (const offset of [0, 1, layer.length - 1]) {
      const opened = await client.read(web(registry), layerDigest, 'blob', offset);
      expect(opened.offset).toBe(offset);
      expect(await read(opened.content)).toBe(layer.slice(offset));
    }
  });

  it.each([
    ['404', { status: 404 }, 'SOURCE_E0002', []],
    ['403', { status: 403 }, 'SOURCE_E0001', []],
    ['an error of its own, four times', { status: 503 }, 'SOURCE_E0005', [1_000, 2_000, 4_000]],
    ['429 without a time', { status: 429 }, 'SOURCE_E0004', [1_000, 2_000, 4_000, 8_000, 16_000]],
    ['429 for longer than anybody waits', { status: 429, retryAfter: '900' }, 'SOURCE_E0004', []],
    ['a dropped connection, three times', { isDropped: true }, 'SOURCE_E0003', [1_000, 2_000]],
    ['a manifest cut short, four times', { cutAt: 0.5 }, 'SOURCE_E0007', [1_000, 2_000, 4_000]],
    ['other bytes than its digest says', { isWrong: true }, 'SOURCE_E0005', []],
    ['a redirect to nowhere', { redirectTo: 'ftp://x' }, 'SOURCE_E0005', []],
    ['a request it does not understand', { status: 400 }, 'SOURCE_E0005', []],
  ])('says what is wrong: %s', async (_, fault, code, waits) => {
    registry.faults = [{ at: manifests, ...fault }];
    const { registry: client, clock } = keep(openClient([plain(registry)]));
    await expect(client.manifest(web(registry), '1')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(registry.host),
    });
    expect(clock.waits).toEqual(waits);
  });

  it.each([
    ['a busy moment, as long as it asks', { status: 429, retryAfter: '7', times: 2 }, [7_000, 7_000]],
    ['until a date', { status: 503, retryAfter: 'Sat, 21 Nov 2026 08:00:05 GMT', times: 1 }, [5_000]],
    ['one dropped connection', { isDropped: true, times: 1 }, [1_000]],
    ['one cut manifest', { cutAt: 0.5, times: 1 }, [1_000]],
  ])('waits out %s', async (_, fault, waits) => {
    registry.faults = [{ at: manifests, ...fault }];
    const { registry: client, clock } = keep(openClient([plain(registry)]));
    expect((await client.manifest(web(registry), '1')).bytes.length).toBeGreaterThan(0);
    expect(clock.waits).toEqual(waits);
  });

  it('does not hold a manifest larger than 4 MiB', async () => {
    registry.put('/v2/app/web/manifests/huge', Buffer.alloc(4 * 1024 * 1024 + 1));
    const { registry: client } = keep(openClient([plain(registry)]));
    const refusal = { code: 'SOURCE_E0005', message: expect.stringContaining('larger than 4194304 bytes') };
    await expect(client.manifest(web(registry), 'huge')).rejects.toMatchObject(refusal);
  });

  it('starts over where a server does not know ranges, and says so', async () => {
    registry.faults = [{ at: /blobs/, ignoresRange: true }];
    const { registry: client } = keep(openClient([plain(registry)]));
    const { offset, content } = await client.read(web(registry), layerDigest, 'blob', 10);
    expect([offset, await read(content)]).toEqual([0, layer]);
  });

  it('hangs up on a server that falls silent, and ends at once when told to', async () => {
    registry.faults = [{ at: /blobs/, stallAt: 0.5 }];
    const { registry: client } = keep(openClient([plain(registry)], {}, { silenceMs: 300 }));
    const stalled = await client.read(web(registry), layerDigest, 'blob', 0);
    await expect(read(stalled.content)).rejects.toMatchObject({ code: 'SOURCE_E0007' });
    const stop = new AbortController();
    const opened = await client.read(web(registry), layerDigest, 'blob', 0, stop.signal);
    const reading = read(opened.content);
    stop.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('signing in', () => {
  const account = { user: 'robot', password: 'sesame-öffne-dich' };
  const credentials = { user: 'robot', secret: 'registry:office' };
  const known = { 'registry:office': account.password };

  it.each(['basic', 'bearer'] as const)('goes the way the registry asks for: %s', async (sign) => {
    const registry = await registryWith({ sign, ...account });
    const { registry: client } = keep(openClient([plain(registry, { credentials })], known));
    await Promise.all([1, 2, 3, 4].map(() => client.manifest(web(registry), '1')));
    expect(await client.sizeOf(web(registry), layerDigest)).toBe(layer.length);
    // asked for once, used by all
    expect(registry.count(/GET \/token/)).toBe(sign === 'bearer' ? 1 : 0);
    expect(registry.seen.map(({ authorization }) => authorization !== undefined)[0]).toBe(false);
  });

  it('takes a token without credentials where the registry gives one to everybody', async () => {
    const registry = await registryWith({ sign: 'bearer' });
    const { registry: client } = keep(openClient([plain(registry)]));
    expect((await client.manifest(web(registry), '1')).bytes.length).toBeGreaterThan(0);
    expect(registry.seen.find(({ line }) => line.startsWith('GET /token'))?.line).toBe(
      'GET /token?service=test&scope=repository%3Aapp%2Fweb%3Apull',
    );
  });

  it.each(['basic', 'bearer'] as const)(
    'is refused with a wrong password, once, and never shows it: %s',
    async (sign) => {
      const registry = await registryWith({ sign, ...account });
      const wrong = { 'registry:office': 'wrong-password' };
      const { registry: client } = keep(openClient([plain(registry, { credentials })], wrong));
      const error: unknown = await client.manifest(web(registry), '1').catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'SOURCE_E0001' });
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/wrong-password|d3Jvbmc/);
      const tries = registry.seen.filter(({ authorization }) => authorization?.startsWith('Basic'));
      expect(tries).toHaveLength(1);
    },
  );

  it('without credentials is refused, and the token it got is redacted everywhere', async () => {
    const registry = await registryWith({ sign: 'basic', ...account });
    const { registry: client } = keep(openClient([plain(registry)]));
    await expect(client.manifest(web(registry), '1')).rejects.toMatchObject({ code: 'SOURCE_E0001' });
    const open = await registryWith({ sign: 'bearer' });
    const second = keep(openClient([plain(open)]));
    await second.registry.manifest(web(open), '1');
    expect(second.secrets.redact('a granted-token b')).toBe('a ••• b');
  });

  it('gets a new token when the old one has run out', async () => {
    const registry = await registryWith({ sign: 'bearer', ...account });
    const { registry: client } = keep(openClient([plain(registry, { credentials })], known));
    await client.manifest(web(registry), '1');
    registry.faults = [{ at: /HEAD/, times: 1, status: 401 }];
    await expect(client.sizeOf(web(registry), layerDigest)).rejects.toMatchObject({ code: 'SOURCE_E0001' });
    expect(await client.sizeOf(web(registry), layerDigest)).toBe(layer.length);
  });

  it('does not send a password to sign in without TLS unless the registry itself is reached without', async () => {
    const registry = await registryWith({ tls: true, sign: 'bearer', ...account });
    const { registry: client } = keep(openClient([{ host: registry.host, ca: testCa, credentials }], known));
    registry.faults = [];
    const elsewhere = await registryWith({});
    const spy = registry as unknown as { url: string };
    Object.defineProperty(spy, 'url', { get: () => elsewhere.url });
    await expect(client.manifest(web(registry), '1')).rejects.toMatchObject({
      code: 'SOURCE_E0001',
      message: expect.stringContaining('without TLS'),
    });
    expect(elsewhere.seen).toEqual([]);
  });

  it('keeps its authorization to itself when a registry sends it to another host', async () => {
    const [registry, storage] = [await registryWith({ sign: 'bearer', ...account }), await registryWith()];
    registry.faults = [{ at: /GET .*\/blobs\//, redirectTo: storage.url, times: 1 }];
    const { registry: client } = keep(openClient([plain(registry, { credentials })], known));
    await client.manifest(web(registry), '1');
    const { content } = await client.read(web(registry), layerDigest, 'blob', 5);
    expect(await read(content)).toBe(layer.slice(5));
    expect(storage.seen).toEqual([
      { line: `GET /v2/app/web/blobs/${layerDigest}`, authorization: undefined, range: 'bytes=5-' },
    ]);
    expect(registry.seen.at(-1)?.authorization).toBe('Bearer granted-token');
  });
});

describe('TLS and proxies', () => {
  it('trusts a CA that was named, for that host only', async () => {
    const registry = await registryWith({ tls: true });
    const { registry: client } = keep(openClient([{ host: registry.host, ca: testCa }]));
    expect((await client.manifest(web(registry), '1')).bytes.length).toBeGreaterThan(0);
    const { registry: strict, clock } = keep(openClient([{ host: registry.host }]));
    await expect(strict.manifest(web(registry), '1')).rejects.toMatchObject({ code: 'SOURCE_E0006' });
    expect(clock.waits).toEqual([]);
  });

  it('does not take a certificate that ran out', async () => {
    const registry = await registryWith({ tls: true, isExpired: true });
    const { registry: client } = keep(openClient([{ host: registry.host, ca: testCa }]));
    await expect(client.manifest(web(registry), '1')).rejects.toMatchObject({
      code: 'SOURCE_E0006',
      message: expect.stringContaining('CERT_HAS_EXPIRED'),
    });
  });

  it('does not follow from https to http', async () => {
    const [registry, storage] = [await registryWith({ tls: true }), await registryWith()];
    registry.faults = [{ at: /blobs/, redirectTo: storage.url }];
    const { registry: client } = keep(openClient([{ host: registry.host, ca: testCa }]));
    await expect(client.read(web(registry), layerDigest, 'blob', 0)).rejects.toMatchObject({ code: 'SOURCE_E0005' });
    expect(storage.seen).toEqual([]);
  });

  it('goes through the proxy with https, past it where the host is exempt', async () => {
    const registry = await registryWith({ tls: true });
    const tunnels: (string | undefined)[] = [];
    const proxy = createServer().on('connect', (request, socket, head) => {
      tunnels.push(`${request.url} ${request.headers['proxy-authorization']}`);
      const upstream = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 ok\r\n\r\n');
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      for (const end of [socket, upstream]) end.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    keep({ close: async () => proxy.close() });
    const httpsProxy = `http://me:secret@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const access = [{ host: registry.host, ca: testCa }];
    const through = keep(openClient(access, {}, { proxy: { httpsProxy } }));
    await through.registry.manifest(web(registry), '1');
    expect(tunnels).toEqual([`${registry.host} Basic ${Buffer.from('me:secret').toString('base64')}`]);
    const past = keep(openClient(access, {}, { proxy: { httpsProxy, noProxy: '.corp, localhost' } }));
    await past.registry.manifest(web(registry), '1');
    expect(tunnels).toHaveLength(1);
  });
});

describe('files', () => {
  it('are looked at without being fetched, and read from anywhere', async () => {
    const registry = await registryWith();
    const url = registry.put('/dl/v1/kubeadm', 'k'.repeat(1_000_000));
    const { files } = keep(openClient([plain(registry)]));
    const { sizeBytes, head } = await files.peek(url);
    expect([sizeBytes, head.length]).toEqual([1_000_000, 64]);
    registry.faults = [{ at: /kubeadm/, ignoresRange: true, times: 1 }];
    expect(await files.peek(url)).toMatchObject({ sizeBytes: 1_000_000 });
    expect((await read((await files.read(url, 999_990)).content)).length).toBe(10);
    registry.faults = [{ at: /kubeadm/, ignoresRange: true, isChunked: true }];
    await expect(files.peek(url)).rejects.toMatchObject({ code: 'SOURCE_E0005' });
  });

  it('never show the query of an address', async () => {
    const registry = await registryWith();
    const { files } = keep(openClient([plain(registry)]));
    const error: unknown = await files.text(`${registry.url}/gone?sig=SECRET`).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'SOURCE_E0002' });
    expect(String(error)).not.toContain('SECRET');
  });
});
