import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStanzas } from '../../main/model/packages/control-stanzas.ts';
import { DebianPackage, debianRules, packageFields } from '../../main/model/packages/debian-package.ts';
import { answers } from '../../main/model/packages/os-package.ts';
import { put } from '../bundle/fixture.ts';
import { RemoteFixture } from '../bundle/remote-fixture.ts';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const mirror = 'http://deb.debian.org';
const suites = [
  ['debian', 'bookworm'],
  ['debian', 'bookworm-updates'],
  ['debian-security', 'bookworm-security'],
] as const;

/** Why apt's answer cannot be had here. */
async function obstacle(): Promise<string> {
  if (spawnSync('apt-get', ['--version']).status !== 0) return 'apt-get';
  if (!/bookworm/.test(spawnSync('cat', ['/etc/os-release'], { encoding: 'utf8' }).stdout)) return 'Debian 12';
  if (spawnSync('test', ['-r', keyring]).status !== 0) return keyring;
  const answer = await fetch(`${mirror}/debian/dists/bookworm/InRelease`, {
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
  return answer?.ok ? '' : `${mirror} (not reachable)`;
}
const without = await obstacle();

/** What a bare Debian holds: essential and required packages with all they need, out of this machine's own. */
function bareStatus(): string {
  const text = readFileSync('/var/lib/dpkg/status', 'utf8');
  const paragraphs = text.split(/\n\n+/).filter((each) => /^Status: install ok installed$/m.test(each));
  const all = paragraphs.flatMap((paragraph) =>
    [...readStanzas(paragraph, new Set(packageFields))].map((stanza) => ({
      paragraph,
      found: new DebianPackage(stanza, 'amd64'),
    })),
  );
  const kept = new Set(all.filter(({ found }) => found.rank <= 0 || ['apt', 'dpkg'].includes(found.name)));
  for (const { found } of kept) {
    for (const relation of found.needs.flat()) {
      for (const other of all) if (answers(other.found, relation, debianRules)) kept.add(other);
    }
  }
  return `${[...kept].map(({ paragraph }) => paragraph.trim()).join('\n\n')}\n`;
}

const statuses = { 'a bare machine': bareStatus, 'this machine': () => readFileSync('/var/lib/dpkg/status', 'utf8') };
const cases = [
  ['conntrack socat ebtables ethtool ipset chrony', 'a bare machine'],
  ['nfs-common open-iscsi lvm2 keepalived haproxy python3 openssh-server postgresql nginx', 'a bare machine'],
  ['chrony', 'this machine'],
] as const;

describe.skipIf(without !== '')(without === '' ? 'against apt' : `against apt: skipped without ${without}`, () => {
  let fixture: RemoteFixture;
  let root: string;
  beforeAll(async () => {
    fixture = await RemoteFixture.make();
    root = join(fixture.directory, 'apt');
    for (const path of ['state/lists/partial', 'cache/archives/partial', 'parts']) {
      await mkdir(join(root, path), { recursive: true });
    }
    const lines = suites.map(([path, suite]) => `deb [signed-by=${keyring}] ${mirror}/${path} ${suite} main`);
    await put(join(root, 'sources.list'), `${lines.join('\n')}\n`);
    await put(join(root, 'status'), bareStatus());
    apt('update', '-qq');
  }, 300_000);
  afterAll(() => fixture.end());

  /** Looks at a scratch root only: nothing of this machine is read or changed. */
  function apt(...args: string[]): string {
    const options = {
      'Dir::Etc::sourcelist': join(root, 'sources.list'),
      'Dir::Etc::sourceparts': join(root, 'parts'),
      'Dir::Etc::preferences': join(root, 'none'),
      'Dir::Etc::preferencesparts': join(root, 'parts'),
      'Dir::State': join(root, 'state'),
      'Dir::State::status': join(root, 'status'),
      'Dir::Cache': join(root, 'cache'),
      'Debug::NoLocking': '1',
      'APT::Architecture': 'amd64',
      'Acquire::ForceHash': 'SHA256',
      'APT::Sandbox::User': 'root',
    };
    const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
    return execFileSync('apt-get', [...flags, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  it.each(cases)(
    '%s for %s',
    async (names, status) => {
      const installed = statuses[status]();
      await put(join(root, 'status'), installed);
      await put(join(fixture.directory, 'node.status'), installed);
      const missing = names.split(' ').filter((name) => !installed.includes(`Package: ${name}\n`));
      const printed =
        missing.length === 0 ? '' : apt('install', '--print-uris', '-qq', '--no-install-recommends', ...missing);
      const listed = [...printed.matchAll(/^'[^']+' ([^_ ]+)_\S+ (\d+) SHA256:([0-9a-f]{64})$/gm)];
      const expected = new Map(listed.map(([, name = '', size, hex]) => [`${hex} ${size}`, name]));
      const spec = {
        distribution: 'debian-12',
        platform: 'linux/amd64',
        names: names.split(' '),
        repositories: suites.map(([path, suite]) => ({
          url: `${mirror}/${path}`,
          suite,
          components: ['main'],
          keyring,
        })),
        installed: ['./node.status'],
      };
      await fixture.writeSpec(`packages: [${JSON.stringify(spec)}]\n`);
      const resolved = fixture.resolve(fixture.network([]), { at: new Date().toISOString() });
      if (missing.length > 0 && /^Remv /m.test(apt('install', '--simulate', '--no-install-recommends', ...missing))) {
        // apt would take something away from the target
        await expect(resolved).rejects.toMatchObject({ code: 'PACKAGE_E0002' });
        return;
      }
      const { lock } = await resolved;
      const ours = lock.items.map(({ item }) => `${item.digest.slice(7)} ${item.sizeBytes}`);
      if (missing.length > 0) expect(expected.size).toBeGreaterThan(0);
      expect(ours.filter((each) => !expected.has(each))).toEqual([]);
      // apt also renews what is there and good enough where another package of the same source comes in; we leave it alone
      const onlyApt = [...expected].filter(([each]) => !ours.includes(each)).map(([, name]) => name);
      expect(onlyApt.filter((name) => !installed.includes(`Package: ${name}\n`))).toEqual([]);
    },
    120_000,
  );
});
