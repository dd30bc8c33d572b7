import { partyName } from '../../model/plan/party-names.ts';
import type { AddressRow, DomainRow } from '../../model/plan/reach-plan.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Block, Cell, Column, Document } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { band, blank, cell, code, dated, identifier, number, paragraph, stacked, strong } from '../section.ts';
import { openMatters, type PlanningInput, planIdentity, planningDocument } from './planning-input.ts';
import { applicant, approver, networkTeam, planSignOff } from './sign-off.ts';
import { environmentKinds, issuerWords, renewerWords } from './words.ts';

/** IP、域名、证书与网段规划. */
export function addressPlan(input: PlanningInput): Document {
  const { plan } = input;
  return planningDocument(input, text('地址与域名规划表', 'Address and name plan'), [
    planIdentity(input),
    ...openMatters(input),
    { type: 'page-break', orientation: 'landscape' },
    { type: 'heading', level: 2, id: 'networks', text: text('网段', 'Networks') },
    paragraph(
      '容器网段与服务网段是集群内部的门牌号段，安装后不能更改，不得与公司现有网段重复。',
      'Pod and service networks are used inside the cluster only; they cannot be changed afterwards and must not overlap any network in use.',
    ),
    networkTable(plan),
    { type: 'heading', level: 2, id: 'virtual', text: text('虚拟地址与地址转换', 'Virtual addresses and NAT') },
    addressTable(plan, ({ kind }) => kind !== 'machine', text('没有虚拟地址。', 'There are no virtual addresses.')),
    { type: 'heading', level: 2, id: 'addresses', text: text('机器地址', 'Addresses of machines') },
    addressTable(plan, ({ kind }) => kind === 'machine', text('没有机器。', 'There are no machines.')),
    { type: 'heading', level: 2, id: 'domains', text: text('域名', 'Names') },
    domainTable(plan),
    { type: 'heading', level: 2, id: 'certificates', text: text('证书', 'Certificates') },
    certificateTable(plan),
    ...planSignOff(input, [applicant, approver, networkTeam]),
  ]);
}

export function networkTable({ environments, network }: SitePlan): Block {
  const list = (all: readonly string[]) => (all.length === 0 ? cell(text('无', 'none')) : stacked(all));
  return {
    type: 'table',
    columns: [
      { title: text('环境', 'Environment'), characters: 18 },
      { title: text('网络区域', 'Zone'), characters: 14 },
      { title: text('容器网段', 'Pod network'), characters: 18 },
      { title: text('每台机器的前缀', 'Prefix per machine'), characters: 10 },
      { title: text('服务网段', 'Service network'), characters: 18 },
      { title: text('网络插件', 'Network plugin'), characters: 12 },
      { title: text('MTU', 'MTU'), characters: 8 },
      { title: text('集群入口', 'API address'), characters: 17 },
      { title: text('业务大门', 'Gateway address'), characters: 17 },
      { title: text('负载均衡', 'Load balancer'), characters: 14 },
      { title: text('DNS', 'DNS'), characters: 15 },
      { title: text('NTP', 'NTP'), characters: 15 },
    ],
    rows: environments.map(({ name, kind, network: own }) => [
      { content: environmentKinds[kind], look: 'strong', note: name },
      own.zone === '' ? blank : cell(partyName(own.zone)),
      code(own.podCidr),
      identifier(own.nodePrefix),
      code(own.serviceCidr),
      cell(own.cni),
      identifier(own.mtu),
      own.apiVip === '' ? blank : code(own.apiVip),
      own.gatewayVip === '' ? blank : code(own.gatewayVip),
      cell(loadBalancers[own.loadBalancer]),
      list(network.dns),
      list(network.ntp),
    ]),
    whenEmpty: text('没有环境。', 'There are no environments.'),
  };
}

const loadBalancers: Readonly<Record<SitePlan['environments'][number]['network']['loadBalancer'], Text>> = {
  customer: text('客户的负载均衡', "the customer's"),
  keepalived: text('keepalived', 'keepalived'),
  'kube-vip': text('kube-vip', 'kube-vip'),
  none: text('无', 'none'),
};

const kinds: Readonly<Record<AddressRow['kind'], Text>> = {
  machine: text('机器', 'machine'),
  virtual: text('虚拟地址', 'virtual'),
  nat: text('地址转换', 'NAT'),
  appliance: text('设备', 'appliance'),
};

const addressColumns: Column[] = [
  { title: text('序号', 'No.'), characters: 6 },
  { title: text('名称', 'Name'), characters: 32 },
  { title: text('类型', 'Kind'), characters: 12 },
  { title: text('地址', 'Address'), characters: 18 },
  { title: text('掩码位数', 'Prefix'), characters: 9 },
  { title: text('掩码', 'Mask'), characters: 17 },
  { title: text('网关', 'Gateway'), characters: 18 },
  { title: text('VLAN', 'VLAN'), characters: 8 },
  { title: text('网络区域', 'Zone'), characters: 16 },
  { title: text('用途', 'Purpose'), characters: 40 },
];

export function addressTable(
  { addresses, environments }: SitePlan,
  isShown: (row: AddressRow) => boolean,
  whenEmpty: Text,
): Block {
  let index = 0;
  return {
    type: 'table',
    columns: addressColumns,
    rows: environments.flatMap(({ name, kind }) => {
      const own = addresses.filter((row) => row.environment === name && isShown(row));
      if (own.length === 0) return [];
      const title = text(`${environmentKinds[kind].zh}环境 ${name}`, `${environmentKinds[kind].en}: ${name}`);
      return [
        band(title, addressColumns),
        ...own.map((row) => {
          index += 1;
          return addressRow(row, index);
        }),
      ];
    }),
    whenEmpty,
  };
}

function addressRow({ name, kind, address, prefix, gateway, vlan, zone, purpose }: AddressRow, index: number): Cell[] {
  const isOutside = kind === 'nat';
  return [
    number(index),
    strong(name),
    cell(kinds[kind]),
    address === '' ? blank : code(address),
    isOutside ? cell('–') : identifier(prefix),
    isOutside ? cell('–') : code(maskOf(prefix)),
    isOutside ? cell('–') : gateway === '' ? blank : code(gateway),
    isOutside ? cell('–') : vlan === null ? blank : identifier(vlan),
    cell(zone),
    cell(purpose),
  ];
}

/** `255.255.254.0` of 23. */
function maskOf(prefix: number): string {
  return [0, 1, 2, 3].map((byte) => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefix - byte * 8)))).join('.');
}

const keepers: Readonly<Record<DomainRow['kept'], Text>> = {
  'customer-dns': text('客户 DNS', "the customer's DNS"),
  'hosts-files': text('各机器 hosts 文件', 'hosts files on every machine'),
};

export function domainTable({ domains }: SitePlan): Block {
  return {
    type: 'table',
    columns: [
      { title: text('序号', 'No.'), characters: 6 },
      { title: text('环境', 'Environment'), characters: 16 },
      { title: text('域名', 'Name'), characters: 44 },
      { title: text('指向', 'Points to'), characters: 18 },
      { title: text('用途', 'Purpose'), characters: 32 },
      { title: text('登记在', 'Kept in'), characters: 20 },
      { title: text('登记人/日期', 'Entered by, on'), characters: 16 },
    ],
    rows: domains.map(({ environment, name, target, purpose, kept }, index) => [
      number(index + 1),
      cell(environment),
      code(name),
      target === '' ? blank : code(target),
      cell(purpose),
      cell(keepers[kept]),
      blank,
    ]),
    whenEmpty: text('没有域名。', 'There are no names.'),
  };
}

export function certificateTable({ certificates }: SitePlan): Block {
  return {
    type: 'table',
    columns: [
      { title: text('序号', 'No.'), characters: 6 },
      { title: text('证书（域名）', 'Certificate (names)'), characters: 40 },
      { title: text('签发方', 'Issued by'), characters: 18 },
      { title: text('到期日', 'Expires'), characters: 14 },
      { title: text('续期人', 'Renewed by'), characters: 14 },
      { title: text('说明', 'Note'), characters: 50 },
    ],
    rows: certificates.map(({ names, issuer, expires, renewedBy, note }, index) => [
      number(index + 1),
      stacked(names),
      cell(issuerWords[issuer]),
      expires === '' ? cell(text('待定', 'not known yet')) : dated(expires),
      cell(renewerWords[renewedBy]),
      cell(note),
    ]),
    whenEmpty: text('没有证书。', 'There are no certificates.'),
  };
}
