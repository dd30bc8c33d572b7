import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../main/model/catalog/product.ts';
import type { SitePlan } from '../../main/model/plan/site-plan.ts';
import { planSite } from '../../main/plan/site-plan.ts';
import { catalog, expressions, factsOf, releases, requirementsOf, rules } from './fixture.ts';

type Fields = Readonly<Record<string, unknown>>;

const zone = { name: 'prod', cidr: '10.1.0.0/24' };
const safe = { name: 'production', kind: 'production', availability: 'one-machine' };
const shop = { name: 'shop', requests: { cpuMillicores: 500, memoryMib: 1024 } };
const busy = { ...shop, requests: { cpuMillicores: 2000, memoryMib: 4096 }, minReplicas: 10, maxReplicas: 10 };
const routed = { ...shop, routes: [{ path: '/' }] };

/** The catalog with this many of a workload. */
function withCount(id: string, workload: string, count: number): Catalog {
  const component = catalog.components.get(id);
  if (component?.workloads.some(({ name }) => name === workload) !== true) throw new Error(`${id} has no ${workload}`);
  const workloads = component.workloads.map((one) =>
    one.name === workload ? { ...one, count: { value: String(count), source: 'test' } } : one,
  );
  return { ...catalog, components: new Map([...catalog.components, [id, { ...component, workloads }]]) };
}

type Facts = Readonly<Record<string, Parameters<typeof factsOf>[0]>>;

function plan(
  rest: Fields,
  machines: Parameters<typeof requirementsOf>[0] = [],
  seen: Facts = {},
  known = catalog,
): SitePlan {
  const facts = Object.fromEntries(Object.entries(seen).map(([name, change]) => [name, factsOf(change)]));
  const requirements = requirementsOf(machines, { load: { concurrentUsers: 100 }, ...rest });
  return planSite({ requirements, catalog: known, expressions, rules, releases, facts, isPractice: false });
}

/** `severity object` of what one rule found. */
function found(id: string, made: SitePlan): string[] {
  return made.findings.filter(({ rule }) => rule === id).map(({ severity, object }) => `${severity} ${object}`);
}

const controlPlanes = (count: number, more: Fields = {}) =>
  Array.from({ length: count }, (_, index) => ({ name: `cp-${index}`, role: 'control-plane', ...more }));

interface Case {
  readonly rule: string;
  readonly what: string;
  /** Just over the border, and what is found there. */
  readonly wrong: Fields;
  readonly says: string;
  /** Just inside it. */
  readonly right: Fields;
  readonly wrongMachines?: Parameters<typeof requirementsOf>[0];
  readonly rightMachines?: Parameters<typeof requirementsOf>[0];
  /** What was read of machines, by their name. */
  /** What else the rule says of the right side, on other borders. */
  readonly besides?: readonly string[];
  /** The catalog with another entry of a product team's. */
  readonly wrongCatalog?: Catalog;
  readonly rightCatalog?: Catalog;
  readonly wrongFacts?: Facts;
  readonly rightFacts?: Facts;
}

const cases: readonly Case[] = [
  {
    rule: 'etcd-members',
    what: 'an even number of control planes',
    wrong: { kubernetes: { endpoint: '10.9.0.1' } },
    wrongMachines: controlPlanes(2),
    says: 'blocker 2 control-plane',
    right: { kubernetes: { endpoint: '10.9.0.1' } },
    rightMachines: controlPlanes(3),
  },
  {
    rule: 'etcd-members',
    what: 'more than seven members',
    wrong: { kubernetes: { endpoint: '10.9.0.1' } },
    wrongMachines: controlPlanes(9),
    says: 'blocker 9 control-plane',
    right: { kubernetes: { endpoint: '10.9.0.1' } },
    rightMachines: controlPlanes(7),
  },
  {
    rule: 'system-packages',
    what: 'a tool missing on a system whose packages nobody knows',
    wrong: {},
    wrongMachines: [{ name: 'a' }],
    wrongFacts: { a: { os: { id: 'sles', versionId: '15.6', name: 'SLES 15 SP6' }, tools: { socat: true } } },
    says: 'blocker a',
    right: {},
    rightMachines: [{ name: 'a' }],
    rightFacts: { a: { os: { id: 'sles', versionId: '15.6', name: 'SLES 15 SP6' } } },
  },
  {
    rule: 'one-copy',
    what: 'one copy where any machine may stop',
    wrong: { environments: [safe], modules: [{ ...shop, maxReplicas: 1 }] },
    says: 'blocker production/shop',
    right: { environments: [safe], modules: [{ ...shop, maxReplicas: 2 }] },
  },
  {
    rule: 'core-copies',
    what: 'two copies of a core module',
    wrong: { environments: [safe], modules: [{ ...shop, isCore: true, maxReplicas: 2 }] },
    says: 'warning production/shop',
    right: { environments: [safe], modules: [{ ...shop, isCore: true, maxReplicas: 3 }] },
  },
  {
    rule: 'virtual-address',
    what: "a virtual address that is a machine's",
    wrong: { network: { apiVip: '10.0.0.1' } },
    wrongMachines: [{ name: 'a' }],
    says: 'blocker network.apiVip 10.0.0.1',
    right: { network: { apiVip: '10.0.0.9' } },
    rightMachines: [{ name: 'a' }],
  },
  {
    rule: 'virtual-address',
    what: 'a virtual address outside the subnet',
    wrong: { network: { zones: [zone], gatewayVip: '10.1.1.0' } },
    says: 'blocker network.gatewayVip 10.1.1.0',
    right: { network: { zones: [zone], gatewayVip: '10.1.0.254' } },
  },
  {
    rule: 'floating-address',
    what: 'an address that may not move',
    wrong: { environments: [safe], network: { floatingAddresses: 'forbidden', loadBalancer: 'kube-vip' } },
    says: 'blocker production/kube-vip',
    right: { environments: [safe], network: { floatingAddresses: 'allowed', loadBalancer: 'kube-vip' } },
  },
  {
    rule: 'pods-per-node',
    what: "more pods than a node's range holds",
    wrong: { overrides: [{ assumption: 'pods-per-node', value: 255, by: '王工', why: '试' }] },
    says: 'blocker production/pods-per-node 255',
    right: { overrides: [{ assumption: 'pods-per-node', value: 254, by: '王工', why: '试' }] },
  },
  {
    rule: 'log-retention',
    what: 'logs for less than six months under the protection scheme',
    wrong: { security: { mlps: '2' }, logs: { retentionDays: 183 } },
    says: 'blocker logs.retentionDays 183',
    right: { security: { mlps: '2' }, logs: { retentionDays: 184 } },
  },
  {
    rule: 'namespace-shared',
    what: 'one namespace name in two clusters',
    wrong: { environments: [safe, { name: 'test', kind: 'test' }], modules: [{ ...shop, namespace: 'shop' }] },
    says: 'blocker shop',
    right: { environments: [safe, { name: 'test', kind: 'test' }], modules: [shop] },
  },
  {
    rule: 'cidr-overlap',
    what: 'two clusters with the same ranges',
    wrong: { environments: [safe, { name: 'test', kind: 'test' }], kubernetes: { podCidr: '10.244.0.0/16' } },
    says: 'blocker kubernetes.podCidr 10.244.0.0/16 / pods of production 10.244.0.0/16',
    right: { environments: [safe, { name: 'test', kind: 'test' }] },
  },
  {
    rule: 'cidr-overlap',
    what: "pods in the customer's network",
    wrong: { kubernetes: { podCidr: '10.244.0.0/16' }, network: { taken: [{ name: 'VPN', cidr: '10.244.255.0/24' }] } },
    says: 'blocker kubernetes.podCidr 10.244.0.0/16 / network.taken VPN 10.244.255.0/24',
    right: { kubernetes: { podCidr: '10.244.0.0/16' }, network: { taken: [{ name: 'VPN', cidr: '10.245.0.0/24' }] } },
  },
  {
    rule: 'zone-small',
    what: 'a subnet with too few addresses',
    wrong: { environments: [safe], network: { zones: [{ ...zone, cidr: '10.1.0.0/29' }] } },
    says: 'blocker network.zones prod 10.1.0.0/29',
    right: { environments: [safe], network: { zones: [zone] } },
  },
  {
    rule: 'route-conflict',
    what: 'the same host and path twice',
    wrong: {
      modules: [
        { ...routed, routes: [{ host: 'a.example.cn' }] },
        { name: 'blog', routes: [{ host: 'a.example.cn' }] },
      ],
    },
    says: 'blocker a.example.cn/',
    right: {
      modules: [
        { ...routed, routes: [{ host: 'a.example.cn' }] },
        { name: 'blog', routes: [{ host: 'b.example.cn' }] },
      ],
    },
  },
  {
    rule: 'route-conflict',
    what: "a path below another service's prefix",
    wrong: {
      modules: [
        { ...routed, routes: [{ host: 'a.example.cn', path: '/api' }] },
        { name: 'blog', routes: [{ host: 'a.example.cn', path: '/api/blog' }] },
      ],
    },
    says: 'info a.example.cn/api/blog',
    right: {
      modules: [
        { ...routed, routes: [{ host: 'a.example.cn', path: '/api' }] },
        { name: 'blog', routes: [{ host: 'a.example.cn', path: '/apiblog' }] },
      ],
    },
  },
  {
    rule: 'route-certificate',
    what: 'nobody issues the certificate',
    wrong: { modules: [routed] },
    says: 'blocker *.apps.internal',
    right: { modules: [routed], network: { certificates: 'internal' } },
  },
  {
    rule: 'route-certificate',
    what: 'a certificate that ends on the day of delivery',
    wrong: {
      modules: [routed],
      network: { certificates: 'customer', certificatesExpire: '2027-03-01' },
      schedule: { due: '2027-03-01' },
    },
    says: 'blocker *.apps.internal',
    right: {
      modules: [routed],
      network: { certificates: 'customer', certificatesExpire: '2027-03-02' },
      schedule: { due: '2027-03-01' },
    },
  },
  {
    rule: 'route-service',
    what: 'a path to a port nobody listens on',
    wrong: { modules: [{ ...shop, routes: [{ port: 'grpc' }] }] },
    says: 'blocker production/shop/',
    right: { modules: [{ ...shop, routes: [{ port: 'http' }] }] },
  },
  {
    rule: 'node-port',
    what: 'a NodePort below the range',
    wrong: { modules: [{ ...shop, routes: [{ nodePort: 29_999 }] }] },
    says: 'blocker production/shop nodePort 29999',
    right: { modules: [{ ...shop, routes: [{ nodePort: 30_000 }] }] },
  },
  {
    rule: 'node-port',
    what: 'a NodePort above the range',
    wrong: { modules: [{ ...shop, routes: [{ nodePort: 32_768 }] }] },
    says: 'blocker production/shop nodePort 32768',
    right: { modules: [{ ...shop, routes: [{ nodePort: 32_767 }] }] },
  },
  {
    rule: 'local-volume',
    what: 'a local volume on a pod that is to move',
    wrong: { environments: [safe], modules: [{ ...shop, state: 'local-volume' }] },
    says: 'blocker production/shop',
    right: { environments: [safe], modules: [{ ...shop, state: 'local-volume', isMovable: false }] },
  },
  {
    rule: 'two-rooms',
    what: 'a majority over two rooms',
    wrong: { environments: [{ ...safe, rooms: 2 }] },
    says: 'blocker production',
    right: { environments: [{ ...safe, rooms: 3 }] },
  },
  {
    rule: 'physical-host',
    what: 'two of three control planes on one host',
    wrong: { environments: [safe], kubernetes: { endpoint: '10.9.0.1' } },
    wrongMachines: controlPlanes(3).map((machine, index) => ({
      ...machine,
      hardware: { physicalHost: index < 2 ? 'esx-1' : 'esx-2' },
    })),
    says: 'blocker production/control-plane cp-0, cp-1',
    right: { environments: [safe], kubernetes: { endpoint: '10.9.0.1' } },
    rightMachines: controlPlanes(3).map((machine, index) => ({
      ...machine,
      hardware: { physicalHost: `esx-${index}` },
    })),
  },
  {
    rule: 'control-planes-present',
    what: 'fewer control planes than the promise asks for',
    wrong: { environments: [safe] },
    wrongMachines: [...controlPlanes(1), { name: 'w', role: 'worker' }],
    says: 'blocker 1 control-plane',
    right: { environments: [{ ...safe, availability: 'basic' }] },
    rightMachines: [...controlPlanes(1), { name: 'w', role: 'worker' }],
  },
  {
    rule: 'room-for-all',
    what: 'a pod no machine holds',
    wrong: { modules: [{ ...shop, requests: { cpuMillicores: 64_000, memoryMib: 1024 } }] },
    says: 'blocker production/',
    right: { modules: [{ ...shop, requests: { cpuMillicores: 60_000, memoryMib: 1024 } }] },
  },
  {
    rule: 'architecture',
    what: 'no image for the chips of the site',
    wrong: { hardware: { architecture: 'arm64' }, modules: [shop] },
    says: 'blocker production/shop',
    right: { hardware: { architecture: 'arm64' }, modules: [{ ...shop, architectures: ['amd64', 'arm64'] }] },
  },
  {
    rule: 'public-addresses',
    what: 'no public address left beside the bastion',
    wrong: {
      modules: [{ ...shop, routes: [{ exposure: 'internet' }] }],
      network: { publicAddresses: { total: 1, forBastion: 1 } },
    },
    says: 'blocker network.publicAddresses 1',
    right: {
      modules: [{ ...shop, routes: [{ exposure: 'internet' }] }],
      network: { publicAddresses: { total: 2, forBastion: 1 } },
    },
  },
  {
    rule: 'network-plugin',
    what: 'two pod networks',
    wrong: { platform: [{ component: 'calico' }, { component: 'flannel' }] },
    says: 'blocker production/calico, flannel',
    right: { platform: [{ component: 'calico' }] },
  },
  {
    rule: 'storage-missing',
    what: 'shared storage nobody provides',
    wrong: { modules: [{ ...shop, state: 'shared-volume' }] },
    says: 'blocker production/shop',
    right: { modules: [{ ...shop, state: 'shared-volume' }], customerSystems: { nas: { host: '10.9.0.9' } } },
  },
  {
    rule: 'storage-room',
    what: 'two workers for three copies',
    wrong: { environments: [{ ...safe, workerCount: 2 }], platform: [{ component: 'longhorn' }], modules: [shop] },
    says: 'blocker production/longhorn',
    right: { environments: [{ ...safe, workerCount: 3 }], platform: [{ component: 'longhorn' }], modules: [shop] },
  },
  {
    rule: 'storage-room',
    what: 'volumes that no longer fit when one of four machines stops',
    // four disks of 1,050 GB hold 1,050 GB in three copies with one machine stopped, though 1,120 GB with all four
    wrong: {
      environments: [safe],
      platform: [{ component: 'rook-ceph', inputs: { usableGb: 1050, osdCount: 4 } }],
      modules: [{ ...shop, state: 'shared-volume', volumeGib: 1000 }],
    },
    says: 'blocker production/rook-ceph',
    right: {
      environments: [safe],
      platform: [{ component: 'rook-ceph', inputs: { usableGb: 1050, osdCount: 4 } }],
      modules: [{ ...shop, state: 'shared-volume', volumeGib: 900 }],
    },
  },
  {
    rule: 'overrides',
    what: 'an override of a default that does not exist',
    wrong: { overrides: [{ assumption: 'luck', value: 1, by: '王工', why: '试' }] },
    says: 'blocker overrides luck',
    right: { overrides: [{ assumption: 'burst-factor', value: 3, by: '王工', why: '试' }] },
  },
  {
    rule: 'component-unknown',
    what: 'a component the catalog does not know',
    wrong: { platform: [{ component: 'harbour' }] },
    says: 'blocker harbour',
    right: { platform: [{ component: 'harbor' }] },
  },
  {
    rule: 'input-wrong',
    what: 'an input outside its bounds',
    wrong: { platform: [{ component: 'harbor', inputs: { keptVersions: 51 } }] },
    says: 'blocker platform.harbor.inputs.keptVersions',
    right: { platform: [{ component: 'harbor', inputs: { keptVersions: 50 } }] },
  },
  {
    rule: 'late',
    what: 'a due date the work does not meet',
    wrong: { schedule: { start: '2026-12-01', due: '2026-12-31' } },
    says: 'warning T1',
    right: { schedule: { start: '2026-12-01', due: '2027-03-31' } },
  },
  {
    rule: 'readiness',
    what: 'a module that is not ready for it',
    wrong: { modules: [{ ...shop, notReady: ['probes'] }] },
    says: 'warning shop',
    right: { modules: [{ ...shop, notReady: [] }] },
  },
  {
    rule: 'docker-range',
    what: "Docker's own range in the customer's network",
    wrong: { platform: [{ component: 'harbor' }], network: { taken: [{ name: 'lab', cidr: '172.17.8.0/24' }] } },
    says: 'warning 172.17.0.0/16 / network.taken lab 172.17.8.0/24',
    right: { platform: [{ component: 'harbor' }], network: { taken: [{ name: 'lab', cidr: '172.18.8.0/24' }] } },
  },
  {
    rule: 'converged-production',
    what: 'production services on the control planes',
    wrong: { environments: [{ ...safe, layout: 'converged' }], modules: [shop] },
    says: 'warning production',
    right: { environments: [{ ...safe, layout: 'dedicated' }], modules: [shop] },
  },
  {
    rule: 'no-any',
    what: 'a port request without addresses',
    wrong: { modules: [routed], network: { zones: [zone] } },
    says: 'warning users',
    right: {
      modules: [routed],
      network: { zones: [zone], people: { users: ['10.8.0.0/16'], administrators: ['10.9.0.0/24'] } },
    },
  },
  {
    rule: 'log-buffer',
    what: 'more than 50 GB of logs a day without a queue',
    wrong: { platform: [{ component: 'elasticsearch' }], logs: { gbPerDay: 51 } },
    says: 'warning elasticsearch',
    right: { platform: [{ component: 'elasticsearch' }], logs: { gbPerDay: 50 } },
  },
  {
    rule: 'placement-unknown',
    what: 'a component where it cannot be',
    wrong: { platform: [{ component: 'harbor', placement: 'node-wide' }] },
    says: 'blocker harbor',
    right: { platform: [{ component: 'harbor', placement: 'machines' }] },
  },
  {
    rule: 'input-unknown',
    what: 'an answer to a question nobody asks',
    wrong: { platform: [{ component: 'harbor', inputs: { luck: 1 } }] },
    says: 'blocker platform.harbor.inputs.luck',
    right: { platform: [{ component: 'harbor', inputs: { keptVersions: 2 } }] },
  },
  {
    rule: 'machines-short',
    what: 'fewer machines than the plan asks for',
    wrong: { environments: [safe], machineLots: [{ name: 'lot', count: 4, cpuCores: 8, memoryGib: 16 }] },
    says: 'warning production/worker',
    right: { environments: [safe], machineLots: [{ name: 'lot', count: 9, cpuCores: 8, memoryGib: 16 }] },
  },
  {
    rule: 'machine-size',
    what: 'a worker with a little less memory than a sold 8 GiB still has',
    wrong: { environments: [{ ...safe, availability: 'basic', layout: 'dedicated', workerShape: '4C8G' }] },
    wrongMachines: [
      { name: 'cp', role: 'control-plane' },
      { name: 'w', role: 'worker' },
    ],
    wrongFacts: { w: { cpuCount: 4, memoryMiB: 7_570 } },
    says: 'warning w',
    right: { environments: [{ ...safe, availability: 'basic', layout: 'dedicated', workerShape: '4C8G' }] },
    rightMachines: [
      { name: 'cp', role: 'control-plane' },
      { name: 'w', role: 'worker' },
    ],
    rightFacts: { w: { cpuCount: 4, memoryMiB: 7_680 } },
  },
  {
    rule: 'quorum-even',
    what: 'two of what must agree',
    wrong: { environments: [safe], platform: [{ component: 'rabbitmq' }] },
    wrongCatalog: withCount('rabbitmq', 'server', 2),
    says: 'blocker production/rabbitmq/server',
    right: { environments: [safe], platform: [{ component: 'rabbitmq' }] },
    rightCatalog: withCount('rabbitmq', 'server', 3),
  },
  {
    rule: 'gateway-copies',
    what: 'one gateway where any machine may stop',
    wrong: { environments: [safe], modules: [routed] },
    wrongCatalog: withCount('envoy-gateway', 'proxy', 1),
    says: 'blocker production/envoy-gateway',
    right: { environments: [safe], modules: [routed] },
    rightCatalog: withCount('envoy-gateway', 'proxy', 2),
  },
  {
    rule: 'waits-for-machine',
    what: 'a dashboard bound to its machine where any may stop',
    wrong: { environments: [safe], platform: [{ component: 'grafana' }] },
    says: 'info production/grafana',
    right: { environments: [{ ...safe, availability: 'basic' }], platform: [{ component: 'grafana' }] },
  },
  {
    rule: 'component-facts',
    what: 'a kernel just below what a component asks for',
    wrong: { platform: [{ component: 'cilium' }], hardware: { kernel: '5.11.22' } },
    says: 'warning production/cilium (machines)',
    right: { platform: [{ component: 'cilium' }], hardware: { kernel: '5.12.0' } },
    besides: ['info production/kubernetes', 'info production/openebs-local'],
  },
  {
    rule: 'component-facts',
    what: 'a component nobody should install anew',
    wrong: { platform: [{ component: 'ingress-nginx' }] },
    says: 'blocker production/ingress-nginx',
    right: { platform: [{ component: 'envoy-gateway' }] },
    besides: ['info production/kubernetes', 'info production/openebs-local'],
  },
  {
    rule: 'site-basics',
    what: 'no name server',
    wrong: { network: { dns: 'none', ntp: ['10.9.0.3'] } },
    says: 'warning network.dns',
    right: { network: { dns: ['10.9.0.2'], ntp: ['10.9.0.3'] } },
  },
  {
    rule: 'site-basics',
    what: 'no time server, and nobody may keep the machines in step',
    wrong: { network: { dns: ['10.9.0.2'], ntp: 'none' } },
    says: 'warning network.ntp',
    right: { network: { dns: ['10.9.0.2'], ntp: 'none' }, changes: { timeService: 'chrony' } },
  },
  {
    rule: 'settled-workers',
    what: 'one worker fewer settled than the headroom asks for',
    wrong: { environments: [{ ...safe, layout: 'dedicated', workerShape: '8C16G', workerCount: 4 }], modules: [busy] },
    says: 'warning production/workerCount 4',
    right: { environments: [{ ...safe, layout: 'dedicated', workerShape: '8C16G', workerCount: 5 }], modules: [busy] },
  },
];

describe('every rule on both sides of its border', () => {
  test.each(cases)(
    '$rule: $what',
    ({
      rule,
      wrong,
      wrongMachines,
      wrongFacts,
      wrongCatalog,
      says,
      right,
      rightMachines,
      rightFacts,
      rightCatalog,
      besides = [],
    }) => {
      expect(found(rule, plan(wrong, wrongMachines, wrongFacts, wrongCatalog)).join('; ')).toContain(says);
      expect(found(rule, plan(right, rightMachines, rightFacts, rightCatalog))).toEqual(besides);
    },
  );

  test('no rule goes without a case', () => {
    const tried = new Set(cases.map(({ rule }) => rule));
    expect(rules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });
});
