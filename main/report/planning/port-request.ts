import { partyName } from '../../model/plan/party-names.ts';
import type { PortRow } from '../../model/plan/reach-plan.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Block, Cell, Column, Document } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { band, blank, cell, dated, identifier, number, paragraph, stacked, strong } from '../section.ts';
import { contactTable } from './contacts.ts';
import { type PlanningInput, planIdentity, planningDocument } from './planning-input.ts';
import { addressRuns } from './ranges.ts';
import { applicant, approver, networkTeam, planSignOff } from './sign-off.ts';
import { protocolWords } from './words.ts';

/** 端口开通清单: what the network team opens for good, what it opens for the installation and takes back, and what stays on the machines. */
export function portRequest(input: PlanningInput): Document {
  const { plan } = input;
  const parts = portParts(plan);
  return planningDocument(input, text('端口开通清单', 'Port-opening request'), [
    planIdentity(input),
    {
      type: 'figures',
      figures: [
        { value: String(parts.lasting.length), label: text('跨区域长期策略', 'Lasting, across zones') },
        { value: String(parts.temporary.length), label: text('安装期临时策略', 'For the installation') },
        { value: String(parts.host.length), label: text('主机防火墙', 'On host firewalls') },
      ],
    },
    paragraph(
      '清单即全部需要放行的流量，其余一律拒绝；没有任何一行的地址或服务为“任意”（源端口除外，由操作系统随机分配）。',
      'This is all that has to be let through; everything else stays closed. No row opens any address or any service; source ports are chosen by the operating system.',
    ),
    ...unknownAddresses(plan),
    { type: 'page-break', orientation: 'landscape' },
    ...portSections(plan),
    ...planSignOff(
      input,
      [applicant, approver, networkTeam],
      [
        { type: 'heading', level: 2, id: 'contacts', text: text('联系人', 'Contacts') },
        contactTable(plan, ['network', 'security']),
      ],
    ),
  ]);
}

/** The three lists, each with a heading of its own. */
export function portSections(plan: SitePlan): Block[] {
  const { lasting, temporary, host } = portParts(plan);
  return [
    { type: 'heading', level: 2, id: 'lasting', text: text('跨区域长期策略', 'Across zones, for good') },
    portTable(lasting, text('没有跨区域的长期流量。', 'No lasting traffic crosses zones.')),
    { type: 'heading', level: 2, id: 'temporary', text: text('安装期临时策略', 'Across zones, for the installation') },
    paragraph(
      '仅安装期间需要，须在回收日之前撤销；撤销后请在“验证结果”栏写明日期。',
      'Needed during the installation only and to be closed by the day given; write the day it was closed into the last column.',
    ),
    portTable(temporary, text('没有仅安装期间需要的流量。', 'Nothing is opened for the installation only.')),
    { type: 'heading', level: 2, id: 'host', text: text('主机防火墙', 'Host firewalls') },
    paragraph(
      '同一网络区域之内，不经过网络防火墙；主机防火墙开启时在各台服务器上放行。',
      'Inside one zone, past no network firewall; opened on the machines where their own firewall stays on.',
    ),
    portTable(host, text('没有区域内的流量。', 'There is no traffic inside a zone.')),
  ];
}

function portParts({ ports }: SitePlan) {
  return {
    lasting: ports.filter(({ crossesZones, duration }) => crossesZones && duration === 'lasting'),
    temporary: ports.filter(({ crossesZones, duration }) => crossesZones && duration === 'install-only'),
    host: ports.filter(({ crossesZones }) => !crossesZones),
  };
}

const columns: Column[] = [
  { title: text('序号', 'No.'), characters: 5, isKey: true },
  { title: text('源', 'From'), characters: 13 },
  { title: text('源地址', 'Source addresses'), characters: 22 },
  { title: text('源端口', 'Source port'), characters: 8 },
  { title: text('目的', 'To'), characters: 13 },
  { title: text('目的地址', 'Target addresses'), characters: 22 },
  { title: text('协议', 'Protocol'), characters: 10 },
  { title: text('目的端口', 'Target port'), characters: 12 },
  { title: text('动作', 'Action'), characters: 6 },
  { title: text('用途', 'Purpose'), characters: 24 },
  { title: text('必需', 'Required'), characters: 8 },
  { title: text('生效', 'From day'), characters: 9 },
  { title: text('回收日', 'Close by'), characters: 11 },
  { title: text('用于', 'Used by'), characters: 13 },
  { title: text('审批', 'Approved'), characters: 8 },
  { title: text('实施', 'Opened'), characters: 8 },
  { title: text('验证结果', 'Verified'), characters: 9 },
];

function portTable(rows: readonly PortRow[], whenEmpty: Text): Block {
  const pairs = new Map<string, PortRow[]>();
  for (const row of rows) {
    const key = `${row.fromZone} ${row.toZone}`;
    pairs.set(key, [...(pairs.get(key) ?? []), row]);
  }
  let index = 0;
  return {
    type: 'table',
    columns,
    rows: [...pairs.values()].flatMap((pair) => [
      band(pairTitle(pair), columns),
      ...pair.map((row) => {
        index += 1;
        return portRow(row, index);
      }),
    ]),
    whenEmpty,
  };
}

function pairTitle([row]: readonly PortRow[]): Text {
  if (row === undefined) return text('', '');
  const [from, to] = [partyName(row.fromZone), partyName(row.toZone)];
  if (row.fromZone === row.toZone) return text(`${from.zh} 之内`, `Inside ${from.en}`);
  return text(`${from.zh} → ${to.zh}`, `${from.en} → ${to.en}`);
}

function portRow(row: PortRow, index: number): Cell[] {
  return [
    number(index),
    strong(partyName(row.from)),
    addresses(row.fromAddresses, row.from),
    cell(text('随机', 'any high')),
    strong(partyName(row.to)),
    addresses(row.toAddresses, row.to),
    cell(protocolWords[row.protocol]),
    /^\d+$/.test(row.port) ? identifier(Number(row.port)) : cell(row.port),
    cell(text('允许', 'allow')),
    cell(row.purpose),
    cell(row.isRequired ? text('必需', 'required') : text('可选', 'optional')),
    blank,
    row.duration === 'lasting' ? cell(text('长期', 'lasting')) : row.removeBy === '' ? blank : dated(row.removeBy),
    stacked(row.components),
    blank,
    blank,
    blank,
  ];
}

function addresses(all: readonly string[], party: string): Cell {
  if (party === 'internet' && all.length === 0)
    return cell(text('公网，经客户 NAT', 'public, through the customer’s NAT'));
  return all.length === 0 ? blank : stacked(addressRuns(all));
}

/** A firewall request without an address comes back; so the gap is said first. */
function unknownAddresses({ ports }: SitePlan): Block[] {
  const parties = new Set(
    ports.flatMap(({ from, fromAddresses, to, toAddresses }) => [
      ...(fromAddresses.length === 0 && from !== 'internet' ? [from] : []),
      ...(toAddresses.length === 0 ? [to] : []),
    ]),
  );
  if (parties.size === 0) return [];
  const names = [...parties].map(partyName);
  return [
    {
      type: 'paragraph',
      text: text(
        `下列各方的地址还不知道，请客户在空白处填写：${names.map(({ zh }) => zh).join('、')}。`,
        `The addresses of these are not known yet; the customer fills them in: ${names.map(({ en }) => en).join(', ')}.`,
      ),
    },
  ];
}
