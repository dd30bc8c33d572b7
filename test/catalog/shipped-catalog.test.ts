import { expect, test } from 'vitest';
import { compile } from '../../main/catalog/expression.ts';
import type { Component } from '../../main/model/catalog/component.ts';
import type { SizingContext } from '../../main/model/catalog/sizing-context.ts';
import type { Text } from '../../main/model/text.ts';
import { component, figure, shipped, site } from './fixture.ts';

const all = [...shipped.components.values()];
const installable = all.filter(({ depth }) => depth === 'full');

const sites: Partial<SizingContext>[] = [
  { nodes: 1, controlPlanes: 1, pods: 0, failures: 0, isProduction: false, logGbPerDay: 0, requestsPerSecond: 0 },
  { nodes: 3, controlPlanes: 3 },
  { nodes: 1000, controlPlanes: 5, pods: 30_000, meshedPods: 5000, failures: 2, clusters: 600, logGbPerDay: 5000 },
];

test('every figure of every component is a sensible number on the smallest and the largest site', () => {
  const wrong = all.flatMap(({ id, workloads }) =>
    workloads.flatMap(({ name, count, cpuCores, memoryGib, limitCpuCores, limitMemoryGib, volumes, disks }) =>
      sites.flatMap((figures) => {
        const at = (rule: typeof count) => (rule === undefined ? 1 : figure(id, rule, { site: figures }));
        const positive = [at(cpuCores), at(memoryGib), at(limitCpuCores), at(limitMemoryGib)];
        const sizes = [...volumes, ...disks].map(({ sizeGb }) => at(sizeGb));
        const isFine =
          Number.isInteger(at(count)) &&
          at(count) >= 0 &&
          positive.every((value) => Number.isFinite(value) && value > 0) &&
          sizes.every((value) => Number.isFinite(value) && value >= 0) &&
          (limitCpuCores === undefined || at(limitCpuCores) >= at(cpuCores) - 1e-9) &&
          (limitMemoryGib === undefined || at(limitMemoryGib) >= at(memoryGib) - 1e-9);
        return isFine ? [] : [`${id}.${name} at ${figures.nodes} nodes`];
      }),
    ),
  );
  expect(wrong).toEqual([]);
});

test('what agrees by majority is odd, on every site', () => {
  const even = all.flatMap(({ id, workloads }) =>
    workloads
      .filter(({ isQuorum }) => isQuorum)
      .flatMap(({ name, count }) =>
        sites.filter((figures) => figure(id, count, { site: figures }) % 2 === 0).map(() => `${id}.${name}`),
      ),
  );
  expect(even).toEqual([]);
});

test('every text exists in both languages, and Chinese is Chinese', () => {
  const texts = (node: unknown): Text[] =>
    typeof node !== 'object' || node === null
      ? []
      : 'zh' in node && 'en' in node
        ? [node as Text]
        : Object.values(node).flatMap(texts);
  const wrong = [...all, ...shipped.products.values()].flatMap((entry) =>
    texts(entry)
      .filter(({ zh, en }) => zh.trim() === '' || !/[a-z]/i.test(en) || /[一-鿿]/.test(en))
      .map(({ zh, en }) => `${entry.id}: ${zh} / ${en}`),
  );
  expect(wrong).toEqual([]);
  expect(all.filter(({ plain }) => !/[一-鿿]/.test(plain.zh)).map(({ id }) => id)).toEqual([]);
});

test('an image names its registry and a tag, never a moving one, never a frozen collection', () => {
  const name = /^[a-z0-9-]+(\.[a-z0-9-]+)+\/[a-z0-9._/-]+:[A-Za-z0-9._-]+$/;
  const wrong = all.flatMap(({ id, images }) =>
    images
      .filter((image) => !name.test(image.name) || /:latest$|\/bitnami/.test(image.name))
      .map((image) => `${id}: ${image.name}`),
  );
  expect(wrong).toEqual([]);
});

test('names people see are taken once: domain labels and node ports', () => {
  const taken = (of: (each: Component) => (string | number | undefined)[]) =>
    all.flatMap(of).filter((value, index, list) => value !== undefined && list.indexOf(value) !== index);
  expect(taken(({ routes }) => routes.map(({ host }) => host))).toEqual([]);
  expect(taken(({ routes }) => routes.map(({ nodePort }) => nodePort))).toEqual([]);
});

test('what excludes another is excluded by it', () => {
  const oneWay = all.flatMap(({ id, conflicts }) =>
    conflicts
      .filter((other) => !component(other.component).conflicts.some((back) => back.component === id))
      .map((other) => `${id} → ${other.component}`),
  );
  expect(oneWay).toEqual([]);
});

test('what we install says how to tell that it works, and what a person must know', () => {
  const silent = installable
    .filter(
      ({ health, pitfalls, watch }) =>
        health.length === 0 ||
        pitfalls.length === 0 ||
        watch.application.concat(watch.system, watch.business).length === 0,
    )
    .map(({ id }) => id);
  expect(silent).toEqual([]);
});

test('a shipped password never survives', () => {
  const kept = all.flatMap(({ id, credentials }) =>
    credentials
      .filter(({ shipped: value, mustChange }) => !mustChange && value !== 'random' && value !== 'none')
      .map(({ account }) => `${id}: ${account}`),
  );
  expect(kept).toEqual([]);
});

test('an ordinary production site gets what every cluster needs and no more', () => {
  const chosen = (figures: Partial<SizingContext>) =>
    all
      .filter(({ chosenWhen }) => chosenWhen !== undefined && compile(chosenWhen)({ site: site(figures) }) === true)
      .map(({ id }) => id);
  const always = ['coredns', 'etcd-backup', 'kubernetes', 'metrics-server'];
  expect(chosen({ isProduction: false })).toEqual(always);
  expect(chosen({ logGbPerDay: 50 })).toEqual(['certificate-expiry', ...always]);
});

test.each([
  [
    'redis',
    'redis-page-size',
    { architecture: 'arm64', pageSizeBytes: 65536 },
    { architecture: 'arm64', pageSizeBytes: 4096 },
  ],
  [
    'calico',
    'calico-cpu-level',
    { architecture: 'amd64', isCpuLevel2: false },
    { architecture: 'arm64', isCpuLevel2: false },
  ],
  ['cilium', 'cilium-kernel', { kernelMajor: 4, kernelMinor: 19 }, { kernelMajor: 5, kernelMinor: 10 }],
  ['cilium', 'cilium-kernel-dce', { kernelMajor: 5, kernelMinor: 10 }, { kernelMajor: 5, kernelMinor: 15 }],
  ['harbor', 'harbor-arm64', { architecture: 'arm64' }, { architecture: 'amd64' }],
  ['kubesphere', 'kubesphere-arm64', { architecture: 'arm64' }, { architecture: 'amd64' }],
  ['jumpserver', 'jumpserver-kernel', { kernelMajor: 3 }, { kernelMajor: 4 }],
])('%s: %s warns of the right machines', (id, cliffId, bad, good) => {
  const when = component(id).cliffs.find((cliff) => cliff.id === cliffId)?.when ?? '';
  expect(compile(when)({ machine: bad })).toBe(true);
  expect(compile(when)({ machine: good })).toBe(false);
});

/** Systems the practice articles name, by what they are for. */
const practised = {
  clusters: ['kubernetes', 'kubekey', 'kubesphere', 'rancher', 'etcd-backup', 'coredns', 'metrics-server', 'velero'],
  networks: ['flannel', 'calico', 'cilium', 'haproxy-keepalived', 'kube-vip', 'customer-load-balancer'],
  gateways: ['envoy-gateway', 'kong', 'istio', 'nginx', 'ingress-nginx', 'cert-manager'],
  tracing: ['jaeger', 'tempo', 'skywalking'],
  logs: ['elasticsearch', 'filebeat', 'logstash', 'kibana', 'kafka', 'splunk'],
  metrics: ['prometheus', 'grafana', 'kube-state-metrics', 'metricbeat', 'influxdb'],
  exporters: ['windows-exporter', 'bare-metal-exporter', 'blackbox-exporter'],
  channels: ['smtp-relay', 'wecom-relay', 'dingtalk-relay'],
  recurringChecks: ['domain-expiry', 'certificate-expiry', 'backup-check'],
  development: [
    'gitlab',
    'gitlab-runner',
    'jenkins',
    'sonarqube',
    'maven',
    'nexus',
    'tekton',
    'robot-framework',
    'redmine',
    'mantisbt',
  ],
  access: ['jumpserver', 'harbor'],
  storage: ['nfs-server', 'nas', 'openebs-local', 'rook-ceph', 'longhorn', 'minio'],
  data: ['mysql', 'postgresql', 'redis', 'rabbitmq', 'nacos'],
  domestic: ['dameng', 'kingbase', 'oceanbase', 'gaussdb', 'tongweb', 'bes'],
} as const;

test.each(Object.entries(practised))('has an entry for every system of the practice articles: %s', (_, systems) => {
  for (const id of systems) {
    const entry = shipped.components.get(id);
    expect(entry?.title.zh, id).not.toBe('');
    expect(entry?.plain.en, id).toMatch(/\w/);
  }
});

test('what is only a name says so: it is there already, or the customer provides it', () => {
  const stubs = all.filter(({ depth }) => depth !== 'full');
  expect(stubs.length).toBeGreaterThan(0);
  expect(stubs.filter(({ workloads }) => workloads.length > 0).map(({ id }) => id)).toEqual([]);
});
