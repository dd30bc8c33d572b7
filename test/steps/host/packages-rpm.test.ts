import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import script from '../../../main/steps/host/packages.sh?raw';
import { nodeScript } from '../../../main/steps/node-script.ts';

/** A namespace of its own, where nothing of dpkg is to be seen: a machine that knows rpm only. */
const unshare = ['unshare', '--user', '--map-root-user', '--mount', '--pid', '--fork'];
const without = [
  ...['rpmbuild', 'rpm', 'unshare'].filter((each) => spawnSync('which', [each]).status !== 0),
  ...(spawnSync('unshare', [...unshare.slice(1), 'true']).status === 0 ? [] : ['namespaces']),
].join(', ');

describe.skipIf(without !== '')(
  without === '' ? 'packages.sh with rpm' : `packages.sh with rpm: skipped without ${without}`,
  () => {
    let top: string;
    beforeAll(async () => {
      top = await mkdtemp(join(tmpdir(), 'ferryman-rpm-'));
      for (const [name, version, lines] of [
        ['web', '1', 'Requires: lib >= 2'],
        ['lib', '1', ''],
        ['lib', '2', ''],
      ] as const) {
        const spec = `Name: ${name}\nVersion: ${version}\nRelease: 1\nSummary: s\nLicense: MIT\nBuildArch: noarch\n${lines}\n%description\ns\n%files\n`;
        await writeFile(join(top, 's.spec'), spec);
        execFileSync('rpmbuild', ['-bb', '--quiet', '--define', `_topdir ${top}`, join(top, 's.spec')], {
          stdio: 'pipe',
        });
      }
      await mkdir(join(top, 'db'));
      await writeFile(join(top, '.rpmmacros'), `%_dbpath ${top}/db\n`);
      const { source } = nodeScript('host/packages', script);
      await writeFile(join(top, 'packages'), source);
      await chmod(join(top, 'packages'), 0o755);
    }, 60_000);
    afterAll(() => rm(top, { recursive: true, force: true }));

    const run = (...args: string[]) => {
      const hidden = 'mount -t tmpfs none /var/lib/dpkg && mount -t tmpfs none /run && exec bash "$@"';
      const { status, stdout, stderr } = spawnSync(
        'unshare',
        [...unshare.slice(1), 'bash', '-c', hidden, '-', join(top, 'packages'), ...args],
        {
          encoding: 'utf8',
          env: { PATH: process.env.PATH, HOME: top, FERRYMAN_RUN: top },
        },
      );
      return { status, output: `${stdout}${stderr}` };
    };

    it('says what is missing, installs it in one go, renews what is too old, and has nothing to do then', async () => {
      const folder = join(top, 'RPMS/noarch');
      const files = (await readdir(folder)).map((name) => join(folder, name));
      const older = files.filter((path) => path.includes('lib-1'));
      const newer = files.filter((path) => !path.includes('lib-1'));
      expect(run('probe', 'web', 'lib')).toMatchObject({
        status: 10,
        output: expect.stringContaining('not installed: web lib'),
      });
      expect(run('apply', 'lib', '--', ...older)).toMatchObject({ status: 0 });
      expect(run('apply', 'web', 'lib', '--', ...newer)).toMatchObject({ status: 0 });
      const verified = run('verify', 'web', 'lib');
      expect(verified).toMatchObject({ status: 0, output: expect.stringContaining('lib 0:2-1') });
      const changes = (await readFile(join(top, 'changes'), 'utf8')).trim().split('\n');
      expect(changes.map((line) => JSON.parse(line) as unknown)).toEqual([
        { target: 'package lib', before: 'absent', after: '0:1-1' },
        { target: 'package lib', before: '0:1-1', after: '0:2-1' },
        { target: 'package web', before: 'absent', after: '0:1-1' },
      ]);
    }, 60_000);
  },
);
