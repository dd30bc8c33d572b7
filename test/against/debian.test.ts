import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifyBundle } from '../../main/bundle/verify.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import { tarOf } from '../bundle/archive-fixture.ts';
import { put, temporaryDirectory } from '../bundle/fixture.ts';
import { RemoteFixture } from '../bundle/remote-fixture.ts';

/** Programs of Debian that are no part of ours; where they are not, the tests are skipped and say which. */
const missing = (...programs: readonly string[]): string =>
  programs.filter((program) => spawnSync('which', [program]).status !== 0).join(', ');
const noRegistry = missing('docker-registry', 'skopeo');
const noContainerd = missing('containerd', 'ctr') || (process.getuid?.() === 0 ? '' : 'root');

/** robot / sesame */
const htpasswd = 'robot:$2b$05$abcdefghijklmnopqrstuuKcS.CYWVYVaLiiCKrrc0A5s3mGesJ9O\n';

/** A real image, twice: two architectures behind one index, layers that are tars. */
function realLayout(layerBytes: number): Map<string, string | Buffer> {
  const files = new Map<string, string | Buffer>([['oci-layout', '{"imageLayoutVersion":"1.0.0"}']]);
  const add = (content: string | Buffer, mediaType: string) => {
    const hex = createHash('sha256').update(content).digest('hex');
    files.set(`blobs/sha256/${hex}`, content);
    return { mediaType, digest: `sha256:${hex}`, size: Buffer.byteLength(content) };
  };
  const oci = (kind: string) => `application/vnd.oci.image.${kind}`;
  const manifests = ['amd64', 'arm64'].map((architecture) => {
    const layer = tarOf([[`etc/${architecture}`, Buffer.alloc(layerBytes, architecture)]]);
    const tar = add(layer, oci('layer.v1.tar'));
    const rootfs = { type: 'layers', diff_ids: [tar.digest] };
    const config = add(JSON.stringify({ architecture, os: 'linux', rootfs, config: {} }), oci('config.v1+json'));
    const manifest = { schemaVersion: 2, mediaType: oci('manifest.v1+json'), config, layers: [tar] };
    return { ...add(JSON.stringify(manifest), oci('manifest.v1+json')), platform: { os: 'linux', architecture } };
  });
  const index = add(
    JSON.stringify({ schemaVersion: 2, mediaType: oci('index.v1+json'), manifests }),
    oci('index.v1+json'),
  );
  const annotations = {
    'org.opencontainers.image.ref.name': 'registry.test/app/web:1',
    'io.containerd.image.name': 'registry.test/app/web:1',
  };
  files.set('index.json', JSON.stringify({ schemaVersion: 2, manifests: [{ ...index, annotations }] }));
  return files;
}

async function writeLayout(folder: string, layerBytes: number): Promise<void> {
  for (const [path, content] of realLayout(layerBytes)) await put(join(folder, path), content);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

let fixture: RemoteFixture;
beforeEach(async () => {
  fixture = await RemoteFixture.make();
});
afterEach(() => fixture.end());
const sound = () =>
  verifyBundle(fixture.bundle, { trustedKeys: [trustedKeyOf(fixture.key.publicKey)], isPracticeSite: false });

describe.skipIf(noRegistry !== '')(
  noRegistry === '' ? "Debian's docker-registry" : `Debian's docker-registry: skipped without ${noRegistry}`,
  () => {
    const layerBytes = 3_000_000;
    let folder: string;
    let port: number;
    let registry: ChildProcess;

    beforeAll(async () => {
      folder = await temporaryDirectory();
      port = await freePort();
      await put(join(folder, 'htpasswd'), htpasswd);
      const config = {
        version: 0.1,
        storage: { filesystem: { rootdirectory: join(folder, 'storage') } },
        auth: { htpasswd: { realm: 'test', path: join(folder, 'htpasswd') } },
        http: { addr: `127.0.0.1:${port}` },
      };
      await put(join(folder, 'config.yml'), JSON.stringify(config));
      registry = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
      await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/v2/`)).status).toBe(401), 10_000);
      await writeLayout(join(folder, 'layout'), layerBytes);
      const skopeo = ['copy', '--all', '--preserve-digests', '--dest-tls-verify=false', '--dest-creds=robot:sesame'];
      const from = `oci:${join(folder, 'layout')}:registry.test/app/web:1`;
      execFileSync('skopeo', [...skopeo, from, `docker://localhost:${port}/app/web:1`], { stdio: 'pipe' });
    }, 60_000);
    afterAll(async () => {
      await end(registry);
      await rm(folder, { recursive: true });
    });

    const network = (host: string) =>
      fixture.network([{ host } as never], { credentials: { user: 'robot', secret: 'password' } });

    it('is resolved and built from, with its password, for both platforms', async () => {
      const host = `localhost:${port}`;
      await fixture.writeSpec(`images: [{reference: "${host}/app/web:1"}]\n`, '[linux/amd64, linux/arm64]');
      const { lock } = await fixture.resolve(network(host));
      const index = JSON.parse(String(realLayout(layerBytes).get('index.json'))).manifests[0].digest as string;
      expect(lock.items.map(({ item }) => item.type === 'image' && [item.platform, item.index?.digest])).toEqual([
        ['linux/amd64', index],
        ['linux/arm64', index],
      ]);
      await fixture.build(network(host));
      await sound();
      await expect(fixture.resolve(fixture.network([{ host } as never]))).rejects.toMatchObject({
        code: 'SOURCE_E0001',
      });
    });

    it('is gone on with mid-blob through a line that breaks', async () => {
      const relay = new BreakingLine(port, 1_000_000);
      const host = await relay.start();
      await fixture.writeSpec(`images: [{reference: "${host}/app/web:1"}]\n`);
      const resolved = network(host);
      await fixture.resolve(resolved);
      await fixture.build(resolved);
      await sound();
      expect(relay.breaks).toBeGreaterThanOrEqual(2);
      // every break may cost what was under way in buffers, never the blob
      expect(relay.bytes).toBeLessThan(layerBytes * 1.5);
      relay.stop();
    });

    it('says which blob it lost', async () => {
      const host = `localhost:${port}`;
      await fixture.writeSpec(`images: [{reference: "${host}/app/web:1"}]\n`);
      const { lock } = await fixture.resolve(network(host));
      const largest = [...lock.blobs].sort((a, b) => b.sizeBytes - a.sizeBytes)[0]?.digest.slice(7) ?? '';
      const path = join(folder, 'storage/docker/registry/v2/blobs/sha256', largest.slice(0, 2), largest);
      const kept = await readFile(join(path, 'data'));
      await rm(path, { recursive: true });
      const refusal = { code: 'SOURCE_E0002', message: expect.stringContaining(largest) };
      await expect(fixture.build(network(host))).rejects.toMatchObject(refusal);
      await put(join(path, 'data'), kept);
      await fixture.build(network(host));
      await sound();
    });

    it('skopeo’s docker archive of an image is taken like any other', async () => {
      const archive = join(fixture.directory, 'saved.tar');
      const from = `oci:${join(folder, 'layout')}:registry.test/app/web:1`;
      const choose = ['--override-arch', 'amd64', '--override-os', 'linux'];
      execFileSync('skopeo', [...choose, 'copy', from, `docker-archive:${archive}:registry.test/app/web:1`], {
        stdio: 'pipe',
      });
      await fixture.writeSpec('images: [{archive: ./saved.tar}]\n');
      const { manifest } = await fixture.build(fixture.network([]), { lockFile: undefined, remote: undefined });
      expect(manifest.items).toMatchObject([{ name: 'registry.test/app/web:1', platform: 'linux/amd64' }]);
      await sound();
    });
  },
);

describe.skipIf(noContainerd !== '')(
  noContainerd === '' ? "Debian's containerd" : `Debian's containerd: skipped without ${noContainerd}`,
  () => {
    let folder: string;
    let address: string;
    let containerd: ChildProcess;

    beforeAll(async () => {
      folder = await temporaryDirectory();
      address = join(folder, 'c.sock');
      const quoted = (path: string) => JSON.stringify(join(folder, path));
      const config = [
        'version = 2',
        `root = ${quoted('root')}`,
        `state = ${quoted('state')}`,
        'disabled_plugins = ["io.containerd.grpc.v1.cri"]',
        `[grpc]\naddress = ${JSON.stringify(address)}`,
      ];
      await put(join(folder, 'config.toml'), config.join('\n'));
      containerd = spawn('containerd', ['--config', join(folder, 'config.toml')], { stdio: 'ignore' });
      await writeLayout(join(folder, 'layout'), 100_000);
      execFileSync('tar', ['-C', join(folder, 'layout'), '-cf', join(folder, 'web.tar'), '.']);
      const load = () =>
        execFileSync(
          'ctr',
          [
            '-a',
            address,
            '-n',
            'k8s.io',
            'images',
            'import',
            '--no-unpack',
            '--all-platforms',
            join(folder, 'web.tar'),
          ],
          { stdio: 'pipe' },
        );
      await vi.waitFor(load, { timeout: 20_000, interval: 500 });
    }, 60_000);
    afterAll(async () => {
      await end(containerd);
      await rm(folder, { recursive: true, force: true });
    });

    const spec = (image: string) =>
      fixture.writeSpec(`images:\n  - containerd: {address: ${JSON.stringify(address)}, images: ["${image}"]}\n`);

    it('gives an image as it holds it, under upstream’s digest', async () => {
      await spec('registry.test/app/web:1');
      const network = fixture.network([]);
      const { lock } = await fixture.resolve(network);
      expect(lock.items).toMatchObject([{ item: { name: 'registry.test/app/web:1', platform: 'linux/amd64' } }]);
      expect(lock.blobs.map(({ sources }) => sources[0]?.type)).toEqual(lock.blobs.map(() => 'containerd'));
      const [{ item } = {}] = lock.items as [(typeof lock.items)[number]];
      expect([...realLayout(100_000).keys()]).toContain(`blobs/sha256/${item?.digest.slice(7)}`);
      await fixture.build(network);
      await sound();
    });

    it('says what it does not hold', async () => {
      await spec('registry.test/app/other:1');
      await expect(fixture.resolve(fixture.network([]))).rejects.toMatchObject({ code: 'BUNDLE_E0022' });
    });
  },
);

it('a machine without ctr says so', async () => {
  await fixture.writeSpec('images: [{containerd: {images: ["a.io/b:1"]}}]\n');
  vi.stubEnv('PATH', fixture.directory);
  const refusal = { code: 'BUNDLE_E0022', message: expect.stringContaining('ctr is not on the PATH') };
  await expect(fixture.resolve(fixture.network([]))).rejects.toMatchObject(refusal);
  vi.unstubAllEnvs();
  await expect(fixture.build(fixture.network([]), { lockFile: undefined })).rejects.toMatchObject({
    code: 'BUNDLE_E0015',
  });
});

/** A line to a port that breaks each time so many bytes came back over it. */
class BreakingLine {
  breaks = 0;
  bytes = 0;
  readonly #port: number;
  readonly #everyBytes: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(port: number, everyBytes: number) {
    this.#port = port;
    this.#everyBytes = everyBytes;
    this.#server = createServer((near) => this.#join(near));
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #join(near: Socket): void {
    const far = connect(this.#port, '127.0.0.1');
    let passed = 0;
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.pipe(far);
    far.on('data', (chunk) => {
      passed += chunk.length;
      this.bytes += chunk.length;
      near.write(chunk);
      if (passed < this.#everyBytes) return;
      this.breaks += 1;
      far.destroy();
      near.end();
    });
    far.on('end', () => near.end());
  }
}
