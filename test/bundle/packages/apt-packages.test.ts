import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readLock } from '../../../main/bundle/lock-file.ts';
import { parseSpec } from '../../../main/bundle/spec.ts';
import { verifyBundle } from '../../../main/bundle/verify.ts';
import { hexOf } from '../../../main/model/bundle/digest.ts';
import { trustedKeyOf } from '../../../main/model/bundle/signing-key.ts';
import type { TestRegistry } from '../../fixtures/registry/test-registry.ts';
import { put } from '../fixture.ts';
import { at, RemoteFixture } from '../remote-fixture.ts';
import { debFrom, makeOpenPgpKey, publish, sha256, signInline, statusOf, type TestKey } from './apt-fixture.ts';

const debs = [
  debFrom('chrony 4.3-2; Depends: libcap2 (>= 1:2.10), iproute2 | net-tools, ucf'),
  debFrom('libcap2 1:2.66-4; Multi-Arch: same'),
  debFrom('ucf 3.0; Architecture: all; Pre-Depends: debconf (>= 1) | debconf-2.0'),
  debFrom('cdebconf 0.270; Provides: debconf-2.0'),
  debFrom('socat 1.7.4'),
  debFrom('foreign 1', 'arm64'),
];
const deb = (name: string) => debs.find(({ path }) => path.includes(`/${name}_`)) as (typeof debs)[number];

let key: TestKey;
beforeAll(async () => {
  key = await makeOpenPgpKey();
});
let fixture: RemoteFixture;
let server: TestRegistry;
beforeEach(async () => {
  fixture = await RemoteFixture.make();
  server = await fixture.registry();
  await put(join(fixture.directory, '密钥.asc'), key.armored);
  await put(join(fixture.directory, 'node1.status'), statusOf(['iproute2 6.1']));
});
afterEach(() => fixture.end());

const repository = (more = '') =>
  `{url: "${server.url}/debian", suite: bookworm, components: [main], keyring: ./密钥.asc${more}}`;
const writeSpec = (more: { names?: string; installed?: string; repositories?: string } = {}) =>
  fixture.writeSpec(
    `packages:\n  - distribution: debian-12\n    platform: linux/amd64\n    names: [${more.names ?? 'chrony, socat'}]\n` +
      `    repositories: [${more.repositories ?? repository()}]\n    installed: ${more.installed ?? '[./node1.status]'}\n`,
  );
const resolve = () => fixture.resolve(fixture.network([server]));
const namesOf = async () => (await resolve()).lock.items.map(({ item }) => item.type === 'package' && item.name);

describe('packages by name', () => {
  it('are locked with all the targets lack, and why their digests are believed', async () => {
    const release = await publish(server, { key, debs });
    await writeSpec();
    const { lock } = await resolve();
    expect(lock.items.map(({ item }) => item)).toMatchObject([
      { name: 'cdebconf', version: '0.270' },
      { name: 'chrony', version: '4.3-2', distribution: 'debian-12', platform: 'linux/amd64' },
      { name: 'libcap2', version: '1:2.66-4', fileName: 'libcap2_1%3a2.66-4_amd64.deb' },
      { name: 'socat' },
      { name: 'ucf', platform: 'linux/amd64' },
    ]);
    const [locked] = lock.items;
    const index = /([0-9a-f]{64}) \d+ (main\/binary-amd64\/Packages\.gz)/.exec(release);
    expect(locked?.evidence).toEqual([
      {
        type: 'signed-repository',
        url: `${server.url}/debian/dists/bookworm/InRelease`,
        release: expect.stringMatching(/^sha256:/),
        key: key.fingerprint,
        index: { path: index?.[2], digest: `sha256:${index?.[1]}` },
      },
    ]);
    expect(lock.blobs.find(({ digest }) => hexOf(digest) === sha256(deb('libcap2').bytes))).toMatchObject({
      sizeBytes: deb('libcap2').bytes.length,
      sources: [{ type: 'url', url: `${server.url}/debian/pool/main/libcap2_1%253a2.66-4_amd64.deb` }],
    });
    expect(server.count(/pool/)).toBe(0);
    expect(await readLock(fixture.lockFile)).toEqual(lock);
  });

  it('are built as any other content, and again from the cache alone', async () => {
    await publish(server, { key, debs });
    await writeSpec();
    const network = fixture.network([server]);
    await fixture.resolve(network);
    server.faults = [{ at: /pool\/main\/chrony/, cutAt: 0.5, times: 1 }];
    const { manifest } = await fixture.build(network);
    expect(manifest.items).toHaveLength(5);
    const blob = join(fixture.bundle, 'blobs/sha256', sha256(deb('chrony').bytes));
    expect(await readFile(blob)).toEqual(deb('chrony').bytes);
    const trust = { trustedKeys: [trustedKeyOf(fixture.key.publicKey)], isPracticeSite: false };
    await verifyBundle(fixture.bundle, trust);
    await server.stop();
    await fixture.build(network, { outputDirectory: join(fixture.directory, 'again') });
  });

  it('are carried when any target lacks them', async () => {
    await publish(server, { key, debs });
    await put(join(fixture.directory, 'node2.status'), statusOf(['iproute2 6.1', 'socat 1.7.4', 'libcap2 1:2.66-4']));
    await writeSpec({ installed: '[./node2.status]' });
    expect(await namesOf()).toEqual(['cdebconf', 'chrony', 'ucf']);
    await writeSpec({ installed: '[./node2.status, ./node1.status]' });
    expect(await namesOf()).toEqual(['cdebconf', 'chrony', 'libcap2', 'socat', 'ucf']);
  });

  it('come from several repositories, the newest first; a mirror helps where the first is gone', async () => {
    await publish(server, { key, debs });
    const patched = debFrom('socat 1.7.4+deb12u1');
    await publish(server, { key, debs: [patched], suite: 'bookworm-security', root: '/security' });
    const security = `{url: "${server.url}/gone", sources: ["${server.url}/security"], suite: bookworm-security, components: [main], keyring: ./密钥.asc}`;
    await writeSpec({ names: 'socat', repositories: `${repository()}, ${security}` });
    const { lock } = await resolve();
    expect(lock.items.map(({ item }) => item.digest)).toEqual([`sha256:${sha256(patched.bytes)}`]);
    expect(lock.blobs[0]?.sources).toHaveLength(2);
    const { passedOver } = await fixture.build(fixture.network([server]));
    expect(passedOver.map(({ code }) => code)).toEqual(['SOURCE_E0002']);
  });

  it.each([
    ['Release and Release.gpg', { isDetached: true }],
    ['an index packed by zstd alone', { packings: ['.zst' as const] }],
    ['an index packed by xz alone', { packings: ['.xz' as const] }],
    ['an index that is not packed', { packings: ['' as const] }],
    ['a listed packing the mirror does not keep', { packings: ['.gz' as const, '' as const], missing: '.gz' }],
    ['a repository valid until tomorrow', { release: ['Valid-Until: Sun, 22 Nov 2026 08:00:00 UTC'] }],
    ['an index asked for by its digest', { release: ['Acquire-By-Hash: yes'] }],
  ])('are taken from %s', async (_, how) => {
    await publish(server, { key, debs, ...how });
    if ('missing' in how) server.faults = [{ at: /Packages\.gz/, status: 404 }];
    await writeSpec({ names: 'socat' });
    expect(await namesOf()).toEqual(['socat']);
  });

  it('are taken from a folder without components', async () => {
    const text = debs.map(({ stanza }) => stanza.replace('pool/main', '.')).join('\n');
    const release = `SHA256:\n ${sha256(text)} ${Buffer.byteLength(text)} Packages\n`;
    server.put('/k8s/deb/Packages', text);
    server.put('/k8s/deb/InRelease', await signInline(release, key));
    await writeSpec({ names: 'socat', repositories: `{url: "${server.url}/k8s/deb", suite: /, keyring: ./密钥.asc}` });
    const { lock } = await resolve();
    expect(lock.blobs[0]?.sources).toEqual([{ type: 'url', url: `${server.url}/k8s/deb/socat_1.7.4_amd64.deb` }]);
  });

  it('go on mid-index after a cut', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => debFrom(`p${sha256(String(index))} 1`));
    await publish(server, { key, debs: [...debs, ...many], packings: [''] });
    server.faults = [{ at: /Packages/, cutAt: 0.5, times: 2 }];
    await writeSpec({ names: 'socat' });
    expect(await namesOf()).toEqual(['socat']);
    expect(server.seen.filter(({ range }) => /^bytes=[1-9]/.test(range ?? '')).length).toBeGreaterThan(0);
  });
});

describe('a repository is not believed', () => {
  const refused = async (detail: RegExp, code = 'PACKAGE_E0001') => {
    await writeSpec({ names: 'socat' });
    await expect(resolve()).rejects.toMatchObject({ code, message: expect.stringMatching(detail) });
  };

  it('signed by a stranger', async () => {
    await publish(server, { key: await makeOpenPgpKey(), debs });
    await refused(/signed only by keys that are not in the keyring: [0-9A-F]{16}/);
  });

  it('signed by a key that has run out', async () => {
    const old = await makeOpenPgpKey({ seconds: 300 * 24 * 3600 });
    await put(join(fixture.directory, '密钥.asc'), old.armored);
    const release = `Suite: stable\nCodename: bookworm\nSHA256:\n ${sha256('')} 0 main/binary-amd64/Packages\n`;
    const inRelease = await signInline(release, old, new Date('2026-03-01T00:00:00Z'));
    server.put('/debian/dists/bookworm/InRelease', inRelease);
    await refused(/no longer counts|expired/);
  });

  it('altered after it was signed', async () => {
    await publish(server, { key, debs });
    const signed = await signInline('Suite: stable\nCodename: bookworm\n', key);
    server.put('/debian/dists/bookworm/InRelease', signed.replace('stable', 'Stable'));
    await refused(/a signature is bad/);
  });

  it.each([
    ['another suite', { release: [] as string[], suite: 'trixie' }, /it is stable \(trixie\), not bookworm/],
    [
      'out of date',
      { release: ['Valid-Until: Fri, 20 Nov 2026 08:00:00 UTC'] },
      /valid until 2026-11-20T08:00:00\.000Z/,
    ],
    ['no time in Valid-Until', { release: ['Valid-Until: soon'] }, /no time/],
    [
      'an index that was swapped',
      { tamper: (index: Buffer) => Buffer.from(index).fill('x', 0, 4) },
      /not the one its signed metadata lists/,
    ],
    ['another component', { component: 'contrib' }, /it lists no main for amd64/],
  ])('%s', async (_, how, detail) => {
    const suite = 'suite' in how ? how.suite : 'bookworm';
    await publish(server, { key, debs, ...how });
    if (suite !== 'bookworm') {
      await publish(server, { key, debs, suite });
      const moved = await signInline(`Suite: stable\nCodename: ${suite}\nSHA256:\n`, key);
      server.put('/debian/dists/bookworm/InRelease', moved);
    }
    await refused(detail);
  });

  it('without a signature', async () => {
    await publish(server, { key, debs, isDetached: true });
    server.faults = [{ at: /Release\.gpg/, status: 404 }];
    await refused(/neither InRelease nor Release\.gpg/);
  });

  it('with an index packed by bzip2 only, which is named', async () => {
    await publish(server, { key, debs, packings: ['.bz2'] });
    await refused(/only as main\/binary-amd64\/Packages\.bz2/, 'PACKAGE_E0003');
  });

  it('with an index that is no gzip, or unpacks without end', async () => {
    await publish(server, { key, debs });
    const bytes = Buffer.from('no gzip');
    const release = `Suite: stable\nCodename: bookworm\nSHA256:\n ${sha256(bytes)} ${bytes.length} main/binary-amd64/Packages.gz\n`;
    server.put('/debian/dists/bookworm/InRelease', await signInline(release, key));
    server.put('/debian/dists/bookworm/main/binary-amd64/Packages.gz', bytes);
    await refused(/Packages\.gz cannot be unpacked/);
  });

  it('that leads out of itself', async () => {
    const bad = { ...deb('socat'), stanza: deb('socat').stanza.replace('pool/main', 'pool/../..') };
    await publish(server, { key, debs: [bad] });
    await refused(/its Filename is no path of the repository/, 'PACKAGE_E0002');
  });
});

describe('a closure is refused', () => {
  it.each([
    ['a name nobody has', 'nothing', '[./node1.status]', 'PACKAGE_E0002', /node1\.status: no repository has nothing/],
    [
      'a conflict with what is there',
      'socat',
      '[./hostile.status]',
      'PACKAGE_E0002',
      /socat and enemy 1 exclude each other/,
    ],
    ['a status that is not there', 'socat', '[./none.status]', 'PACKAGE_E0004', /no such file/],
    ['a file that is no status', 'socat', '[./密钥.asc]', 'PACKAGE_E0004', /no field|no Status/],
    ['a status of another architecture', 'socat', '[./arm.status]', 'PACKAGE_E0004', /another architecture than amd64/],
    ['a status of nothing', 'socat', '[./empty.status]', 'PACKAGE_E0004', /dpkg is not among/],
  ])('for %s', async (_, names, installed, code, message) => {
    await publish(server, { key, debs });
    await put(join(fixture.directory, 'hostile.status'), statusOf(['enemy 1; Conflicts: socat']));
    await put(join(fixture.directory, 'arm.status'), statusOf([]).replace('amd64', 'arm64'));
    await put(join(fixture.directory, 'empty.status'), '');
    await writeSpec({ names, installed });
    await expect(resolve()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([
    [
      'no word of what the targets have',
      'names: [a], repositories: [R]',
      /installed: expected the targets' package status/,
    ],
    ['no repository', 'names: [a], repositories: [], installed: none', /repositories/],
    [
      'no keyring',
      'names: [a], repositories: [{url: "http://d.io/d", suite: s, components: [main]}], installed: none',
      /keyring/,
    ],
    [
      'a suite without components',
      'names: [a], repositories: [{url: "http://d.io/d", suite: s, keyring: k}], installed: none',
      /expected components/,
    ],
    [
      'a suite that leads away',
      'names: [a], repositories: [{url: "http://d.io/d", suite: a/../../b, components: [main], keyring: k}], installed: none',
      /no \.\. belongs/,
    ],
    [
      'a name with blanks',
      'names: ["a b"], repositories: [R], installed: none',
      /names\[0\]: expected the name of a package/,
    ],
    ['folder and names at once', 'names: [a], path: x', /expected one of path/],
  ])('in a spec with %s', (_, body, message) => {
    const good = '{url: "http://d.io/d", suite: s, components: [main], keyring: k}';
    const head = 'apiVersion: ferryman/v1\nkind: BundleSpec\nname: lab\nversion: "1.0"\nplatforms: [linux/amd64]\n';
    const spec = `${head}packages: [{distribution: d, platform: linux/amd64, ${body.replace('R', good)}}]`;
    const refusal = expect.objectContaining({ code: 'BUNDLE_E0010', message: expect.stringMatching(message) });
    expect(() => parseSpec(spec, 'spec.yaml')).toThrow(refusal);
  });

  it('needs a lock to build, and everything where nothing is installed', async () => {
    await publish(server, { key, debs });
    await writeSpec({ installed: 'none' });
    const unlocked = fixture.build(fixture.network([server]), { lockFile: undefined });
    await expect(unlocked).rejects.toMatchObject({ code: 'BUNDLE_E0015' });
    await expect(resolve()).rejects.toMatchObject({
      message: expect.stringMatching(/iproute2/),
      code: 'PACKAGE_E0002',
    });
    await writeSpec({ installed: 'none', names: 'ucf' });
    expect(await namesOf()).toEqual(['cdebconf', 'ucf']);
    expect(at).toMatch(/Z$/);
  });
});
