import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Block, Content, Document } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { cell, number, strong } from '../section.ts';
import { type PlanningInput, planningDocument } from './planning-input.ts';
import { machineTotals } from './server-request.ts';
import { environmentKinds, lowerFirst } from './words.ts';

/** 决策摘要: one page without technical words, for the person who decides. */
export function decisionSummary(input: PlanningInput): Document {
  const { plan } = input;
  const blocks: Block[] = [
    { type: 'paragraph', text: purpose(plan) },
    { type: 'figures', figures: keyFigures(plan) },
    { type: 'heading', level: 3, id: 'machines', text: text('要多少台服务器，为什么', 'How many servers, and why') },
    machinesTable(plan),
    { type: 'heading', level: 3, id: 'failures', text: text('坏了会怎样', 'What happens when one fails') },
    { type: 'bullets', items: failures(plan) },
    { type: 'heading', level: 3, id: 'asked', text: text('需要您这边做什么', 'What is needed from you') },
    { type: 'bullets', items: customerDuties(plan) },
    ...decisions(plan),
    { type: 'paragraph', isMuted: true, text: closing(input) },
  ];
  return planningDocument(input, text('决策摘要', 'Summary for decision'), blocks);
}

function purpose({ site, environments, schedule }: SitePlan): Text {
  const modules = new Set(
    environments.flatMap(({ services }) => services.filter(({ kind }) => kind === 'module').map(({ of }) => of)),
  );
  const project = site.project === '' ? site.name : site.project;
  const kinds = environments.map(({ kind }) => environmentKinds[kind]);
  const end =
    schedule === null
      ? text('', '')
      : text(
          `，计划 ${schedule.start} 开始、${schedule.finish} 完工`,
          `, from ${schedule.start} to ${schedule.finish}`,
        );
  return text(
    `${project}：在贵方自己的机房里，不连互联网，建成 ${environments.length} 套环境（${kinds.map(({ zh }) => zh).join('、')}），运行 ${modules.size} 个业务模块${end.zh}。`,
    `${project}: in your own machine room, without the internet, ${environments.length} environments (${kinds.map(({ en }) => en.toLowerCase()).join(', ')}) running ${modules.size} business modules${end.en}.`,
  );
}

function keyFigures({ environments, schedule, openQuestions, findings }: SitePlan) {
  const all = machineTotals(environments.flatMap(({ machines }) => machines));
  const blockers = findings.filter(({ severity }) => severity === 'blocker').length;
  return [
    { value: String(all.needed), label: text('需要服务器（台）', 'Servers needed') },
    { value: String(all.existing), label: text('已有可用（台）', 'Exist already') },
    { value: String(all.asked), label: text('还要准备（台）', 'Still to provide') },
    {
      value: schedule?.finish ?? '–',
      label: text('完工日', 'Finished on'),
    },
    {
      value: String(openQuestions.length + blockers),
      label: text('待您确认（项）', 'To settle'),
      status: blockers > 0 ? ('fail' as const) : openQuestions.length > 0 ? ('warn' as const) : ('pass' as const),
    },
  ];
}

/** One row an environment: a page has room for every reason only that way. */
function machinesTable({ environments }: SitePlan): Block {
  return {
    type: 'table',
    columns: [
      { title: text('环境', 'Environment'), characters: 18 },
      { title: text('需要', 'Needed'), characters: 10 },
      { title: text('还要准备', 'To provide'), characters: 11 },
      { title: text('为什么是这个数', 'Why this number'), characters: 80 },
    ],
    rows: environments.map(({ kind, machines }) => {
      const { needed, asked } = machineTotals(machines);
      return [
        strong(environmentKinds[kind]),
        { number: needed, look: 'strong' as const },
        number(asked),
        cell(
          text(
            machines.map(({ title, count, why }) => `${title.zh} ${count} 台：${why.zh}`).join('；'),
            machines.map(({ title, count, why }) => `${title.en}, ${count}: ${lowerFirst(why.en)}`).join('; '),
          ),
        ),
      ];
    }),
    whenEmpty: text('不需要服务器。', 'No servers are needed.'),
  };
}

/** Environments of which the same is true share a line. */
function failures({ environments }: SitePlan): Content[] {
  const lines = new Map<string, { statement: Text; kinds: Text[] }>();
  for (const { kind, layout } of environments) {
    const { statement } = layout.proof;
    const known = lines.get(statement.zh) ?? { statement, kinds: [] };
    lines.set(statement.zh, { statement, kinds: [...known.kinds, environmentKinds[kind]] });
  }
  return [...lines.values()].map(({ statement, kinds }) =>
    text(
      `${kinds.map(({ zh }) => zh).join('、')}：${statement.zh}。`,
      `${kinds.map(({ en }) => en).join(', ')}: ${statement.en}.`,
    ),
  );
}

function closing({ revision, hash, approval }: PlanningInput): Text {
  const based =
    approval === null
      ? text(
          `依据计划第 ${revision} 版（${hash.slice(0, 12)}），草稿，尚未批准。`,
          `Based on plan revision ${revision} (${hash.slice(0, 12)}), a draft nobody approved yet.`,
        )
      : text(
          `依据计划第 ${revision} 版（${hash.slice(0, 12)}），由 ${approval.by} 批准。`,
          `Based on plan revision ${revision} (${hash.slice(0, 12)}), approved by ${approval.by}.`,
        );
  return text(`词语：${glossary.zh}${based.zh}`, `Words: ${glossary.en} ${based.en}`);
}

function customerDuties({ schedule, ports }: SitePlan): Content[] {
  const opened = ports.filter(({ crossesZones }) => crossesZones).length;
  const firewall =
    opened === 0
      ? text('按端口开通清单放行，登记域名和证书', 'Open the ports of the request; enter names and certificates')
      : text(
          `开通 ${opened} 条防火墙策略，登记域名和证书`,
          `Open ${opened} firewall rows; enter names and certificates`,
        );
  const items = schedule?.items.filter(({ owner }) => owner === 'customer') ?? [];
  if (items.length === 0)
    return [
      text('评审计划并签字', 'Review and sign the plan'),
      text('准备服务器、操作系统和存储', 'Provide servers, operating system and storage'),
      firewall,
    ];
  return items.map(({ title, end }) => text(`${title.zh}：${end} 前完成`, `${title.en}: by ${end}`));
}

const mostShown = 3;

/** The same matter in several places is one line; what to do about it is for the engineers, and stands in the plan. */
function decisions({ findings, openQuestions }: SitePlan): Block[] {
  const matters = new Map<string, { reason: Text; objects: string[] }>();
  for (const { severity, reason, object } of findings) {
    if (severity !== 'blocker') continue;
    const known = matters.get(reason.zh) ?? { reason, objects: [] };
    matters.set(reason.zh, { reason, objects: [...known.objects, object] });
  }
  const all = [...matters.values()];
  const items: Content[] = [
    ...all.slice(0, mostShown).map(({ reason, objects }) => {
      const [first = ''] = objects;
      const where =
        objects.length > 1
          ? text(`${first} 等 ${objects.length} 处`, `${first} and ${objects.length - 1} more`)
          : text(first, first);
      return text(`${reason.zh}（${where.zh}）`, `${reason.en} (${where.en})`);
    }),
    ...(all.length > mostShown
      ? [
          text(
            `另有 ${all.length - mostShown} 件，见实施方案`,
            `${all.length - mostShown} more; see the implementation plan`,
          ),
        ]
      : []),
    ...(openQuestions.length === 0
      ? []
      : [
          text(
            `${openQuestions.length} 个问题还没有回答，计划先按常见值计算；回答后数字可能变化`,
            `${openQuestions.length} questions are not answered; usual values stand in for them, and the figures may change`,
          ),
        ]),
  ];
  if (items.length === 0) return [];
  return [
    { type: 'heading', level: 3, id: 'decisions', text: text('需要先定下来的事', 'To be settled first') },
    { type: 'bullets', items },
  ];
}

const glossary = text(
  '节点：一台服务器。集群：几台服务器合成一台用。副本：同一岗位多个人值班。高可用：坏一台不停业务。控制平面：管理办公室，三人里两人同意才算数，所以要单数。业务大门（网关）：大门和前台。镜像仓库：软件安装包仓库，离线必备。',
  'copy: one of several people on the same shift; control plane: the office that decides, where two of three must agree; gateway: the front door; registry: the store of installation packages.',
);
