import { describe, expect, test } from 'vitest';
import { registries } from '../../main/app/registries.ts';
import type { PreflightContext } from '../../main/checks/preflight/host-check.ts';
import { runChecks } from '../../main/checks/run-checks.ts';
import { FerrymanError, toErrorRecord } from '../../main/model/errors/ferryman-error.ts';
import type { DiskLatency } from '../../main/model/site/disk-latency.ts';
import type { HostFacts } from '../../main/model/site/host-facts.ts';
import { factsOf, sitePlanOf } from '../plan/fixture.ts';

const checks = registries().preflight;
const now = () => '2026-11-21T00:00:00Z';
const disk = (change: object, path = '/') => ({
  mounts: [{ path, sizeMiB: 100_000, freeMiB: 80_000, usedPercent: 20, ...change }],
});
const existing = (change: Partial<HostFacts['existing']>) => ({ existing: { ...factsOf().existing, ...change } });
const account = (change: object) => ({ account: { ...factsOf().account, ...change } });

interface Situation {
  readonly facts?: Partial<HostFacts>;
  readonly rest?: Readonly<Record<string, unknown>>;
  readonly context?: Partial<PreflightContext>;
}

/** A disk as fast as one says, and measured as well as one says. */
const measured = (p99Ms: number, writes = 5_000): DiskLatency => ({
  ...{ state: 'measured', way: 'fio-3.33', path: '/var/lib/ferryman', device: '/dev/vda1', passedOver: '' },
  ...{ writes, p50Ms: 0.2, p99Ms, maxMs: 60 },
});
const disks = (cp: object) => ({
  context: { diskLatencies: { cp: { ...measured(1), ...cp } as DiskLatency } },
});

/** cp leads, w works; the change is made to both, so that a look at either shows it. */
function contextOf({ facts = {}, rest = {}, context = {} }: Situation): PreflightContext {
  const plan = sitePlanOf([{ name: 'cp' }, { name: 'w' }], rest, facts);
  const address = (index: number) => ({ addresses: [`eth0 10.0.0.${index}/24`] });
  return {
    plan,
    facts: {
      cp: factsOf({ machineId: 'id-cp', ...address(1), ...facts }),
      w: factsOf({ machineId: 'id-w', ...address(2), ...facts }),
    },
    failures: {},
    clocks: { cp: { offsetMs: 0, tookMs: 0 }, w: { offsetMs: 0, tookMs: 0 } },
    diskLatencies: { cp: measured(1) },
    ...context,
  };
}

/** `pass` or whatever else, for cp and then w. */
async function outcomes(id: string, situation: Situation): Promise<string> {
  const kinds = checks.filter((check) => check.id === id);
  const results = await runChecks(kinds, contextOf(situation), now);
  return results.map(({ outcome }) => outcome).join(' ');
}

test('an ordinary pair of machines passes everything, with evidence', async () => {
  const results = await runChecks(checks, contextOf({}), now);
  expect(results.filter(({ outcome, evidence }) => outcome !== 'pass' || evidence === '')).toEqual([]);
  const ofControlPlanes = checks.filter(({ id }) => id === 'etcd-disk');
  expect(results).toHaveLength(checks.length * 2 - ofControlPlanes.length);
});

describe('both sides of every border', () => {
  test.each<[string, string, Situation, string]>([
    ['compute', '2 CPUs', { facts: { cpuCount: 2 } }, 'pass pass'],
    ['compute', '1 CPU', { facts: { cpuCount: 1 } }, 'fail pass'],
    ['compute', '1,700 MiB', { facts: { memoryMiB: 1_700 } }, 'pass pass'],
    ['compute', '1,699 MiB', { facts: { memoryMiB: 1_699 } }, 'fail pass'],
    ['compute', '999 MiB', { facts: { memoryMiB: 999 } }, 'fail fail'],
    ['disk-space', '8,000 MiB free', { facts: disk({ freeMiB: 8_000 }) }, 'pass pass'],
    ['disk-space', '7,999 MiB free', { facts: disk({ freeMiB: 7_999 }) }, 'fail pass'],
    ['disk-space', '5,999 MiB free', { facts: disk({ freeMiB: 5_999 }) }, 'fail fail'],
    [
      'disk-space',
      'the site registry takes what is carried in',
      { facts: disk({ freeMiB: 17_445 }), rest: { siteRegistry: { machine: 'w' } } },
      'pass pass',
    ],
    [
      'disk-space',
      'the site registry has too little',
      { facts: disk({ freeMiB: 17_444 }), rest: { siteRegistry: { machine: 'w' } } },
      'pass fail',
    ],
    [
      'ports-free',
      "the site registry's port",
      { facts: { listeningPorts: [22, 5000] }, rest: { siteRegistry: { machine: 'w' } } },
      'pass fail',
    ],
    ['disk-space', '74 % used', { facts: disk({ usedPercent: 74 }) }, 'pass pass'],
    ['disk-space', '75 % used', { facts: disk({ usedPercent: 75 }) }, 'warn warn'],
    ['disk-space', '84 % used', { facts: disk({ usedPercent: 84 }, '/var/lib') }, 'warn warn'],
    ['disk-space', '85 % used', { facts: disk({ usedPercent: 85 }, '/var') }, 'fail fail'],
    ['disk-space', 'nothing seen', { facts: { mounts: [] } }, 'fail fail'],
    ['etcd-disk', '5 ms', disks(measured(5)), 'pass'],
    ['etcd-disk', '5.000001 ms', disks(measured(5.000001)), 'warn'],
    ['etcd-disk', '9.999999 ms', disks(measured(9.999999)), 'warn'],
    ['etcd-disk', '10 ms', disks(measured(10)), 'fail'],
    ['etcd-disk', '10 ms, the first of few', disks(measured(10, 1)), 'fail'],
    ['etcd-disk', '100 writes', disks(measured(1, 100)), 'pass'],
    ['etcd-disk', '99 writes', disks(measured(1, 99)), 'warn'],
    ['etcd-disk', 'a mean that proves nothing', disks({ state: 'mean-only', meanMs: 0.1 }), 'warn'],
    ['etcd-disk', 'a mean of 9.999999 ms', disks({ state: 'mean-only', meanMs: 9.999999 }), 'warn'],
    ['etcd-disk', 'a mean of 10 ms', disks({ state: 'mean-only', meanMs: 10 }), 'fail'],
    ['etcd-disk', 'not done in time', disks({ state: 'too-slow' }), 'fail'],
    ['etcd-disk', 'no room', disks({ state: 'not-measured', reason: 'no-room' }), 'warn'],
    ['etcd-disk', 'no program', disks({ state: 'not-measured', reason: 'no-way' }), 'warn'],
    ['etcd-disk', 'an etcd at work', disks({ state: 'not-measured', reason: 'etcd-runs' }), 'not-applicable'],
    ['etcd-disk', 'could not be measured', disks({ state: 'broken', error: new Error('why') }), 'fail'],
    ['etcd-disk', 'was not measured', { context: { diskLatencies: {} } }, 'fail'],
    ['existing-cluster', 'a kubelet', { facts: existing({ kubelet: true }) }, 'fail fail'],
    ['existing-cluster', 'etcd data', { facts: existing({ etcdData: true }) }, 'fail fail'],
    [
      'existing-cluster',
      'kubeconfig of ours',
      { facts: existing({ kubeconfig: true, ferrymanSite: '华东-02' }) },
      'pass pass',
    ],
    [
      'existing-cluster',
      "another site's",
      { facts: existing({ kubeconfig: true, ferrymanSite: '华北-01' }) },
      'fail fail',
    ],
    ['existing-cluster', 'Docker', { facts: existing({ docker: true }) }, 'warn warn'],
    ['firewall', 'on, left alone', { facts: { firewall: 'firewalld' } }, 'warn warn'],
    [
      'firewall',
      'on, to be opened',
      { facts: { firewall: 'ufw' }, rest: { changes: { firewall: 'open-ports' } } },
      'pass pass',
    ],
    ['network-ranges', 'a route beside', { facts: { routes: ['10.245.0.0/16 dev eth1'] } }, 'pass pass'],
    ['network-ranges', 'a route inside', { facts: { routes: ['10.244.9.0/24 dev eth1'] } }, 'fail fail'],
    ['network-ranges', 'a host route inside', { facts: { routes: ['10.96.0.7 dev eth1'] } }, 'fail fail'],
    [
      'network-ranges',
      'our own route',
      { facts: { routes: ['10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink'] } },
      'pass pass',
    ],
    ['network-ranges', 'another address', { facts: { addresses: ['eth0 192.168.0.9/24'] } }, 'warn warn'],
    ['own-name', '1,999 ms', { facts: { ownNameLookupMs: 1_999 } }, 'pass pass'],
    ['own-name', '2,000 ms', { facts: { ownNameLookupMs: 2_000 } }, 'fail fail'],
    ['own-name', 'not yet', { facts: { resolvesOwnName: false } }, 'pass pass'],
    ['ports-free', '6443 in use', { facts: { listeningPorts: [22, 6443] } }, 'fail pass'],
    ['ports-free', '10250 in use', { facts: { listeningPorts: [10250] } }, 'fail fail'],
    [
      'ports-free',
      'in use by us',
      { facts: { listeningPorts: [6443], ...existing({ ferrymanSite: '华东-02' }) } },
      'pass pass',
    ],
    ['resolver', '999 ms', { facts: { unknownNameLookupMs: 999 } }, 'pass pass'],
    ['resolver', '1,000 ms', { facts: { unknownNameLookupMs: 1_000 } }, 'warn warn'],
    ['resolver', '3,000 ms', { facts: { unknownNameLookupMs: 3_000 } }, 'fail fail'],
    ['security-software', 'antivirus', { facts: { securitySoftware: ['clamd'] } }, 'warn warn'],
    ['security-software', '30 days left', { facts: account({ expiresInDays: 30 }) }, 'pass pass'],
    ['security-software', '29 days left', { facts: account({ expiresInDays: 29 }) }, 'warn warn'],
    ['security-software', 'TMOUT', { facts: account({ shellTimeoutSeconds: 600 }) }, 'warn warn'],
    ['swap', 'on, kept', { facts: { swapMiB: 1 } }, 'warn warn'],
    ['swap', 'on, to go', { facts: { swapMiB: 1 }, rest: { changes: { swap: 'turn-off' } } }, 'pass pass'],
    ['systemd', '239', { facts: { systemdVersion: 239 } }, 'pass pass'],
    ['systemd', '238', { facts: { systemdVersion: 238 } }, 'fail fail'],
    ['time-service', 'none', { facts: { isTimeSynchronised: false } }, 'warn warn'],
    [
      'time-service',
      'none, to be set up',
      { facts: { isTimeSynchronised: false }, rest: { changes: { timeService: 'chrony' } } },
      'pass pass',
    ],
    [
      'time-skew',
      '999 ms',
      { context: { clocks: { cp: { offsetMs: 999, tookMs: 0 }, w: { offsetMs: 0, tookMs: 0 } } } },
      'pass pass',
    ],
    [
      'time-skew',
      '1,000 ms',
      { context: { clocks: { cp: { offsetMs: 0, tookMs: 0 }, w: { offsetMs: 1_000, tookMs: 0 } } } },
      'warn pass',
    ],
    [
      'time-skew',
      '60,000 ms',
      { context: { clocks: { cp: { offsetMs: -60_000, tookMs: 0 }, w: { offsetMs: 0, tookMs: 0 } } } },
      'warn pass',
    ],
    [
      'time-skew',
      '60,001 ms',
      { context: { clocks: { cp: { offsetMs: -60_001, tookMs: 0 }, w: { offsetMs: 0, tookMs: 0 } } } },
      'fail pass',
    ],
    [
      'time-skew',
      '3 s, but asked for 4.1 s',
      { context: { clocks: { cp: { offsetMs: -3_000, tookMs: 4_100 }, w: { offsetMs: 0, tookMs: 9 } } } },
      'pass pass',
    ],
    [
      'time-skew',
      '3 s, asked for 3.9 s',
      { context: { clocks: { cp: { offsetMs: -3_000, tookMs: 3_900 }, w: { offsetMs: 0, tookMs: 9 } } } },
      'warn pass',
    ],
    ['unique-identity', 'none', { facts: { machineId: '' } }, 'fail fail'],
    ['unique-identity', 'a clone', { facts: { machineId: 'same' } }, 'fail fail'],
    ['version-cliffs', 'chosen to fit', { facts: { cgroupVersion: 1 } }, 'pass pass'],
    [
      'version-cliffs',
      'nobody accepted',
      { facts: { cgroupVersion: 1 }, rest: { kubernetes: { version: '1.36' } } },
      'fail fail',
    ],
    [
      'version-cliffs',
      'accepted',
      {
        facts: { cgroupVersion: 1 },
        rest: {
          kubernetes: { version: '1.36' },
          acceptances: [{ deviation: 'cgroup-v1', acceptedBy: '王', reason: '旧内核', until: '2027-01-01' }],
        },
      },
      'warn warn',
    ],
  ])('%s: %s', async (id, _name, situation, expected) => {
    expect(await outcomes(id, situation)).toBe(expected);
  });
});

test('what fails or warns says what to do, in both languages', async () => {
  const bad = {
    facts: {
      ...disk({ usedPercent: 99 }),
      ...existing({ kubelet: true }),
      ...account({ shellTimeoutSeconds: 1 }),
      cpuCount: 1,
      firewall: 'ufw',
      routes: ['10.244.0.0/16 dev x'],
      ownNameLookupMs: 5_000,
      listeningPorts: [10250],
      unknownNameLookupMs: 5_000,
      swapMiB: 1,
      systemdVersion: 219,
      isTimeSynchronised: false,
      machineId: 'same',
    },
    context: {
      clocks: { cp: { offsetMs: 0, tookMs: 0 }, w: { offsetMs: 99_000, tookMs: 0 } },
      ...disks(measured(99)).context,
    },
  };
  const results = (await runChecks(checks, contextOf(bad), now)).filter(
    ({ outcome }) => outcome === 'fail' || outcome === 'warn',
  );
  const isEmpty = (text: { zh: string; en: string } | undefined) => !text?.zh.trim() || !text.en.trim();
  expect(results.filter(({ remedy, summary }) => isEmpty(remedy) || isEmpty(summary)).map(({ id }) => id)).toEqual([]);
  expect(new Set(results.map(({ id }) => id)).size).toBe(checks.length - 2);
});

test('a figure is never told as one that keeps the limit it broke, nor the other way round', async () => {
  const said = async (p99Ms: number) => {
    const kinds = checks.filter(({ id }) => id === 'etcd-disk');
    const [result] = await runChecks(kinds, contextOf(disks(measured(p99Ms))), now);
    return [result?.summary.en, result?.evidence];
  };
  expect(await said(9.999999)).toEqual([
    'One write in a hundred takes 9.999 ms or more; that leaves little room below the 10 ms of etcd',
    'fio-3.33, /var/lib/ferryman on /dev/vda1: 5000 writes of 2300 bytes, each with fdatasync: p50 0.2 ms, p99 9.999 ms, max 60 ms',
  ]);
  expect((await said(10))[0]).toBe('One write in a hundred takes 10 ms or more; etcd needs less than 10 ms');
});

test('a disk that is too slow does not forbid to go on: it is not critical, and may be waived', () => {
  expect(checks.find(({ id }) => id === 'etcd-disk')?.severity).toBe('normal');
});

test('a machine that could not be asked fails only where that is the point, with its own error', async () => {
  const failure = toErrorRecord(new FerrymanError('SSH_E0001', { machine: 'w', detail: 'refused' }));
  const facts = { cp: factsOf({ machineId: 'id-cp' }) };
  const results = await runChecks(checks, contextOf({ context: { facts, failures: { w: failure } } }), now);
  const ofW = results.filter(({ target, outcome }) => target === 'w' && outcome !== 'not-applicable');
  expect(ofW.map(({ id, outcome, summary }) => ({ id, outcome, summary }))).toEqual([
    { id: 'reachable', outcome: 'fail', summary: failure.message },
  ]);
});

test('ids are unique, and every text is there in both languages', () => {
  const all = [...registries().preflight, ...registries().verification];
  const empty = all.filter(({ title, why }) => [title.zh, title.en, why.zh, why.en].some((text) => text.trim() === ''));
  expect([empty, all.length - new Set(all.map(({ stage, id }) => `${stage} ${id}`)).size]).toEqual([[], 0]);
});
