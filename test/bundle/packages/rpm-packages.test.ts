import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rpmQueryFormat } from '../../../main/model/packages/rpm-query.ts';
import type { TestRegistry } from '../../fixtures/registry/test-registry.ts';
import { put } from '../fixture.ts';
import { at, RemoteFixture } from '../remote-fixture.ts';
import { makeOpenPgpKey, sha256, signBeside, type TestKey } from './apt-fixture.ts';

interface Sketch {
  readonly name: string;
  readonly version?: string;
  readonly architecture?: string;
  readonly format?: string;
}

const entry = (name: string, more = '') => `<rpm:entry name="${name}" ${more}/>`;
const needs = (...entries: string[]) => `<rpm:requires>${entries.join('')}</rpm:requires>`;
const socket = 'flags="EQ" epoch="0" ver="1.8"';
const sketches: readonly Sketch[] = [
  {
    name: 'socat',
    format: `${needs(entry('libssl.so.3()(64bit)'), entry('/bin/sh'), entry('rpmlib(FileDigests)', 'flags="LE" epoch="0" ver="4.6.0" rel="1"'), entry('tcp_wrappers', 'flags="GE" epoch="0" ver="7.6"'))}<rpm:provides>${entry('socat', socket)}</rpm:provides>`,
  },
  {
    name: 'openssl-libs',
    version: 'epoch="1" ver="3.0" rel="2.el9"',
    format: `<rpm:provides>${entry('libssl.so.3()(64bit)')}</rpm:provides>`,
  },
  { name: 'openssl-libs', version: 'epoch="1" ver="3.0" rel="1.el9"', format: '<rpm:provides/>' },
  { name: 'bash', format: '<file>/bin/sh</file><file type="dir">/etc/bash</file>' },
  { name: 'tcp_wrappers', version: 'epoch="0" ver="7.6" rel="1.el9"', architecture: 'noarch' },
  { name: 'socat', version: 'epoch="9" ver="9" rel="9"', architecture: 'aarch64' },
  { name: 'socat', version: 'epoch="9" ver="9" rel="9.module+el9"' },
  { name: 'rich', format: needs(entry('(a if b)')) },
  { name: 'eager', format: `<rpm:obsoletes>${entry('elder')}</rpm:obsoletes>` },
];

const content = (name: string, version: string) => Buffer.from(`rpm of ${name} ${version}`);
const usual = 'epoch="0" ver="1.8" rel="1.el9"';
function packageXml({ name, version = usual, architecture = 'x86_64', format = '<rpm:provides/>' }: Sketch): string {
  const bytes = content(name, version);
  return `<package type="rpm"><name>${name}</name><arch>${architecture}</arch><version ${version}/>
<checksum type="sha256" pkgid="YES">${sha256(bytes)}</checksum><summary>a &lt; b</summary>
<size package="${bytes.length}" installed="1" archive="1"/><location href="Packages/${name}.${architecture}.rpm"/>
<format>${format}</format></package>`;
}

const target = (...lines: string[]) => ['@ release 0:9-1 x86_64', 'F /etc/os-release', ...lines].join('\n');

let key: TestKey;
beforeAll(async () => {
  key = await makeOpenPgpKey();
});
let fixture: RemoteFixture;
let server: TestRegistry;
beforeEach(async () => {
  fixture = await RemoteFixture.make();
  server = await fixture.registry();
  await put(join(fixture.directory, 'key.asc'), key.armored);
  await put(join(fixture.directory, 'node1.rpms'), target('@ bash 0:5-1 x86_64', 'F /bin/sh'));
});
afterEach(() => fixture.end());

async function publish(how: { tamper?: boolean; isUnsigned?: boolean } = {}): Promise<void> {
  const primary = gzipSync(`<metadata>${sketches.map(packageXml).join('\n')}</metadata>`);
  const path = `repodata/${sha256(primary)}-primary.xml.gz`;
  const repomd = `<?xml version="1.0"?><repomd><revision>1</revision><data type="primary"><checksum type="sha256">${sha256(primary)}</checksum><location href="${path}"/><size>${primary.length}</size></data></repomd>`;
  server.put('/el9/repodata/repomd.xml', repomd);
  if (!how.isUnsigned) server.put('/el9/repodata/repomd.xml.asc', await signBeside(repomd, key));
  server.put(`/el9/${path}`, how.tamper ? Buffer.alloc(primary.length) : primary);
  for (const { name, version = usual, architecture = 'x86_64' } of sketches) {
    if (!version.includes('module')) server.put(`/el9/Packages/${name}.${architecture}.rpm`, content(name, version));
  }
}

const writeSpec = (rpms: string, installed = '[./node1.rpms]', keyring = ', keyring: ./key.asc') =>
  fixture.writeSpec(
    `packages: [{distribution: rocky-9, platform: linux/amd64, rpms: [${rpms}], repositories: [{url: "${server.url}/el9"${keyring}}], installed: ${installed}}]\n`,
  );
const resolve = () => fixture.resolve(fixture.network([server]));

describe('rpm packages by name', () => {
  it('are locked with what the targets lack, and built', async () => {
    await publish();
    await writeSpec('socat');
    const { lock } = await resolve();
    const items = lock.items.map(
      ({ item }) => item.type === 'package' && `${item.name} ${item.version} ${item.fileName}`,
    );
    expect(items).toEqual([
      'openssl-libs 1:3.0-2.el9 openssl-libs.x86_64.rpm',
      'socat 0:1.8-1.el9 socat.x86_64.rpm',
      'tcp_wrappers 0:7.6-1.el9 tcp_wrappers.noarch.rpm',
    ]);
    expect(lock.items[0]?.evidence).toMatchObject([
      { type: 'signed-repository', key: key.fingerprint, url: `${server.url}/el9/repodata/repomd.xml` },
    ]);
    // the server keeps two versions of one name under one path here: only the newer one's bytes fit
    server.put('/el9/Packages/openssl-libs.x86_64.rpm', content('openssl-libs', 'epoch="1" ver="3.0" rel="2.el9"'));
    const { manifest } = await fixture.build(fixture.network([server]));
    expect(manifest.items).toHaveLength(3);
  });

  it('are not carried where the targets have them, in a version that will do', async () => {
    await publish();
    const lines = ['@ bash 0:5-1 x86_64', 'F /bin/sh', '@ w 0:1-1 noarch', 'P tcp_wrappers 8 7.7-1'];
    await put(
      join(fixture.directory, 'node1.rpms'),
      target(...lines, '@ ssl 0:1-1 x86_64', 'P libssl.so.3()(64bit) 16384 '),
    );
    await writeSpec('socat');
    expect((await resolve()).lock.items).toMatchObject([{ item: { name: 'socat' } }]);
  });

  it('without a keyring are first seen, and wanted over TLS', async () => {
    await publish({ isUnsigned: true });
    await writeSpec('bash', 'none', '');
    const { lock } = await resolve();
    expect(lock.items[0]?.evidence).toEqual([
      { type: 'first-seen', at, by: 'mei@office', source: `${server.url}/el9/repodata/repomd.xml` },
    ]);
    await fixture.writeSpec(
      'packages: [{distribution: r, platform: linux/amd64, rpms: [a], repositories: [{url: "http://mirror.corp/el9"}], installed: none}]\n',
    );
    await expect(resolve()).rejects.toMatchObject({
      code: 'BUNDLE_E0010',
      message: expect.stringContaining('without signature and without TLS proves nothing'),
    });
  });

  it.each([
    [
      'a rich dependency',
      'rich',
      '[./node1.rpms]',
      'PACKAGE_E0002',
      /rich needs \(a if b\), but rich dependencies are not resolved/,
    ],
    ['what would be obsoleted', 'eager', '[./elder.rpms]', 'PACKAGE_E0002', /eager and elder 0:1-1 exclude each other/],
    ['a name nobody has', 'nothing', '[./node1.rpms]', 'PACKAGE_E0002', /no repository has nothing/],
    ['a target of another architecture', 'bash', '[./arm.rpms]', 'PACKAGE_E0004', /it is of aarch64, not of x86_64/],
    ['an answer to another question', 'bash', '[./key.asc]', 'PACKAGE_E0004', /not the answer to the query/],
    ['half an answer', 'bash', '[./half.rpms]', 'PACKAGE_E0004', /does not list a whole machine/],
  ])('are refused for %s', async (_, rpms, installed, code, message) => {
    await publish();
    await put(join(fixture.directory, 'elder.rpms'), target('@ elder 0:1-1 x86_64'));
    await put(join(fixture.directory, 'arm.rpms'), target().replace('x86_64', 'aarch64'));
    await put(join(fixture.directory, 'half.rpms'), '@ bash 0:5-1 x86_64\n');
    await writeSpec(rpms, installed);
    await expect(resolve()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([
    ['not signed', { isUnsigned: true }, /no repomd\.xml\.asc/],
    ['altered', { tamper: true }, /not the one its signed metadata lists/],
  ])('are refused from a repository that is %s', async (_, how, message) => {
    await publish(how);
    await writeSpec('bash', 'none');
    await expect(resolve()).rejects.toMatchObject({ code: 'PACKAGE_E0001', message: expect.stringMatching(message) });
  });
});

const missing = ['rpmbuild', 'createrepo_c', 'rpm']
  .filter((each) => spawnSync('which', [each]).status !== 0)
  .join(', ');
describe.skipIf(missing !== '')(
  missing === '' ? "against rpm's own tools" : `against rpm: skipped without ${missing}`,
  () => {
    const spec = (name: string, lines: string, files = '') =>
      `Name: ${name}\nVersion: 1.0\nRelease: 1\nSummary: ${name}\nLicense: MIT\nBuildArch: noarch\n${lines}\n%description\n${name}\n%install\n${files}\n%files\n`;

    it('what rpmbuild made and createrepo_c listed is resolved against what rpm says is installed, and rpm installs it', async () => {
      const root = fixture.directory;
      const top = join(root, 'top').replaceAll(' ', '');
      const build = async (name: string, lines: string, files: readonly string[] = []) => {
        const made = files.map(
          (path) => `mkdir -p %{buildroot}${path.replace(/\/[^/]*$/, '')}; touch %{buildroot}${path}`,
        );
        await put(join(top, `${name}.spec`), `${spec(name, lines, made.join('\n'))}${files.join('\n')}\n`);
        const defines = ['--define', `_topdir ${top}`];
        execFileSync('rpmbuild', ['-bb', '--quiet', ...defines, join(top, `${name}.spec`)], { stdio: 'pipe' });
      };
      await build('base', 'Provides: shell = 2', ['/etc/os-release', '/opt/run']);
      await build('web', 'Requires: lib >= 1.0\nRequires: shell >= 2\nRequires: /opt/run');
      await build('lib', 'Epoch: 1\nProvides: config(lib) = 1');
      const rpms = join(top, 'RPMS/noarch');
      const named = async (name: string) =>
        join(rpms, (await readdir(rpms)).find((file) => file.startsWith(`${name}-`)) ?? '');
      const db = join(top, 'db');
      await mkdir(db, { recursive: true });
      const rpm = (...args: string[]) =>
        execFileSync('rpm', ['--dbpath', db, ...args], { encoding: 'utf8', stdio: 'pipe' });
      rpm('-i', '--justdb', await named('base'));
      await put(join(root, 'node1.rpms'), rpm('-qa', '--qf', rpmQueryFormat));
      execFileSync('createrepo_c', ['--quiet', rpms], { stdio: 'pipe' });
      for (const path of await readdir(rpms, { recursive: true, withFileTypes: true })) {
        if (!path.isFile()) continue;
        const whole = join(path.parentPath, path.name);
        server.put(`/el9${whole.slice(rpms.length)}`, await readFile(whole));
      }
      await writeSpec('web', '[./node1.rpms]', '');
      const { lock } = await resolve();
      expect(lock.items).toMatchObject([
        { item: { name: 'lib', version: '1:1.0-1' } },
        { item: { name: 'web', version: '0:1.0-1' } },
      ]);
      await fixture.build(fixture.network([server]));
      const blobs = lock.items.map(({ item }) => join(fixture.bundle, 'blobs/sha256', item.digest.slice(7)));
      rpm('-U', '--justdb', '--nosignature', ...blobs);
      expect(rpm('-q', 'web', 'lib').split('\n').length).toBe(3);
    });
  },
);
