import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildBundle } from '../../../main/bundle/build.ts';
import { primaryOf, readPrimary } from '../../../main/bundle/packages/primary-xml.ts';
import { writeRepositories } from '../../../main/bundle/repository/write-repositories.ts';
import { trustedKeyOf } from '../../../main/model/bundle/signing-key.ts';
import { createdAt, put, unproven } from '../fixture.ts';
import { RemoteFixture } from '../remote-fixture.ts';

const lacks = (...programs: string[]) => programs.filter((each) => spawnSync('which', [each]).status !== 0).join(', ');
const without = lacks('rpmbuild', 'createrepo_c');

let fixture: RemoteFixture;
beforeEach(async () => {
  fixture = await RemoteFixture.make();
});
afterEach(() => fixture.end());

it('a folder with both kinds, or with what is no .rpm, is refused', async () => {
  const build = () =>
    buildBundle({
      specFile: fixture.specFile,
      outputDirectory: fixture.bundle,
      signingKey: fixture.key,
      createdAt,
      closure: unproven,
    });
  await fixture.writeSpec('packages: [{distribution: rocky-9, platform: linux/amd64, path: ./rpms}]\n');
  await put(join(fixture.directory, 'rpms/web.rpm'), Buffer.alloc(200));
  await expect(build()).rejects.toMatchObject({
    code: 'BUNDLE_E0010',
    message: expect.stringContaining('it is not an .rpm'),
  });
  const lead = Buffer.alloc(300, 0xff);
  lead.writeUInt32BE(0xedabeedb, 0);
  await put(join(fixture.directory, 'rpms/web.rpm'), lead);
  await expect(build()).rejects.toMatchObject({ message: expect.stringContaining('damaged .rpm') });
  await put(join(fixture.directory, 'rpms/web.deb'), 'x');
  await expect(build()).rejects.toMatchObject({ message: expect.stringContaining('both .deb and .rpm') });
});

describe.skipIf(without !== '')(
  without === '' ? 'a dnf repository out of a bundle' : `skipped without ${without}`,
  () => {
    async function bundleOfRpms(): Promise<string> {
      const top = join(tmpdir(), `ferryman-rpms-${process.pid}`);
      for (const [name, lines, file] of [
        ['web', 'Requires: lib >= 1:1.0\nRequires: /opt/run\nConflicts: old < 2\nObsoletes: elder', '/opt/web & co'],
        ['lib', 'Epoch: 1\nProvides: shell = 2', '/opt/run'],
      ] as const) {
        const spec = `Name: ${name}\nVersion: 1.0\nRelease: 1\nSummary: a <b> & c\nLicense: MIT\nBuildArch: noarch\n${lines}\n%description\nd\n%install\nmkdir -p %{buildroot}/opt\ntouch "%{buildroot}${file}"\n%files\n"${file}"\n`;
        await put(join(top, `${name}.spec`), spec);
        execFileSync('rpmbuild', ['-bb', '--quiet', '--define', `_topdir ${top}`, join(top, `${name}.spec`)], {
          stdio: 'pipe',
        });
      }
      await cp(join(top, 'RPMS/noarch'), join(fixture.directory, 'rpms'), { recursive: true });
      await rm(top, { recursive: true });
      await fixture.writeSpec('packages: [{distribution: rocky-9, platform: linux/amd64, path: ./rpms}]\n');
      const { specFile, bundle, key } = fixture;
      const { manifest } = await buildBundle({
        specFile,
        outputDirectory: bundle,
        signingKey: key,
        createdAt,
        closure: unproven,
      });
      expect(manifest.items).toMatchObject([
        { name: 'lib', version: '1:1.0-1', platform: 'linux/amd64' },
        { name: 'web', version: '0:1.0-1' },
      ]);
      const outputDirectory = join(fixture.directory, 'repo');
      const trust = { trustedKeys: [trustedKeyOf(key.publicKey)], isPracticeSite: false };
      const { repositories } = await writeRepositories({ directory: bundle, trust, outputDirectory });
      expect(repositories).toMatchObject([{ format: 'dnf', folder: 'rocky-9/amd64', packages: 2 }]);
      return join(outputDirectory, 'rocky-9/amd64');
    }

    const listed = async (folder: string) => {
      const { path } = primaryOf(await readFile(join(folder, 'repodata/repomd.xml'), 'utf8'));
      const packages = [...readPrimary(gunzipSync(await readFile(join(folder, path))).toString())];
      return packages
        .map((each) => ({ ...each, href: each.href.replace(/.*\//, '') }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    };

    it('says what createrepo_c says, file by file', async () => {
      const folder = await bundleOfRpms();
      expect(await readdir(join(folder, 'Packages'))).toEqual(['lib-1.0-1.noarch.rpm', 'web-1.0-1.noarch.rpm']);
      const reference = join(fixture.directory, 'reference');
      await cp(join(folder, 'Packages'), reference, { recursive: true });
      execFileSync('createrepo_c', ['--quiet', reference], { stdio: 'pipe' });
      const [ours, theirs] = [await listed(folder), await listed(reference)];
      // createrepo_c lists only files that are usually asked for
      expect(ours.map((each) => ({ ...each, files: [] }))).toEqual(theirs.map((each) => ({ ...each, files: [] })));
      expect(ours.map(({ files }) => files)).toEqual([['/opt/run'], ['/opt/web & co']]);
    });

    const noDnf = lacks('dnf');
    it.skipIf(noDnf !== '')(
      `is installed from by dnf${noDnf === '' ? '' : ' (skipped without dnf)'}`,
      async () => {
        const folder = await bundleOfRpms();
        const root = join(fixture.directory, 'root');
        await mkdir(join(root, 'cache'), { recursive: true });
        await put(join(root, 'dnf.conf'), '[main]\n');
        const settings = [
          'reposdir=/none',
          `cachedir=${join(root, 'cache')}`,
          `logdir=${root}`,
          `persistdir=${join(root, 'persist')}`,
        ];
        const flags = [
          '--config',
          join(root, 'dnf.conf'),
          `--installroot=${root}`,
          '--releasever=9',
          '--nogpgcheck',
          '--assumeyes',
          '--noplugins',
        ];
        const repository = `--repofrompath=ferryman,file://${folder.replaceAll(' ', '%20')}`;
        const said = execFileSync(
          'dnf',
          [...flags, ...settings.map((each) => `--setopt=${each}`), repository, 'install', '--downloadonly', 'web'],
          { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
        );
        expect(said).toMatch(/ lib +noarch +1:1\.0-1/);
        expect(said).toMatch(/ web +noarch +1\.0-1/);
      },
      120_000,
    );
  },
);
