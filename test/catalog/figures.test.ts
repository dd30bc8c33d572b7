import { expect, test } from 'vitest';
import { figure, workload } from './fixture.ts';

/** Reckoned by hand from the sizing reference. */

const logs = (gbPerDay: number, hotDays: number, memoryPerNode = 16) => ({
  inputs: { gbPerDay, hotDays, copies: 1, memoryPerNode },
});

test('F7: 66 GB of logs with one replica take 191 GB', () => {
  const { count, disks } = workload('elasticsearch', 'data');
  const given = { ...logs(66, 1), site: { failures: 0 } };
  expect(66 * 2 * 1.45).toBeCloseTo(191.4);
  // three servers share it: 63.8 GB each, the next step is 100
  expect(figure('elasticsearch', count, given)).toBe(3);
  expect(figure('elasticsearch', disks[0]?.sizeGb, given)).toBe(100);
});

test.each([
  // 100 × 30 × 2 × 1.45 = 8,700 GB; ÷ 30 ÷ 32 = 9.06 → 10 and one to spare; 8,700 ÷ 10 = 870 → 900
  { given: { ...logs(100, 30, 32), site: { failures: 1 } }, servers: 11, disk: 900 },
  // 10 × 14 × 2 × 1.45 = 406 GB; ÷ 30 ÷ 16 → 1, and one; at least three; two must hold it: 203 → 250
  { given: { ...logs(10, 14), site: { failures: 1 } }, servers: 3, disk: 250 },
  { given: { ...logs(10, 14), site: { failures: 0 } }, servers: 3, disk: 150 },
  { given: { ...logs(0, 14), site: { failures: 2 } }, servers: 3, disk: 0 },
])('F8: $servers search servers with $disk GB', ({ given, servers, disk }) => {
  for (const name of ['data', 'elasticsearch'] as const) {
    const { count, disks, volumes } = workload('elasticsearch', name);
    expect(figure('elasticsearch', count, given)).toBe(servers);
    expect(figure('elasticsearch', disks[0]?.sizeGb ?? volumes[0]?.sizeGb, given)).toBe(disk);
  }
});

test('F9: a broker keeps GB a day × days ÷ 0.8', () => {
  const { disks } = workload('kafka', 'broker');
  expect(figure('kafka', disks[0]?.sizeGb, { inputs: { gbPerDay: 100, keptDays: 3 } })).toBe(400);
  expect(figure('kafka', disks[0]?.sizeGb, { inputs: { gbPerDay: 80, keptDays: 1 } })).toBe(100);
});

test('F10: memory and disk of Prometheus grow with its series', () => {
  const { memoryGib, volumes, count } = workload('prometheus', 'prometheus');
  const small = { site: { nodes: 3, pods: 50 } };
  // 39,500 series: 1 + 0.30 is below the least of 2; 1,317 a second × 15 days × 2.4 bytes = 4.1 GB
  expect(figure('prometheus', memoryGib, small)).toBe(2);
  expect(figure('prometheus', volumes[0]?.sizeGb, small)).toBe(10);
  const large = { site: { nodes: 100, pods: 3000 } };
  // 1,070,000 series × 8 KiB = 8.16 GiB; 110.9 GB ÷ 0.8 = 138.7
  expect(figure('prometheus', memoryGib, large)).toBeCloseTo(9.163, 2);
  expect(figure('prometheus', volumes[0]?.sizeGb, large)).toBe(140);
  expect(figure('prometheus', count, { site: { failures: 0 } })).toBe(1);
  expect(figure('prometheus', count, { site: { failures: 1 } })).toBe(2);
});

test('F11: the registry keeps its versions, and never less than 160 GB', () => {
  const { disks } = workload('harbor', 'registry');
  expect(figure('harbor', disks[0]?.sizeGb, { inputs: { imageGb: 40, keptVersions: 3 } })).toBe(160);
  expect(figure('harbor', disks[0]?.sizeGb, { inputs: { imageGb: 100, keptVersions: 5 } })).toBe(600);
});

test.each([
  // 200 × 1.2³ = 345.6; × 1.3 ÷ 0.8 = 561.6
  { dataGb: 200, cores: 8, memory: 32, disk: 600 },
  // 50 × 1.728 = 86.4; × 1.625 = 140.4
  { dataGb: 50, cores: 4, memory: 16, disk: 150 },
  // 10 × 1.728 = 17.28; × 1.625 = 28.1
  { dataGb: 10, cores: 2, memory: 8, disk: 50 },
])('F12: a database of $dataGb GB wants $cores C, $memory GiB and $disk GB', ({ dataGb, cores, memory, disk }) => {
  for (const [id, name] of [
    ['mysql', 'server'],
    ['postgresql', 'server'],
  ] as const) {
    const { cpuCores, memoryGib, disks, count } = workload(id, name);
    const given = { inputs: { dataGb } };
    expect(figure(id, cpuCores, given)).toBe(cores);
    expect(figure(id, memoryGib, given)).toBe(memory);
    expect(figure(id, disks[0]?.sizeGb, given)).toBe(disk);
    expect([0, 1, 2].map((failures) => figure(id, count, { site: { failures } }))).toEqual([1, 2, 3]);
  }
});

test('F13: shared files with growth, snapshots and room to spare', () => {
  // 500 × 1.728 × 1.2 ÷ 0.8 = 1,296
  const { disks } = workload('nfs-server', 'server');
  expect(figure('nfs-server', disks[0]?.sizeGb, { inputs: { dataGb: 500 } })).toBe(1300);
});

test('F14: three copies need nearly four times the disk', () => {
  // 2,000 × 3 ÷ 0.8 = 7,500 on 5 disks; a small one is of 1 TB all the same
  const raw = workload('rook-ceph', 'osd').disks[0]?.sizeGb;
  expect(figure('rook-ceph', raw, { inputs: { usableGb: 2000, osdCount: 5 } })).toBe(1500);
  // of four disks one may stop, and three must hold 3 × 2,000: 2,000 each instead of 1,875
  expect(figure('rook-ceph', raw, { inputs: { usableGb: 2000, osdCount: 4 } })).toBe(2000);
  expect(figure('rook-ceph', raw, { inputs: { usableGb: 100, osdCount: 3 } })).toBe(1000);
  // MinIO with EC:4 over 16 drives: 9,600 ÷ 0.75 ÷ 0.8 = 16,000
  const { disks } = workload('minio', 'server');
  expect(disks.map(({ sizeGb }) => figure('minio', sizeGb, { inputs: { usableGb: 9600 } }))).toEqual(
    Array(4).fill(1000),
  );
});

test('F15: the mesh costs a proxy per pod and 0.2 CPU per 1,000 requests per hop', () => {
  const { count, cpuCores, memoryGib } = workload('istio', 'sidecar');
  const given = { site: { meshedPods: 100, requestsPerSecond: 1000 } };
  const pods = figure('istio', count, given);
  expect(pods * figure('istio', cpuCores, given)).toBeCloseTo(100 * 0.1 + 0.2 * 2);
  expect(pods * figure('istio', memoryGib, given)).toBeCloseTo(12.5);
});

test('plug-ins of KubeSphere are reckoned in GiB', () => {
  const figureOf = (name: string) => figure('kubesphere', workload('kubesphere', name).memoryGib);
  expect(figureOf('devops')).toBeCloseTo(8.01, 2);
  expect(figureOf('mesh')).toBeCloseTo(3.26, 2);
  expect(figureOf('monitoring-prometheus')).toBeCloseTo(0.39, 2);
  const monitoring = ['monitoring-prometheus', 'monitoring-alertmanager', 'monitoring-notification'].map((name) => {
    const { count, cpuCores } = workload('kubesphere', name);
    return figure('kubesphere', count) * figure('kubesphere', cpuCores);
  });
  // 2 × 100m + 3 × 10m + 100m
  expect(monitoring.reduce((sum, cores) => sum + cores, 0)).toBeCloseTo(0.33);
});

test('CoreDNS, etcd backups, recordings and the cache', () => {
  const dns = workload('coredns', 'coredns').count;
  expect([1, 32, 33].map((nodes) => figure('coredns', dns, { site: { nodes } }))).toEqual([2, 2, 3]);
  // 5 × 2 GiB = 10.74 GB
  expect(figure('etcd-backup', workload('etcd-backup', 'snapshot').volumes[0]?.sizeGb)).toBe(11);
  // 20 × 30 minutes × 184 days × 1 MB × 1.2 = 132.5 GB
  expect(figure('jumpserver', workload('jumpserver', 'bastion').disks[0]?.sizeGb)).toBe(150);
  expect(figure('redis', workload('redis', 'redis').memoryGib, { inputs: { dataGib: 4 } })).toBe(8);
});
