import type { EnvironmentPlan } from '../../model/plan/environment-plan.ts';
import { type MachineGroup, shapeName } from '../../model/plan/planned-machine.ts';
import type { AddressRow } from '../../model/plan/reach-plan.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Block, Cell, Column, Document } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { plainNumber } from '../format.ts';
import { band, blank, cell, code, identifier, number, paragraph, stacked, strong } from '../section.ts';
import { contactTable } from './contacts.ts';
import { openMatters, type PlanningInput, planIdentity, planningDocument } from './planning-input.ts';
import { addressRuns, nameRuns } from './ranges.ts';
import { applicant, approver, planSignOff, systemTeam } from './sign-off.ts';
import { diskWords, environmentKinds } from './words.ts';

/** 服务器资源申请: one page of totals with reasons, then the technical list, then every machine by name. */
export function serverRequest(input: PlanningInput): Document {
  const { plan } = input;
  return planningDocument(input, text('服务器资源评估与申请清单', 'Resource estimate and server request'), [
    planIdentity(input),
    ...openMatters(input),
    { type: 'heading', level: 2, id: 'totals', text: text('总计与理由', 'Totals and reasons') },
    ...totals(plan),
    { type: 'page-break', orientation: 'landscape' },
    { type: 'heading', level: 2, id: 'request', text: text('服务器申请清单', 'Server request') },
    paragraph(
      '每行一种机器，配置为每台的配置；空白栏由客户填写。“申请”为需要的台数减去已有的台数。',
      'One row a kind of machine; sizes are of one machine, empty fields are for the customer. What is asked for is what is needed less what exists.',
    ),
    requestTable(plan),
    { type: 'heading', level: 2, id: 'machines', text: text('逐台清单', 'Machine by machine') },
    machineTable(plan),
    ...alternatives(plan),
    ...planSignOff(
      input,
      [applicant, approver, systemTeam],
      [
        { type: 'heading', level: 2, id: 'contacts', text: text('联系人', 'Contacts') },
        contactTable(plan, ['servers', 'storage', 'architecture']),
      ],
    ),
  ]);
}

export interface MachineTotals {
  readonly needed: number;
  readonly existing: number;
  readonly asked: number;
  readonly cpuCores: number;
  readonly memoryGib: number;
  readonly diskGb: number;
}

/** Counts of machines needed, and the size of those that are asked for. */
export function machineTotals(groups: readonly MachineGroup[]): MachineTotals {
  const sum = (of: (group: MachineGroup) => number) => groups.reduce((total, group) => total + of(group), 0);
  const asked = ({ count, existing }: MachineGroup) => Math.max(0, count - existing);
  return {
    needed: sum(({ count }) => count),
    existing: sum(({ existing }) => existing),
    asked: sum(asked),
    cpuCores: sum((group) => asked(group) * group.shape.cpuCores),
    memoryGib: sum((group) => asked(group) * group.shape.memoryGib),
    diskGb: Math.round(sum((group) => asked(group) * group.disks.reduce((total, { sizeGb }) => total + sizeGb, 0))),
  };
}

function totals({ environments, figures }: SitePlan): Block[] {
  const all = machineTotals(environments.flatMap(({ machines }) => machines));
  const loads = environments.flatMap(({ name }) =>
    ['load.concurrentUsers', 'load.requestsPerSecond'].flatMap((id) => {
      const figure = figures[`${name}.${id}`];
      return figure === undefined ? [] : [{ name, figure }];
    }),
  );
  return [
    {
      type: 'figures',
      figures: [
        { value: String(all.needed), label: text('需要（台）', 'Machines needed') },
        { value: String(all.asked), label: text('本次申请（台）', 'Asked for') },
        { value: plainNumber(all.cpuCores), label: text('申请 CPU（核）', 'CPU cores asked for') },
        { value: plainNumber(all.memoryGib), label: text('申请内存（GiB）', 'Memory asked for (GiB)') },
        { value: plainNumber(all.diskGb), label: text('申请磁盘（GB）', 'Disk asked for (GB)') },
      ],
    },
    {
      type: 'table',
      columns: [
        { title: text('环境', 'Environment'), characters: 17 },
        { title: text('角色', 'Role'), characters: 22 },
        { title: text('配置', 'Size'), characters: 12 },
        { title: text('需要', 'Needed'), characters: 12 },
        { title: text('已有', 'Exist'), characters: 9 },
        { title: text('申请', 'Asked'), characters: 10 },
        { title: text('理由', 'Reason'), characters: 46 },
      ],
      rows: [
        ...environments.flatMap(({ kind, machines }) =>
          machines.map((group) => [
            cell(environmentKinds[kind]),
            strong(group.title),
            cell(shapeName(group.shape)),
            number(group.count),
            number(group.existing),
            { number: Math.max(0, group.count - group.existing), look: 'strong' as const },
            cell(group.why),
          ]),
        ),
        [strong(text('合计', 'Total')), {}, {}, number(all.needed), number(all.existing), number(all.asked), {}],
      ],
      whenEmpty: text('不需要服务器。', 'No machines are needed.'),
    },
    ...environments.map((environment): Block => ({ type: 'paragraph', text: environmentReason(environment) })),
    ...(loads.length === 0
      ? []
      : [
          {
            type: 'paragraph' as const,
            isMuted: true,
            text: joined(
              loads.map(({ name, figure }) =>
                text(
                  `${name}：${figure.meaning.zh} ${numberOf(figure.value)}`,
                  `${name}: ${figure.meaning.en} ${numberOf(figure.value)}`,
                ),
              ),
            ),
          },
        ]),
  ];
}

function environmentReason({ kind, summary, layout }: EnvironmentPlan): Text {
  const name = environmentKinds[kind];
  return text(
    `${name.zh}：${summary.zh}。${layout.proof.statement.zh}。`,
    `${name.en}: ${summary.en}. ${layout.proof.statement.en}.`,
  );
}

const requestColumns: Column[] = [
  { title: text('序号', 'No.'), characters: 5, isKey: true },
  { title: text('角色/用途', 'Role'), characters: 13, isKey: true },
  { title: text('主机名', 'Host names'), characters: 20 },
  { title: text('需要', 'Needed'), characters: 8 },
  { title: text('已有', 'Exist'), characters: 7 },
  { title: text('申请', 'Asked'), characters: 8 },
  { title: text('CPU（核）', 'CPU cores'), characters: 7 },
  { title: text('内存（GiB）', 'Memory (GiB)'), characters: 8 },
  { title: text('系统盘（GB）', 'System disk (GB)'), characters: 8 },
  { title: text('数据盘（挂载点、容量、类型）', 'Data disks (mount, size, kind)'), characters: 24 },
  { title: text('网络区域、VLAN、地址、网关', 'Zone, VLAN, addresses, gateway'), characters: 21 },
  { title: text('需外网', 'Internet'), characters: 7 },
  { title: text('架构、操作系统及内核', 'Architecture, OS, kernel'), characters: 12 },
  { title: text('物理机/虚拟机、宿主机、网卡', 'Physical or virtual, host, NIC'), characters: 12 },
  { title: text('安装组件', 'Runs'), characters: 12 },
  { title: text('使用期限', 'For how long'), characters: 11 },
  { title: text('申请理由', 'Reason'), characters: 24 },
  { title: text('备注', 'Remarks'), characters: 9 },
];

function requestTable(plan: SitePlan): Block {
  let index = 0;
  return {
    type: 'table',
    columns: requestColumns,
    rows: plan.environments.flatMap((environment) => [
      band(
        text(
          `${environmentKinds[environment.kind].zh}环境 ${environment.name}`,
          `${environmentKinds[environment.kind].en}: ${environment.name}`,
        ),
        requestColumns,
      ),
      ...environment.machines.map((group) => {
        index += 1;
        return requestRow(index, environment, group, plan);
      }),
    ]),
    whenEmpty: text('不需要服务器。', 'No machines are needed.'),
  };
}

function requestRow(index: number, { kind, name }: EnvironmentPlan, group: MachineGroup, plan: SitePlan): Cell[] {
  const rows = plan.addresses.filter(({ environment, name: own }) => environment === name && group.names.includes(own));
  const system = group.disks.filter(({ use }) => use === 'system').reduce((sum, { sizeGb }) => sum + sizeGb, 0);
  const known = plan.nodes.find((node) => group.names.includes(node.name));
  return [
    number(index),
    strong(group.title),
    stacked(nameRuns(group.names)),
    number(group.count),
    number(group.existing),
    { number: Math.max(0, group.count - group.existing), look: 'strong' },
    number(group.shape.cpuCores),
    number(group.shape.memoryGib),
    number(Math.round(system)),
    stacked(group.disks.filter(({ use }) => use !== 'system').map(diskWords)),
    stacked(networkLines(group, rows)),
    cell(text('否', 'No')),
    known === undefined || known.distribution === '' ? blank : stacked([known.platform, known.distribution]),
    blank,
    stacked(group.components),
    cell(lifetime(kind, plan)),
    cell(group.why),
    {},
  ];
}

function networkLines({ zone }: MachineGroup, rows: readonly AddressRow[]): (string | Text)[] {
  const [first] = rows;
  const lines = [
    ...(zone === '' ? [] : [zone]),
    ...(first?.vlan == null ? [] : [`VLAN ${first.vlan}`]),
    ...addressRuns(rows.map(({ address }) => address)).map(
      (run) => `${run}${first === undefined ? '' : ` /${first.prefix}`}`,
    ),
    ...(first === undefined || first.gateway === '' ? [] : [text(`网关 ${first.gateway}`, `gateway ${first.gateway}`)]),
  ];
  return lines.length > 0 ? lines : [text('由客户分配', 'the customer gives one')];
}

function lifetime(kind: EnvironmentPlan['kind'], { schedule }: SitePlan): Text {
  if (kind === 'production' || kind === 'hosted') return text('长期', 'lasting');
  const end = schedule?.items.at(-1)?.end ?? '';
  return end === ''
    ? text('至试运行结束，之后可归还', 'until the trial run ends')
    : text(`至试运行结束（${end}），之后可归还`, `until the trial run ends (${end})`);
}

function machineTable({ addresses, environments }: SitePlan): Block {
  const groupOf = new Map(
    environments.flatMap(({ name, machines }) =>
      machines.flatMap((group) => group.names.map((own) => [`${name}/${own}`, group] as const)),
    ),
  );
  const machines = addresses.filter(({ kind }) => kind === 'machine');
  return {
    type: 'table',
    columns: [
      { title: text('序号', 'No.'), characters: 6 },
      { title: text('环境', 'Environment'), characters: 14 },
      { title: text('主机名', 'Host name'), characters: 30 },
      { title: text('角色', 'Role'), characters: 24 },
      { title: text('CPU（核）', 'CPU cores'), characters: 9 },
      { title: text('内存（GiB）', 'Memory (GiB)'), characters: 10 },
      { title: text('磁盘合计（GB）', 'Disks (GB)'), characters: 11 },
      { title: text('地址', 'Address'), characters: 17 },
      { title: text('掩码位数', 'Prefix'), characters: 8 },
      { title: text('网关', 'Gateway'), characters: 16 },
      { title: text('VLAN', 'VLAN'), characters: 8 },
      { title: text('来源', 'From'), characters: 10 },
    ],
    rows: machines.map(({ environment, name, address, prefix, gateway, vlan, purpose }, index) => {
      const group = groupOf.get(`${environment}/${name}`);
      const isThere = group !== undefined && group.names.indexOf(name) < group.existing;
      return [
        number(index + 1),
        cell(environment),
        strong(name),
        cell(group?.title ?? purpose),
        group === undefined ? {} : number(group.shape.cpuCores),
        group === undefined ? {} : number(group.shape.memoryGib),
        group === undefined ? {} : number(Math.round(group.disks.reduce((sum, { sizeGb }) => sum + sizeGb, 0))),
        address === '' ? blank : code(address),
        number(prefix),
        gateway === '' ? blank : code(gateway),
        vlan === null ? blank : identifier(vlan),
        cell(isThere ? text('已有', 'exists') : text('申请', 'asked for')),
      ];
    }),
    whenEmpty: text('没有机器。', 'There are no machines.'),
  };
}

function alternatives({ environments }: SitePlan): Block[] {
  const withChoice = environments.filter(({ alternatives: all }) => all.length > 0);
  if (withChoice.length === 0) return [];
  const columns: Column[] = [
    { title: text('配置', 'Size'), characters: 12 },
    { title: text('台数', 'Count'), characters: 8 },
    { title: text('够用', 'Enough'), characters: 10 },
    { title: text('备用', 'Spare'), characters: 8 },
    { title: text('CPU 合计（核）', 'CPU cores'), characters: 10 },
    { title: text('内存合计（GiB）', 'Memory (GiB)'), characters: 11 },
    { title: text('平时用量', 'In use'), characters: 10 },
    { title: text('故障时用量', 'In use, machines down'), characters: 12 },
    { title: text('说明', 'Note'), characters: 50 },
  ];
  return [
    { type: 'heading', level: 2, id: 'alternatives', text: text('业务服务器选型比较', 'Ways to buy the workers') },
    {
      type: 'table',
      columns,
      rows: withChoice.flatMap(({ name, alternatives: all }) => [
        band(name, columns),
        ...all.map((one): Cell[] => [
          one.isChosen ? { content: shapeName(one.shape), look: 'strong', status: 'pass' } : cell(shapeName(one.shape)),
          number(one.count),
          number(one.enough),
          number(one.spare),
          number(one.totalCpuCores),
          number(one.totalMemoryGib),
          cell(`${Math.round(one.usedShare * 100)}%`),
          cell(`${Math.round(one.usedShareDegraded * 100)}%`),
          cell(one.note),
        ]),
      ]),
      whenEmpty: text('没有可比较的方案。', 'There is nothing to compare.'),
    },
  ];
}

function joined(all: readonly Text[]): Text {
  return text(`${all.map(({ zh }) => zh).join('；')}。`, `${all.map(({ en }) => en).join('; ')}.`);
}

function numberOf(value: number | string): string {
  return typeof value === 'number' ? plainNumber(value) : value;
}
