import { execFileSync, spawnSync } from 'node:child_process';
import { access, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildBundle } from '../../../main/bundle/build.ts';
import { type RepositoryOptions, writeRepositories } from '../../../main/bundle/repository/write-repositories.ts';
import { trustedKeyOf } from '../../../main/model/bundle/signing-key.ts';
import { debOf, tarOf, xzOf } from '../archive-fixture.ts';
import { createdAt, put, unproven } from '../fixture.ts';
import { RemoteFixture } from '../remote-fixture.ts';
import { sha256 } from './apt-fixture.ts';

const deb = (control: string) => debOf('control.tar.xz', xzOf(tarOf([['./control', control]])));
const socat = deb(
  'Package: socat\nVersion: 2:1.7-1\nArchitecture: amd64\nMaintainer: A <a@b.c>\nDepends: libwrap\nDescription: 中继\n relay\nFilename: ../../etc/passwd\n',
);
const libwrap = deb('Package: libwrap\nVersion: 7.6\nArchitecture: all\nMaintainer: A <a@b.c>\nDescription: wrap\n');
const arm = deb('Package: socat\nVersion: 1\nArchitecture: arm64\nMaintainer: A <a@b.c>\nDescription: relay\n');

let fixture: RemoteFixture;
let out: string;
beforeEach(async () => {
  fixture = await RemoteFixture.make();
  out = join(fixture.directory, '软件 仓库');
});
afterEach(() => fixture.end());

const build = async (body: string) => {
  await fixture.writeSpec(body, '[linux/amd64, linux/arm64]');
  const { specFile, bundle, key } = fixture;
  await buildBundle({ specFile, outputDirectory: bundle, signingKey: key, createdAt, closure: unproven });
};
const packages = async () => {
  await put(join(fixture.directory, 'amd64/任意.deb'), socat);
  await put(join(fixture.directory, 'amd64/w.deb'), libwrap);
  await put(join(fixture.directory, 'arm64/s.deb'), arm);
  await build(
    'packages: [{distribution: debian-12, platform: linux/amd64, path: ./amd64}, {distribution: debian-12, platform: linux/arm64, path: ./arm64}]\n',
  );
};
const write = (following: Pick<RepositoryOptions, 'signal' | 'onProgress'> = {}) =>
  writeRepositories({
    directory: fixture.bundle,
    trust: { trustedKeys: [trustedKeyOf(fixture.key.publicKey)], isPracticeSite: false },
    outputDirectory: out,
    ...following,
  });

describe('repositories out of a bundle', () => {
  it('tell how far they are; stopped half-way they leave nothing behind', async () => {
    await packages();
    const stopping = new AbortController();
    const stopped = write({ signal: stopping.signal, onProgress: () => stopping.abort() });
    await expect(stopped).rejects.toThrow(/abort/i);
    expect((await readdir(fixture.directory)).filter((name) => name.includes('仓库'))).toEqual([]);
    const seen: [number, number][] = [];
    const { repositories } = await write({
      onProgress: ({ doneBytes, totalBytes }) => seen.push([doneBytes, totalBytes]),
    });
    const total = repositories.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    expect(seen.at(-1)).toEqual([total, total]);
    expect(seen.length).toBe(3);
  });

  it('are one a distribution and architecture, with index and digests, the same each time', async () => {
    await packages();
    const { repositories } = await write();
    expect(repositories).toMatchObject([
      { distribution: 'debian-12', platform: 'linux/amd64', folder: 'debian-12/amd64', packages: 2 },
      { distribution: 'debian-12', platform: 'linux/arm64', folder: 'debian-12/arm64', packages: 1 },
    ]);
    const folder = join(out, 'debian-12/amd64');
    expect(await readdir(join(folder, 'pool'))).toEqual(['libwrap_7.6_all.deb', 'socat_2%3a1.7-1_amd64.deb']);
    const index = await readFile(join(folder, 'Packages'), 'utf8');
    expect(index).toContain(
      `Description: 中继\n relay\nFilename: pool/socat_2%3a1.7-1_amd64.deb\nSize: ${socat.length}\nSHA256: ${sha256(socat)}\n`,
    );
    expect(index).not.toContain('etc/passwd');
    const packed = await readFile(join(folder, 'Packages.gz'));
    expect(gunzipSync(packed).toString()).toBe(index);
    const release = await readFile(join(folder, 'Release'), 'utf8');
    expect(release).toContain(` ${sha256(packed)} ${packed.length} Packages.gz\n`);
    expect(release).toContain('Date: Sat, 21 Nov 2026 08:00:00 GMT\n');
    await rm(out, { recursive: true });
    await write();
    expect(await readFile(join(folder, 'Release'), 'utf8')).toBe(release);
  });

  it('are refused where there is nothing to write, or something in the way', async () => {
    await build('files: []\n');
    await expect(write()).rejects.toMatchObject({
      code: 'PACKAGE_E0005',
      message: expect.stringContaining('no OS packages'),
    });
    await packages();
    await put(join(out, 'mine.txt'), 'x');
    await expect(write()).rejects.toMatchObject({
      code: 'PACKAGE_E0005',
      message: expect.stringContaining('not empty'),
    });
    expect(await readdir(out)).toEqual(['mine.txt']);
  });

  it('are not written half where a package is damaged, and the bundle is to be trusted', async () => {
    await packages();
    await put(join(fixture.bundle, 'blobs/sha256', sha256(socat)), Buffer.alloc(socat.length));
    await expect(write()).rejects.toMatchObject({ code: 'BUNDLE_E0004' });
    expect(await readdir(fixture.directory)).not.toContain('软件 仓库');
    const stranger = { trustedKeys: [], isPracticeSite: false };
    await expect(
      writeRepositories({ directory: fixture.bundle, trust: stranger, outputDirectory: out }),
    ).rejects.toMatchObject({ code: 'BUNDLE_E0002' });
  });

  const noApt = spawnSync('apt-get', ['--version']).status === 0 ? '' : ' (skipped without apt)';
  it.skipIf(noApt !== '')(`apt installs from them${noApt}`, async () => {
    await packages();
    await write();
    const root = join(fixture.directory, 'apt');
    await mkdir(join(root, 'state/lists/partial'), { recursive: true });
    await mkdir(join(root, 'cache/archives/partial'), { recursive: true });
    await mkdir(join(root, 'parts'), { recursive: true });
    const path = join(out, 'debian-12/amd64').replaceAll(' ', '%20');
    await put(join(root, 'sources.list'), `deb [trusted=yes] file:${path} ./\n`);
    await put(join(root, 'status'), '');
    const options = {
      'Dir::Etc::sourcelist': join(root, 'sources.list'),
      'Dir::Etc::sourceparts': join(root, 'parts'),
      'Dir::Etc::preferencesparts': join(root, 'parts'),
      'Dir::State': join(root, 'state'),
      'Dir::State::status': join(root, 'status'),
      'Dir::Cache': join(root, 'cache'),
      'Debug::NoLocking': '1',
      'APT::Architecture': 'amd64',
      'APT::Sandbox::User': '',
    };
    const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
    const apt = (...args: string[]) =>
      execFileSync('apt-get', [...flags, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    apt('update');
    expect(apt('install', '--simulate', 'socat')).toMatch(/Inst libwrap[\s\S]*Inst socat \(2:1\.7-1 /);
    // and the bytes are those of the index
    apt('install', '--download-only', '--yes', 'socat');
    expect(apt('install', '--print-uris', '-qq', 'socat')).toContain('socat');
    await access(join(out, 'debian-12/amd64/pool/libwrap_7.6_all.deb'));
  });
});
