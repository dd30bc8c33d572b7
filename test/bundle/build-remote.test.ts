import { access, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dryRun } from '../../main/bundle/dry-run.ts';
import { verifyBundle } from '../../main/bundle/verify.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import { digestOf, type Fault, type TestRegistry } from '../fixtures/registry/test-registry.ts';
import { elf } from './archive-fixture.ts';
import { createdAt, ociLayout, put } from './fixture.ts';
import { at, bigLayer, RemoteFixture, web } from './remote-fixture.ts';

const layer = `${bigLayer} amd64`;
const layerDigest = digestOf(Buffer.from(layer));
const layerPath = new RegExp(`GET .*${layerDigest}`);

let fixture: RemoteFixture;
let registry: TestRegistry;
beforeEach(async () => {
  fixture = await RemoteFixture.make();
  registry = await fixture.registry();
  registry.push(web);
});
afterEach(() => fixture.end());

const specOf = (reference: string, sources: readonly string[] = []) =>
  fixture.writeSpec(`images: [{reference: "${reference}", sources: ${JSON.stringify(sources)}}]\n`);
const reference = () => `${registry.host}/app/web:1`;
const sound = () =>
  verifyBundle(fixture.bundle, { trustedKeys: [trustedKeyOf(fixture.key.publicKey)], isPracticeSite: false });
const resolved = async () => {
  await specOf(reference());
  const network = fixture.network([registry]);
  const result = await fixture.resolve(network);
  registry.seen.splice(0);
  registry.blobBytesSent = 0;
  return { network, ...result };
};

/** Where a transfer goes on: not past the cut, and at most one piece of a socket's buffer before it. */
function expectNear(range: string | undefined, cut: number): void {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  expect(from).toBeLessThanOrEqual(cut);
  expect(from).toBeGreaterThanOrEqual(cut - 64 * 1024);
}

describe('resolve and build', () => {
  it('locks what an image is without fetching a layer, and builds just that', async () => {
    await specOf(reference());
    const network = fixture.network([registry]);
    const { lock } = await fixture.resolve(network);
    expect(registry.count(layerPath)).toBe(0);
    const [{ item, evidence } = {}] = lock.items as [(typeof lock.items)[number]];
    expect(item).toMatchObject({ type: 'image', name: reference(), platform: 'linux/amd64' });
    expect(evidence).toEqual([{ type: 'first-seen', at, by: 'mei@office', source: reference() }]);
    const { manifest } = await fixture.build(network);
    expect(manifest.items).toEqual([item]);
    expect((await sound()).manifest.lockHash).toMatch(/^[0-9a-f]{64}$/);
    expect(registry.count(layerPath)).toBe(1);
  });

  it('keeps an index whole, for as many platforms as asked', async () => {
    await specOf(reference());
    const network = fixture.network([registry]);
    await fixture.resolve(network, { platforms: ['linux/arm64', 'linux/amd64'] });
    const { manifest } = await fixture.build(network);
    expect(manifest.platforms).toEqual(['linux/amd64', 'linux/arm64']);
    const index = JSON.parse(String(web.get('index.json'))).manifests[0].digest as string;
    expect(manifest.items.map((item) => item.type === 'image' && item.index?.digest)).toEqual([index, index]);
    await sound();
  });

  it('refuses an image that is of another architecture than its index says', async () => {
    registry.push(
      ociLayout([{ name: 'any.io/app/false:1', architectures: ['arm64', 's390x'], layer: 'x', claimed: 'amd64' }]),
    );
    await specOf(`${registry.host}/app/false:1`);
    const refusal = { code: 'BUNDLE_E0010', message: expect.stringContaining('its config says linux/arm64') };
    await expect(fixture.resolve(fixture.network([registry]))).rejects.toMatchObject(refusal);
  });

  it('names the platforms upstream has no image for, and refuses where it has none at all', async () => {
    registry.push(ociLayout([{ name: 'any.io/app/amd:1', architectures: ['amd64'], layer: 'x' }]));
    await specOf(`${registry.host}/app/amd:1`);
    const network = fixture.network([registry]);
    const { notes } = await fixture.resolve(network, { platforms: ['linux/amd64', 'linux/arm64'] });
    expect(notes).toEqual([{ type: 'no-platform', reference: `${registry.host}/app/amd:1`, platform: 'linux/arm64' }]);
    await expect(fixture.resolve(network, { platforms: ['linux/s390x'] })).rejects.toMatchObject({
      code: 'BUNDLE_E0010',
      message: expect.stringContaining('is there for none of linux/s390x'),
    });
  });

  it('fetches nothing twice: the next bundle takes all from the cache, and a lost one costs its own bytes only', async () => {
    const { network } = await resolved();
    await fixture.build(network);
    const sent = registry.blobBytesSent;
    await fixture.build(network, { outputDirectory: join(fixture.directory, 'second') });
    expect(registry.blobBytesSent).toBe(sent);
    const cached = join(fixture.cacheDirectory, 'sha256', layerDigest.slice(7));
    const [inCache, inBundle] = await Promise.all(
      [cached, join(fixture.bundle, 'blobs', 'sha256', layerDigest.slice(7))].map((path) => stat(path)),
    );
    expect(inBundle?.ino).toBe(inCache?.ino);
    await writeFile(cached, 'x'.repeat(layer.length));
    await fixture.build(network, { outputDirectory: join(fixture.directory, 'third') });
    expect(registry.blobBytesSent).toBe(sent + layer.length);
    expect(await readFile(cached, 'utf8')).toBe(layer);
  });

  it('refuses a spec with remote sources and no lock, before any network', async () => {
    await specOf(reference());
    const refusal = { code: 'BUNDLE_E0015', message: expect.stringContaining(reference()) };
    await expect(fixture.build(fixture.network([registry]), { lockFile: undefined })).rejects.toMatchObject(refusal);
    expect(registry.seen).toEqual([]);
  });

  it('refuses a spec that was changed since, but not one that is reached another way', async () => {
    const { network } = await resolved();
    const source = await readFile(fixture.specFile, 'utf8');
    await writeFile(fixture.specFile, `# 注释\n${source}registries: [{host: a.corp, ca: ./ca.pem}]\n`);
    await fixture.build(network);
    await writeFile(fixture.specFile, source.replace('"1.0"', '"1.1"'));
    await expect(fixture.build(network)).rejects.toMatchObject({ code: 'BUNDLE_E0016' });
  });

  it.each([
    ['edited by hand', (text: string) => text.replace(/"resolvedBy": "[^"]*"/, '"resolvedBy": "somebody"')],
    ['with a digest invented', (text: string) => text.replaceAll(layerDigest, `sha256:${'0'.repeat(64)}`)],
    ['with a source taken out', (text: string) => text.replace(/"sources": \[[^\]]*\]/, '"sources": []')],
    ['with an unknown field', (text: string) => text.replace('{', '{"more": 1,')],
    ['truncated', (text: string) => text.slice(0, -20)],
    ['of another kind', () => '[]'],
    ['empty', () => ''],
  ])('refuses a lock %s', async (_, edit) => {
    const { network } = await resolved();
    await writeFile(fixture.lockFile, edit(await readFile(fixture.lockFile, 'utf8')));
    await expect(fixture.build(network)).rejects.toMatchObject({ code: 'BUNDLE_E0017' });
    expect(registry.seen).toEqual([]);
  });

  it('tells beforehand what would be fetched, what the cache holds, and what is missing', async () => {
    const { network } = await resolved();
    const { specFile, lockFile, cacheDirectory } = fixture;
    const ask = () => dryRun({ specFile, lockFile, createdAt, cacheDirectory });
    const before = await ask();
    expect(before).toMatchObject({ fetchBytes: before.totalBytes, cachedBytes: 0, localBytes: 0, missing: [] });
    expect(before.items[0]?.sources).toEqual([`${registry.host}/app/web`]);
    expect(registry.seen).toEqual([]);
    registry.faults = [{ at: layerPath, status: 404 }];
    await expect(fixture.build(network)).rejects.toMatchObject({ code: 'SOURCE_E0002' });
    // what could be fetched was fetched, though the first failure came early
    expect(await ask()).toMatchObject({ fetchBytes: layer.length, cachedBytes: before.totalBytes - layer.length });
    await access(lockFile);
    expect((await readdir(fixture.directory)).filter((name) => name === 'bundle')).toEqual([]);
  });
});

describe('a transfer that is cut', () => {
  it.each([0.01, 0.5, 0.999])('goes on where it was: cut at %d', async (cutAt) => {
    const { network } = await resolved();
    registry.faults = [{ at: layerPath, cutAt, times: 1 }];
    await fixture.build(network);
    const tries = registry.seen.filter(({ line }) => layerPath.test(line)).map(({ range }) => range);
    expect(tries).toHaveLength(2);
    expectNear(tries[1], layer.length * cutAt);
    await sound();
  });

  it('goes on in the next run, from what the last one left', async () => {
    const { network } = await resolved();
    registry.faults = [
      { at: layerPath, cutAt: 0.5, times: 1 },
      { at: layerPath, isDropped: true, times: 99 },
    ];
    await expect(fixture.build(network)).rejects.toMatchObject({ code: 'SOURCE_E0003' });
    registry.faults = [];
    registry.seen.splice(0);
    await fixture.build(network);
    expect(registry.seen).toHaveLength(1);
    expectNear(registry.seen[0]?.range, layer.length / 2);
    await sound();
  });

  it('goes on in the next run after a stop, and leaves cache and output free', async () => {
    const { network } = await resolved();
    registry.faults = [{ at: layerPath, stallAt: 0.5, times: 1 }];
    const stop = new AbortController();
    const built = fixture.build(network, {
      signal: stop.signal,
      onProgress: ({ doneBytes }) => doneBytes > layer.length / 2 && stop.abort(),
    });
    await expect(built).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(fixture.cacheDirectory)).toEqual(['sha256']);
    expect(await readdir(fixture.directory)).not.toContain('bundle');
    registry.seen.splice(0);
    await fixture.build(network);
    const again = registry.seen.filter(({ line }) => layerPath.test(line)).map(({ range }) => range);
    expect(again).toHaveLength(1);
    expectNear(again[0], layer.length / 2);
    await sound();
  });

  it('starts over where the server cannot go on, and gives up when that leads nowhere', async () => {
    const { network } = await resolved();
    registry.faults = [
      { at: layerPath, cutAt: 0.5, times: 1 },
      { at: layerPath, ignoresRange: true, times: 1 },
    ];
    await fixture.build(network);
    await sound();
    const other = await RemoteFixture.make();
    await other.writeSpec(`images: [{reference: "${reference()}"}]\n`);
    const again = other.network([registry]);
    await other.resolve(again);
    registry.faults = [{ at: layerPath, cutAt: 0.5, ignoresRange: true }];
    await expect(other.build(again)).rejects.toMatchObject({ code: 'SOURCE_E0007' });
    await other.end();
  });

  it('does not believe what an earlier run left', async () => {
    const { network } = await resolved();
    registry.faults = [
      { at: layerPath, cutAt: 0.5, times: 1 },
      { at: layerPath, status: 404 },
    ];
    await expect(fixture.build(network)).rejects.toMatchObject({ code: 'SOURCE_E0002' });
    const part = join(fixture.cacheDirectory, 'sha256', `${layerDigest.slice(7)}.part`);
    await writeFile(part, 'x'.repeat((await stat(part)).size));
    registry.faults = [];
    await fixture.build(network);
    await writeFile(part, 'x'.repeat(layer.length + 1));
    await sound();
  });

  it('tells how far it is without going back, and how long it still takes', async () => {
    const { network } = await resolved();
    registry.faults = [{ at: layerPath, cutAt: 0.5, ignoresRange: true, times: 2 }];
    const seen: number[] = [];
    const remaining: (number | undefined)[] = [];
    await fixture.build(network, {
      onProgress: ({ doneBytes, totalBytes, remainingMs }) => {
        seen.push(doneBytes / totalBytes);
        remaining.push(remainingMs);
      },
    });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    expect(remaining.at(-1)).toBe(0);
  });
});

describe('sources', () => {
  const faults: readonly [string, Omit<Fault, 'at'>, string][] = [
    ['404', { status: 404 }, 'SOURCE_E0002'],
    ['401', { status: 401 }, 'SOURCE_E0001'],
    ['429 for hours', { status: 429, retryAfter: '9000' }, 'SOURCE_E0004'],
    ['offline', { isDropped: true }, 'SOURCE_E0003'],
    ['wrong bytes', { isWrong: true }, 'BUNDLE_E0018'],
    ['a silent server', { stallAt: 0 }, 'SOURCE_E0007'],
    ['an error of its own', { status: 500 }, 'SOURCE_E0005'],
  ];

  it.each(faults)('one that fails is named: %s', async (_, fault, code) => {
    await specOf(reference());
    const network = fixture.network([registry], {}, 300);
    await fixture.resolve(network);
    registry.faults = [{ at: layerPath, ...fault }];
    const refusal = { code, message: expect.stringContaining(`${registry.host}/app/web`) };
    await expect(fixture.build(network)).rejects.toMatchObject(refusal);
    expect(await readdir(fixture.directory)).not.toContain('bundle');
    registry.faults = [];
    await fixture.build(network);
    await sound();
  });

  it.each(faults)('the next one helps, and the first is named nevertheless: %s', async (_, fault, code) => {
    const mirror = await fixture.registry();
    mirror.push(web);
    await specOf(reference(), [`${mirror.host}/app/web:1`]);
    const network = fixture.network([registry, mirror], {}, 300);
    await fixture.resolve(network);
    registry.faults = [{ at: layerPath, ...fault }];
    const { passedOver } = await fixture.build(network);
    expect(passedOver.map((failure) => failure.code)).toEqual([code]);
    expect(mirror.count(layerPath)).toBe(1);
    await sound();
  });

  it('half from one, the rest from the other', async () => {
    const mirror = await fixture.registry();
    mirror.push(web);
    await specOf(reference(), [`${mirror.host}/app/web:1`]);
    const network = fixture.network([registry, mirror]);
    await fixture.resolve(network);
    registry.faults = [
      { at: layerPath, cutAt: 0.5, times: 1 },
      { at: layerPath, status: 404 },
    ];
    await fixture.build(network);
    expectNear(mirror.seen.find(({ line }) => layerPath.test(line))?.range, layer.length / 2);
    await sound();
  });

  it('one that does not answer is waited for once, not once for each blob', async () => {
    const mirror = await fixture.registry();
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    for (const each of [registry, mirror]) {
      each.push(
        ociLayout(
          names.map((name) => ({ name: `any.io/${name}:1`, architectures: ['amd64'], layer: name.repeat(999) })),
        ),
      );
    }
    const image = (name: string) => `{reference: "${registry.host}/${name}:1", sources: ["${mirror.host}/${name}:1"]}`;
    await fixture.writeSpec(`images: [${names.map(image).join(', ')}]\n`);
    const network = fixture.network([registry, mirror]);
    await fixture.resolve(network);
    network.waits.splice(0);
    await registry.stop();
    const { passedOver } = await fixture.build(network);
    // the four that were under way at once, out of the 17 blobs
    expect(passedOver.length).toBeLessThanOrEqual(4);
    expect(network.waits.length).toBeLessThanOrEqual(8);
    await sound();
  });

  it('all gone is one message with every reason', async () => {
    const mirror = await fixture.registry();
    mirror.push(web);
    await specOf(reference(), [`${mirror.host}/app/web:1`]);
    const network = fixture.network([registry, mirror]);
    await fixture.resolve(network);
    registry.faults = [{ at: layerPath, status: 404 }];
    await mirror.stop();
    const message = expect.stringMatching(/SOURCE_E0002 .*; SOURCE_E0003 .*ECONNREFUSED/);
    await expect(fixture.build(network)).rejects.toMatchObject({ code: 'BUNDLE_E0019', message });
  });

  it('a mirror answers the resolve where upstream is gone; one that disagrees is named, never believed', async () => {
    const mirror = await fixture.registry();
    mirror.push(ociLayout([{ name: 'any.io/app/web:1', architectures: ['amd64'], layer: 'other' }]));
    await specOf(reference(), [`${mirror.host}/app/web:1`]);
    const network = fixture.network([registry, mirror]);
    const { lock, notes } = await fixture.resolve(network);
    expect(notes).toMatchObject([{ type: 'disagrees', reference: `${mirror.host}/app/web:1` }]);
    expect(lock.items[0]?.item.digest).not.toBe(notes[0]?.type === 'disagrees' ? notes[0].digest : '');
    registry.faults = [{ at: /manifests\/1/, status: 404 }];
    const second = await fixture.resolve(network);
    expect(second.lock.items[0]?.evidence).toMatchObject([{ source: `${mirror.host}/app/web:1` }]);
    expect(second.notes).toMatchObject([{ type: 'silent', reference: reference() }]);
  });

  it('what is on this machine is taken before anything is fetched', async () => {
    for (const [path, content] of web) {
      const target = join(fixture.directory, 'layout', path);
      await put(target, path === 'index.json' ? content.replaceAll('any.io/app/web:1', reference()) : content);
    }
    await fixture.writeSpec(`images: [{reference: "${reference()}"}, {layout: ./layout}]\n`);
    const network = fixture.network([registry]);
    await fixture.resolve(network);
    registry.seen.splice(0);
    await fixture.build(network);
    expect(registry.seen).toEqual([]);
    await sound();
  });
});

describe('a lock made again', () => {
  it('keeps the time a digest was first seen, and names a tag that moved', async () => {
    const { network, lock } = await resolved();
    const later = '2026-12-01T00:00:00.000Z';
    const same = await fixture.resolve(network, { at: later, previous: lock });
    expect(same.changes).toEqual([]);
    expect(same.lock.items[0]?.evidence).toMatchObject([{ at }]);
    registry.push(ociLayout([{ name: 'any.io/app/web:1', architectures: ['amd64'], layer: 'moved' }]));
    const moved = await fixture.resolve(network, { at: later, previous: lock });
    expect(moved.changes).toEqual([
      {
        artifact: `image ${reference()} (linux/amd64)`,
        from: lock.items[0]?.item.digest,
        to: moved.lock.items[0]?.item.digest,
      },
    ]);
    expect(moved.lock.items[0]?.evidence).toMatchObject([{ at: later }]);
  });

  it('takes a digest in the reference as the spec’s own word', async () => {
    const index = JSON.parse(String(web.get('index.json'))).manifests[0].digest as string;
    await specOf(`${reference()}@${index}`);
    const { lock } = await fixture.resolve(fixture.network([registry]));
    expect(lock.items[0]?.evidence).toEqual([{ type: 'pinned', digest: index }]);
    await specOf(`${reference()}@sha256:${'0'.repeat(64)}`);
    await expect(fixture.resolve(fixture.network([registry]))).rejects.toMatchObject({ code: 'SOURCE_E0002' });
  });
});

describe('files behind addresses', () => {
  const kubeadm = Buffer.concat([elf(62), Buffer.alloc(5_000, 'k')]);
  const sha256 = digestOf(kubeadm).slice(7);
  const file = (more: string, platform = 'linux/amd64') =>
    fixture.writeSpec(
      `files:\n  - {id: kubeadm, kind: binary, version: v1.34.4, platform: ${platform}, url: "${registry.url}/v1/kubeadm", ${more}}\n`,
    );

  it.each([
    ['its digest in the spec', () => `sha256: ${sha256}`, ['pinned']],
    [
      'upstream’s one-line file',
      () => `checksums: "${registry.put('/v1/kubeadm.sha256', `${sha256}\n`)}"`,
      ['checksum-file'],
    ],
    [
      'a line among others, and the spec says the same',
      () =>
        `sha256: ${sha256}, checksums: "${registry.put('/v1/SHA256SUMS', `${'0'.repeat(64)}  other\n${sha256} *./kubeadm\n`)}"`,
      ['pinned', 'checksum-file'],
    ],
  ])('are believed with %s', async (_, more, types) => {
    registry.put('/v1/kubeadm', kubeadm);
    await file(more());
    const network = fixture.network([registry]);
    const { lock } = await fixture.resolve(network);
    expect(lock.items[0]?.evidence.map(({ type }) => type)).toEqual(types);
    const { manifest } = await fixture.build(network);
    expect(manifest.items).toMatchObject([
      { fileName: 'kubeadm', digest: `sha256:${sha256}`, sizeBytes: kubeadm.length },
    ]);
    await sound();
  });

  it.each([
    [
      'a checksum file that does not name it',
      () => `checksums: "${registry.put('/s', 'nothing here')}"`,
      'BUNDLE_E0021',
    ],
    [
      'one that says otherwise than the spec',
      () => `sha256: ${sha256}, checksums: "${registry.put('/s', '0'.repeat(64))}"`,
      'BUNDLE_E0021',
    ],
    [
      'one that names it twice',
      () => `checksums: "${registry.put('/s', `${sha256}  kubeadm\n${'0'.repeat(64)}  kubeadm`)}"`,
      'BUNDLE_E0021',
    ],
    ['one that is not there', () => `checksums: "${registry.url}/none"`, 'SOURCE_E0002'],
    ['no digest at all', () => 'sources: []', 'BUNDLE_E0010'],
  ])('are refused with %s', async (_, more, code) => {
    registry.put('/v1/kubeadm', kubeadm);
    await file(more());
    await expect(fixture.resolve(fixture.network([registry]))).rejects.toMatchObject({ code });
  });

  it('are refused for another architecture, while resolving and when a server showed another head', async () => {
    registry.put('/v1/kubeadm', kubeadm);
    await file(`sha256: ${sha256}`, 'linux/arm64');
    const wrong = { code: 'BUNDLE_E0010', message: expect.stringContaining('built for amd64') };
    await expect(fixture.resolve(fixture.network([registry]))).rejects.toMatchObject(wrong);
    registry.put('/v1/kubeadm', Buffer.concat([elf(183), kubeadm.subarray(64)]));
    const network = fixture.network([registry]);
    await fixture.resolve(network);
    registry.put('/v1/kubeadm', kubeadm);
    await expect(fixture.build(network)).rejects.toMatchObject({ code: 'BUNDLE_E0023' });
  });

  it('are refused when they changed upstream, and taken from another address then', async () => {
    registry.put('/v1/kubeadm', kubeadm);
    const mirror = await fixture.registry();
    mirror.put('/dl/kubeadm', kubeadm);
    await file(`sha256: ${sha256}`);
    const network = fixture.network([registry, mirror]);
    await fixture.resolve(network);
    registry.put('/v1/kubeadm', Buffer.concat([elf(62), Buffer.alloc(5_000, 'x')]));
    await expect(fixture.build(network)).rejects.toMatchObject({ code: 'BUNDLE_E0018' });
    registry.put('/v1/kubeadm', Buffer.alloc(90_000, 'x'));
    await expect(fixture.build(network)).rejects.toMatchObject({ code: 'BUNDLE_E0018' });
    await file(`sha256: ${sha256}, sources: ["${mirror.url}/dl/kubeadm"]`);
    registry.put('/v1/kubeadm', kubeadm);
    await fixture.resolve(network);
    registry.put('/v1/kubeadm', Buffer.alloc(90_000, 'x'));
    expect((await fixture.build(network)).passedOver).toMatchObject([{ code: 'BUNDLE_E0018' }]);
    await sound();
  });
});
