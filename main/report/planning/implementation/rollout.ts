import type { ScheduleItem } from '../../../model/plan/schedule-plan.ts';
import type { SitePlan } from '../../../model/plan/site-plan.ts';
import type { Block, Cell, Column } from '../../../model/report/document.ts';
import { type Text, text } from '../../../model/text.ts';
import { ownerWords } from '../../picture/gantt.ts';
import { band, blank, cell, dated, number, paragraph, type Section, stacked, strong } from '../../section.ts';

interface Stage {
  readonly what: Text;
  readonly commands: readonly string[];
  readonly back: Text;
}

const stages: readonly Stage[] = [
  {
    what: text('核对离线包签名、清单与病毒扫描结果', 'Check the bundle’s signature and manifest, and the virus scan'),
    commands: ['ferryman bundle verify <bundle>'],
    back: text('不改动任何机器；不符则停止并换包', 'Changes no machine; a mismatch stops here'),
  },
  {
    what: text('确认每台机器的身份并采集现状', 'Confirm the identity of every machine and read its state'),
    commands: ['ferryman hosts list', 'ferryman hosts trust'],
    back: text('只读，无须回退', 'Reads only; nothing to take back'),
  },
  {
    what: text('按计划与现状预检，处理全部未通过项', 'Preflight against the plan; settle everything that fails'),
    commands: ['ferryman plan', 'ferryman preflight'],
    back: text('只读，无须回退', 'Reads only; nothing to take back'),
  },
  {
    what: text('批准计划，冻结操作清单', 'Approve the plan; the list of steps is frozen'),
    commands: ['ferryman plan --approve --by <person>'],
    back: text('批准绑定计划摘要，计划变更后须重新批准', 'Approval is bound to the plan’s digest'),
  },
  {
    what: text('准备机器：运行时、内核参数、时间同步', 'Prepare the machines: runtime, kernel settings, time'),
    commands: ['ferryman install'],
    back: text('每处改动记录前后状态，可逐项撤销', 'Every change is recorded before and after and can be undone'),
  },
  {
    what: text(
      '建立控制平面，加入业务服务器，装网络插件',
      'Start the control plane, join the workers, install the network plugin',
    ),
    commands: ['ferryman install'],
    back: text(
      '停在安全点后续作；或清除集群，机器恢复原状',
      'Stops at a safe point and goes on; or the cluster is reset',
    ),
  },
  {
    what: text('部署平台软件与中间件', 'Deploy platform software and middleware'),
    commands: ['ferryman install'],
    back: text('逐项卸载，数据卷保留', 'Removed one by one; volumes stay'),
  },
  {
    what: text('部署业务模块，初始化数据', 'Deploy the business modules and their first data'),
    commands: ['kubectl -n <namespace> rollout status deployment/<module>'],
    back: text('回退到上一版本；数据按备份恢复', 'Back to the previous version; data from the backup'),
  },
  {
    what: text('检验并出具交付报告', 'Verify and write the delivery report'),
    commands: ['ferryman verify', 'ferryman report'],
    back: text('只读；遗留事项写入报告', 'Reads only; what remains is in the report'),
  },
];

export function rolloutSection({ transfer }: SitePlan): Section {
  return {
    id: 'rollout',
    title: text('实施步骤与回退点', 'Steps and ways back'),
    blocks: [
      paragraph(
        '每一步重复执行都不会产生新的改动；中断之后从断点继续。带入方式如下。',
        'Every step may be run again without changing anything new; an interrupted run goes on where it stopped. How the bundle gets in:',
      ),
      { type: 'bullets', items: [transfer.statement] },
      {
        type: 'table',
        columns: [
          { title: text('步骤', 'Step'), characters: 7 },
          { title: text('做什么', 'What'), characters: 40 },
          { title: text('命令', 'Command'), characters: 38 },
          { title: text('回退点', 'Way back'), characters: 38 },
        ],
        rows: stages.map(({ what, commands, back }, index) => [
          number(index + 1),
          strong(what),
          { ...stacked(commands), look: 'code' },
          cell(back),
        ]),
        whenEmpty: text('没有步骤。', 'There are no steps.'),
      },
    ],
  };
}

const stageWords: Readonly<Record<ScheduleItem['stage'], Text>> = {
  prepare: text('准备', 'Prepare'),
  deploy: text('部署', 'Deploy'),
  test: text('测试', 'Test'),
  deliver: text('交付', 'Deliver'),
};

const columns: Column[] = [
  { title: text('编号', 'Id'), characters: 7 },
  { title: text('工作', 'Work'), characters: 34 },
  { title: text('责任方', 'Owner'), characters: 15 },
  { title: text('天数', 'Days'), characters: 10 },
  { title: text('开始', 'Start'), characters: 12 },
  { title: text('结束', 'End'), characters: 12 },
  { title: text('最晚结束', 'Latest end'), characters: 12 },
  { title: text('可延（天）', 'Slack (days)'), characters: 9 },
  { title: text('前置', 'After'), characters: 12 },
];

export function scheduleSection({ schedule }: SitePlan): Section {
  const title = text('进度计划', 'Schedule');
  if (schedule === null)
    return {
      id: 'schedule',
      title,
      blocks: [
        paragraph(
          '需求里没有开工日或完工日，无法排期。',
          'The requirements name neither a start nor a due date, so there is no schedule.',
        ),
      ],
    };
  const isLate = schedule.due !== '' && schedule.finish > schedule.due;
  const end = text(
    `${schedule.start} 开工，${schedule.finish} 完工（试运行之前）${schedule.due === '' ? '' : `；要求 ${schedule.due}，${isLate ? '赶不上' : '来得及'}`}。天数按工作日计，注明自然日的除外。`,
    `From ${schedule.start} to ${schedule.finish}, the trial run not counted${schedule.due === '' ? '' : `; due ${schedule.due}, ${isLate ? 'which is missed' : 'which is met'}`}. Days are worked days unless it says calendar days.`,
  );
  return {
    id: 'schedule',
    title,
    blocks: [
      { type: 'paragraph', text: end },
      { type: 'page-break', orientation: 'landscape' },
      {
        type: 'gantt',
        title: text('进度横道图', 'Gantt chart'),
        bars: schedule.items.map(({ id, title: work, owner, start, end: until, isCritical }) => ({
          id,
          title: work,
          owner,
          start,
          end: until,
          isCritical,
        })),
      },
      scheduleTable(schedule.items),
      { type: 'page-break' },
    ],
  };
}

function scheduleTable(items: readonly ScheduleItem[]): Block {
  return {
    type: 'table',
    columns,
    rows: (['prepare', 'deploy', 'test', 'deliver'] as const).flatMap((stage) => {
      const own = items.filter((item) => item.stage === stage);
      return own.length === 0 ? [] : [band(stageWords[stage], columns), ...own.map(scheduleRow)];
    }),
    whenEmpty: text('没有工作项。', 'There is no work.'),
  };
}

function scheduleRow({
  id,
  title,
  owner,
  days,
  isCalendarDays,
  start,
  end,
  latestEnd,
  slackDays,
  isCritical,
  after,
  why,
}: ScheduleItem): Cell[] {
  return [
    cell(id),
    { content: title, look: isCritical ? 'strong' : 'plain', note: why },
    cell(ownerWords[owner]),
    { number: days, ...(isCalendarDays ? { note: text('自然日', 'calendar') } : {}) },
    dated(start),
    dated(end),
    latestEnd === '' ? cell('–') : dated(latestEnd),
    latestEnd === '' ? cell('–') : { number: slackDays, ...(slackDays < 0 ? { status: 'fail' as const } : {}) },
    cell(after.length === 0 ? '–' : after.join(', ')),
  ];
}

const tests: readonly { what: Text; how: Text; expected: Text }[] = [
  {
    what: text('安装检验', 'Installation'),
    how: text(
      'ferryman verify：逐节点、逐接口检查，每项带证据',
      'ferryman verify: every node and the API, each result with evidence',
    ),
    expected: text('关键检查全部通过', 'Every critical check passes'),
  },
  {
    what: text('路由检验', 'Routes'),
    how: text('逐行打开路由规划表中的验证网址', 'Open every verification address of the routing table'),
    expected: text('与表中期望一致，证书可信', 'Answers as expected, with a trusted certificate'),
  },
  {
    what: text('网络检验', 'Network'),
    how: text(
      '按端口清单从源到目的逐行连通；清单之外的端口抽查不通',
      'Every row of the port request connects; ports not on it do not',
    ),
    expected: text('应通的通，不应通的不通', 'What should pass passes, nothing else'),
  },
  {
    what: text('性能测试', 'Load'),
    how: text(
      '以最忙时并发压测 30 分钟，记录 95 分位响应时间',
      'The busiest hour’s load for 30 minutes; response time at the 95th percentile',
    ),
    expected: text(
      '与约定指标比较，如实记录实测值',
      'Held against what was agreed; measured figures are written down as they are',
    ),
  },
  {
    what: text('故障演练', 'Failure'),
    how: text(
      '关停一台业务服务器和一台控制平面，观察业务',
      'Stop one worker and one control plane and watch the services',
    ),
    expected: text('符合“能坏几台”的承诺', 'As promised in the chapter on availability'),
  },
  {
    what: text('备份恢复', 'Restore'),
    how: text('按备份表逐项恢复到空环境', 'Restore every row of the backup table into an empty place'),
    expected: text('数据完整，用时记录在案', 'Data complete; the time it took is recorded'),
  },
  {
    what: text('安全检查', 'Security'),
    how: text('默认口令、开放端口、审计日志逐项核对', 'Default passwords, open ports, audit logs, point by point'),
    expected: text('等保对照表中无未登记偏离', 'No deviation that is not in the table of the protection scheme'),
  },
];

export function testSection({ routes, ports }: SitePlan): Section {
  return {
    id: 'tests',
    title: text('测试方案', 'Tests'),
    blocks: [
      {
        type: 'paragraph',
        text: text(
          `含 ${routes.length} 条路由、${ports.length} 条端口的逐行检验。`,
          `They include every one of ${routes.length} routes and ${ports.length} port rows.`,
        ),
      },
      {
        type: 'table',
        columns: [
          { title: text('测试', 'Test'), characters: 14 },
          { title: text('办法', 'How'), characters: 46 },
          { title: text('通过标准', 'Passes when'), characters: 32 },
          { title: text('执行人/日期', 'Run by, on'), characters: 14 },
        ],
        rows: tests.map(({ what, how, expected }) => [strong(what), cell(how), cell(expected), blank]),
        whenEmpty: text('没有测试。', 'There are no tests.'),
      },
    ],
  };
}
