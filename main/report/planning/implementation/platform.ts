import { shapeName } from '../../../model/plan/planned-machine.ts';
import type { SitePlan } from '../../../model/plan/site-plan.ts';
import type { Block, Cell, Column } from '../../../model/report/document.ts';
import { text } from '../../../model/text.ts';
import { band, cell, number, paragraph, type Section, stacked, strong } from '../../section.ts';
import { networkPicture } from '../network-picture.ts';
import { nameRuns } from '../ranges.ts';
import { servicePicture } from '../service-picture.ts';
import { diskWords, environmentKinds } from '../words.ts';

export function architectureSection(plan: SitePlan): Section {
  const [production] = plan.environments;
  const pictures: Block[] =
    production === undefined ? [] : [servicePicture(plan, production), networkPicture(plan, production)];
  return {
    id: 'architecture',
    title: text('总体架构', 'Architecture'),
    blocks: [
      paragraph(
        '逻辑架构、部署架构与网络拓扑均由计划自动绘出，与各表一致；其他环境的图见《网络与部署拓扑图》。',
        'The pictures are drawn from the plan and agree with its tables; those of the other environments are in the document of diagrams.',
      ),
      ...pictures,
      {
        type: 'table',
        columns: [
          { title: text('平台软件', 'Platform software'), characters: 26 },
          { title: text('版本', 'Version'), characters: 12 },
          { title: text('环境', 'Environments'), characters: 18 },
          { title: text('作用', 'What it does'), characters: 44 },
          { title: text('选用原因', 'Why it is there'), characters: 24 },
        ],
        rows: components(plan),
        whenEmpty: text('除 Kubernetes 之外没有平台软件。', 'There is no platform software besides Kubernetes.'),
      },
    ],
  };
}

/** One row a component and version, whatever number of environments runs it. */
function components({ environments }: SitePlan): Cell[][] {
  const all = new Map<string, { chosen: SitePlan['environments'][number]['components'][number]; in: string[] }>();
  for (const { kind, components: own } of environments)
    for (const chosen of own) {
      const key = `${chosen.name} ${chosen.version} ${chosen.placement}`;
      const known = all.get(key) ?? { chosen, in: [] };
      all.set(key, { ...known, in: [...known.in, kind] });
    }
  return [...all.values()].map(({ chosen, in: kinds }) => [
    strong(chosen.title),
    cell(chosen.version === '' ? '–' : chosen.version),
    stacked(kinds.map((kind) => environmentKinds[kind as keyof typeof environmentKinds])),
    cell(chosen.plain),
    cell(chosen.because),
  ]);
}

const serviceColumns: Column[] = [
  { title: text('服务', 'Service'), characters: 24 },
  { title: text('命名空间', 'Namespace'), characters: 18 },
  { title: text('副本', 'Copies'), characters: 8 },
  { title: text('CPU（核）', 'CPU (cores)'), characters: 10 },
  { title: text('内存（GiB）', 'Memory (GiB)'), characters: 11 },
  { title: text('存储', 'Storage'), characters: 20 },
  { title: text('为什么', 'Why'), characters: 44 },
];

export function serviceSection({ environments }: SitePlan): Section {
  return {
    id: 'services',
    title: text('服务清单', 'Services'),
    blocks: [
      paragraph('CPU 和内存为每个副本的申请值。', 'CPU and memory are what one copy asks for.'),
      {
        type: 'table',
        columns: serviceColumns,
        rows: environments
          .filter(({ services }) => services.length > 0)
          .flatMap(({ name, kind, services }) => [
            band(
              text(`${environmentKinds[kind].zh}环境 ${name}`, `${environmentKinds[kind].en}: ${name}`),
              serviceColumns,
            ),
            ...services.map(({ title, name: own, namespace, replicas, isDaemon, requests, volumes, why }): Cell[] => [
              { ...strong(title), note: own },
              cell(namespace),
              { number: replicas, ...(isDaemon ? { note: text('每台一份', 'one a machine') } : {}) },
              number(requests.cpuMillicores / 1000),
              number(requests.memoryMib / 1024),
              volumes.length === 0
                ? cell('–')
                : stacked(volumes.map(({ sizeGb, storageClass }) => `${Math.round(sizeGb)} GB ${storageClass}`)),
              cell(why),
            ]),
          ]),
        whenEmpty: text('没有服务。', 'There are no services.'),
      },
    ],
  };
}

const machineColumns: Column[] = [
  { title: text('角色', 'Role'), characters: 20 },
  { title: text('主机名', 'Host names'), characters: 30 },
  { title: text('配置', 'Size'), characters: 10 },
  { title: text('台数', 'Count'), characters: 7 },
  { title: text('已有', 'Exist'), characters: 7 },
  { title: text('磁盘', 'Disks'), characters: 34 },
  { title: text('理由', 'Reason'), characters: 30 },
];

export function resourceSection({ environments }: SitePlan): Section {
  return {
    id: 'resources',
    title: text('资源与节点规划', 'Machines'),
    blocks: [
      paragraph(
        '逐台的地址与申请字段见《服务器资源评估与申请清单》。',
        'The server request lists every machine with its address.',
      ),
      {
        type: 'table',
        columns: machineColumns,
        rows: environments.flatMap(({ name, kind, machines }) => [
          band(
            text(`${environmentKinds[kind].zh}环境 ${name}`, `${environmentKinds[kind].en}: ${name}`),
            machineColumns,
          ),
          ...machines.map((group): Cell[] => [
            strong(group.title),
            stacked(nameRuns(group.names)),
            cell(shapeName(group.shape)),
            number(group.count),
            number(group.existing),
            stacked(group.disks.map(diskWords)),
            cell(group.why),
          ]),
        ]),
        whenEmpty: text('没有机器。', 'There are no machines.'),
      },
      { type: 'heading', level: 3, id: 'namespaces', text: text('命名空间与配额', 'Namespaces and quotas') },
      {
        type: 'table',
        columns: [
          { title: text('命名空间', 'Namespace'), characters: 24 },
          { title: text('环境', 'Environment'), characters: 16 },
          { title: text('用途', 'Purpose'), characters: 28 },
          { title: text('CPU 配额（核）', 'CPU quota (cores)'), characters: 12 },
          { title: text('内存配额（GiB）', 'Memory quota (GiB)'), characters: 12 },
          { title: text('容器组', 'Pods'), characters: 9 },
          { title: text('安全级别', 'Pod security'), characters: 14 },
        ],
        rows: environments.flatMap(({ name, namespaces }) =>
          namespaces.map((own) => [
            strong(own.name),
            cell(name),
            cell(own.purpose),
            number(own.quota.cpuMillicores / 1000),
            number(own.quota.memoryMib / 1024),
            number(own.quota.pods),
            cell(own.podSecurity),
          ]),
        ),
        whenEmpty: text('没有命名空间。', 'There are no namespaces.'),
      },
    ],
  };
}
