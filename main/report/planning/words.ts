import type { EnvironmentPlan } from '../../model/plan/environment-plan.ts';
import type { MachineGroup } from '../../model/plan/planned-machine.ts';
import type { CertificateRow, PortRow, RouteRow } from '../../model/plan/reach-plan.ts';
import { type Text, text } from '../../model/text.ts';

export const environmentKinds: Readonly<Record<EnvironmentPlan['kind'], Text>> = {
  production: text('生产', 'Production'),
  'pre-release': text('预发', 'Pre-release'),
  test: text('测试', 'Test'),
  hosted: text('托管', 'Hosted'),
};

export const availabilityWords: Readonly<Record<EnvironmentPlan['availability'], Text>> = {
  basic: text('不承诺容错', 'No failure is promised to go unnoticed'),
  'one-machine': text('坏任何一台，业务不停', 'Any one machine may stop'),
  'two-machines': text('坏任何两台，业务不停', 'Any two machines may stop'),
};

export const exposureWords: Readonly<Record<RouteRow['exposure'], Text>> = {
  intranet: text('内网', 'Intranet'),
  internet: text('外网', 'Internet'),
  partner: text('合作伙伴', 'Partners'),
};

export const matchWords: Readonly<Record<RouteRow['match'], Text>> = {
  prefix: text('前缀', 'prefix'),
  exact: text('精确', 'exact'),
};

const affinities: Readonly<Record<string, Text>> = {
  none: text('无', 'none'),
  cookie: text('按 Cookie', 'by cookie'),
  'source-address': text('按来源地址', 'by source address'),
  header: text('按请求头', 'by header'),
};

export function affinityWords(name: string): Text {
  return affinities[name] ?? text(name, name);
}

export const protocolWords: Readonly<Record<PortRow['protocol'], string>> = {
  tcp: 'TCP',
  udp: 'UDP',
  icmp: 'ICMP',
  'ip-4': 'IP 4 (IPIP)',
  'ip-112': 'IP 112 (VRRP)',
};

export const issuerWords: Readonly<Record<CertificateRow['issuer'], Text>> = {
  customer: text('客户提供', 'The customer'),
  internal: text('内部证书机构', 'Internal authority'),
  cluster: text('集群自身', 'The cluster itself'),
  undecided: text('待定', 'Undecided'),
};

export const renewerWords: Readonly<Record<CertificateRow['renewedBy'], Text>> = {
  customer: text('客户', 'Customer'),
  vendor: text('交付方', 'Vendor'),
  automatic: text('自动', 'Automatic'),
};

type Disk = MachineGroup['disks'][number];

const diskKinds: Readonly<Record<Disk['kind'], Text>> = {
  ssd: text('SSD', 'SSD'),
  hdd: text('HDD', 'HDD'),
  any: text('不限', 'any kind'),
};

/** `/var/lib/etcd 80 GB SSD`. */
export function diskWords({ mount, sizeGb, kind, purpose }: Disk): Text {
  const size = Math.round(sizeGb);
  return text(
    `${mount === 'raw' ? '不挂载' : mount}　${size} GB（${diskKinds[kind].zh}）${purpose.zh}`,
    `${mount === 'raw' ? 'not mounted' : mount}  ${size} GB (${diskKinds[kind].en}) ${lowerFirst(purpose.en)}`,
  );
}

/** A sentence that goes on after something else. */
export function lowerFirst(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? `${sentence[0]?.toLowerCase()}${sentence.slice(1)}` : sentence;
}
