import { type Cidr, formatAddress, overlaps, parseAddress, parseCidr } from '../../model/network.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import type { Ledger } from '../ledger.ts';

/** A range of the customer's, and what it is called. */
export interface TakenRange {
  readonly range: Cidr;
  readonly label: string;
}

export interface ClusterRanges {
  readonly podCidr: string;
  readonly serviceCidr: string;
  /** Every node gets a network of this prefix for its pods. */
  readonly nodePrefix: number;
}

/** (P) Tried in this order; others of the private ranges follow when all of these are taken. */
const podCandidates = ['10.233.64.0/18', '10.244.0.0/16', '10.200.0.0/16', '172.30.0.0/16'];
const serviceCandidates = ['10.233.0.0/18', '10.245.0.0/18', '10.201.0.0/18'];
const usualNodePrefix = 24;

/** Everything the customer's network uses already: whole zones, named ranges, and single addresses. */
export function takenRanges({ network, machines, customerSystems, kubernetes }: Requirements): TakenRange[] {
  const ranges = [
    ...network.zones.map(({ name, cidr }) => ({ text: cidr, label: `network.zones ${name}` })),
    ...network.taken.map(({ name, cidr }) => ({ text: cidr, label: `network.taken ${name}` })),
    ...[...network.people.users, ...network.people.administrators, ...network.people.partners].map((cidr) => ({
      text: cidr,
      label: 'network.people',
    })),
  ];
  const addresses = [
    ...machines.map(({ name, address }) => ({ address, label: `machine ${name}` })),
    ...[network.dns, network.ntp].flatMap((list) =>
      list === 'none' ? [] : list.map((address) => ({ address, label: `server ${address}` })),
    ),
    ...[network.apiVip, network.gatewayVip, kubernetes.endpoint].flatMap((address) =>
      address === 'auto' ? [] : [{ address, label: `address ${address}` }],
    ),
    ...Object.entries(customerSystems).flatMap(([name, system]) =>
      system === undefined ? [] : [{ address: system.host, label: `customerSystems.${name}` }],
    ),
  ];
  return [
    ...ranges.flatMap(({ text: cidr, label }) => {
      const range = parseCidr(cidr);
      return range === undefined ? [] : [{ range, label: `${label} ${cidr}` }];
    }),
    // a customer system may be given by name; then it has no address to keep off
    ...addresses.flatMap(({ address, label }) => {
      const value = parseAddress(address);
      return value === undefined
        ? []
        : [{ range: { text: `${address}/32`, first: value, last: value, prefix: 32 }, label: `${label} ${address}` }];
    }),
  ];
}

/** Pod and service networks of one cluster, clear of the customer's ranges and of other clusters'. Conflicts of ranges somebody named are blockers. */
export function clusterRanges(
  requirements: Requirements,
  environment: string,
  nodes: number,
  taken: readonly TakenRange[],
  ledger: Ledger,
): ClusterRanges {
  const { podCidr: askedPods, serviceCidr: askedServices } = requirements.kubernetes;
  const growth = ledger.assumptions.get('node-growth');
  const wantedNodes = Math.max(1, Math.ceil(nodes * growth));
  const services = askedServices === 'auto' ? firstFree(serviceCandidates, 18, taken, []) : askedServices;
  const serviceRange = parseCidr(services);
  const beside = serviceRange === undefined ? [] : [serviceRange];
  const podPrefix = usualNodePrefix - Math.ceil(Math.log2(wantedNodes));
  const roomy = podCandidates.filter((candidate) => (parseCidr(candidate)?.prefix ?? 32) <= podPrefix);
  const pods = askedPods === 'auto' ? firstFree(roomy, Math.max(8, Math.min(16, podPrefix)), taken, beside) : askedPods;
  for (const [field, range] of [
    ['kubernetes.podCidr', pods],
    ['kubernetes.serviceCidr', services],
  ] as const) {
    nameConflicts(field, range, taken, ledger);
  }
  const prefix = parseCidr(pods)?.prefix ?? 16;
  figure(environment, pods, services, prefix, nodes, growth, askedPods === 'auto', taken.length, ledger);
  return { podCidr: pods, serviceCidr: services, nodePrefix: usualNodePrefix };
}

function nameConflicts(field: string, range: string, taken: readonly TakenRange[], ledger: Ledger): void {
  const cidr = parseCidr(range);
  if (cidr === undefined) return;
  for (const { range: other, label } of taken) {
    if (!overlaps(cidr, other)) continue;
    ledger.find({
      rule: 'cidr-overlap',
      severity: 'blocker',
      object: `${field} ${range} / ${label}`,
      reason: text(
        `${range} 与 ${label} 重叠：该网段的人将打不开系统`,
        `${range} overlaps ${label}: people there could not open the system`,
      ),
      remedy: text(
        `把 ${field} 改为 auto，或换一个不重叠的网段`,
        `Set ${field} to auto, or choose a range that does not overlap`,
      ),
    });
  }
}

/** The first candidate clear of everything; else the first free block of that size in the private ranges. */
function firstFree(
  candidates: readonly string[],
  prefix: number,
  taken: readonly TakenRange[],
  beside: readonly Cidr[],
): string {
  const isFree = (range: Cidr) =>
    !taken.some((other) => overlaps(range, other.range)) && !beside.some((other) => overlaps(range, other));
  const good = candidates.find((candidate) => {
    const range = parseCidr(candidate);
    return range !== undefined && isFree(range);
  });
  return good ?? scan(prefix, isFree) ?? candidates[0] ?? '10.233.64.0/18';
}

function scan(prefix: number, isFree: (range: Cidr) => boolean): string | undefined {
  const size = 2 ** (32 - prefix);
  for (const whole of ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']) {
    const range = parseCidr(whole);
    if (range === undefined) continue;
    // from the end: customers begin at the front of the private ranges
    for (let first = range.last + 1 - size; first >= range.first; first -= size) {
      const block = { text: `${formatAddress(first)}/${prefix}`, first, last: first + size - 1, prefix };
      if (isFree(block)) return block.text;
    }
  }
  return undefined;
}

function figure(
  environment: string,
  pods: string,
  services: string,
  podPrefix: number,
  nodes: number,
  growth: number,
  isChosen: boolean,
  takenCount: number,
  ledger: Ledger,
): void {
  const source = isChosen
    ? ({ kind: 'planner-default', reference: '§4 candidate order' } as const)
    : ({ kind: 'requirement', reference: 'kubernetes.podCidr' } as const);
  ledger.figure(`${environment}.network.podCidr`, {
    value: pods,
    unit: 'cidr',
    formula: 'first candidate with 2^(24 − prefix) ≥ nodes × growth that overlaps none of the ranges taken',
    inputs: { nodes, growth, rangesTaken: takenCount, nodesPossible: 2 ** Math.max(0, usualNodePrefix - podPrefix) },
    from: { growth: 'assumption:node-growth', rangesTaken: 'answer:network' },
    source,
    meaning: text(
      '容器使用的门牌号段，不与公司现有网段重复；安装后不能改',
      "Addresses of the containers, clear of the company's own; fixed once installed",
    ),
  });
  ledger.figure(`${environment}.network.serviceCidr`, {
    value: services,
    unit: 'cidr',
    formula: 'first candidate that overlaps none of the ranges taken',
    inputs: { rangesTaken: takenCount },
    source,
    meaning: text(
      '集群内部总机号码的号段，不与公司现有网段重复；安装后不能改',
      "Addresses of the services inside the cluster, clear of the company's own; fixed once installed",
    ),
  });
}
