import type { ProtectionRow } from '../../../model/plan/duties-plan.ts';
import type { SitePlan } from '../../../model/plan/site-plan.ts';
import type { Block, Status } from '../../../model/report/document.ts';
import { type Text, text } from '../../../model/text.ts';
import { nameList } from '../../format.ts';
import { cell, code, number, paragraph, type Section, strong } from '../../section.ts';
import { environmentKinds } from '../words.ts';

const accessWords = {
  block: text('块存储', 'block'),
  shared: text('共享存储', 'shared'),
  local: text('本机磁盘', 'local disk'),
};

export function storageSection({ storage, logs }: SitePlan): Section {
  return {
    id: 'storage',
    title: text('存储与日志', 'Storage and logs'),
    blocks: [
      {
        type: 'table',
        columns: [
          { title: text('存储类', 'Storage class'), characters: 26 },
          { title: text('提供方', 'Provider'), characters: 18 },
          { title: text('方式', 'Access'), characters: 12 },
          { title: text('可用（GB）', 'Usable (GB)'), characters: 12 },
          { title: text('磁盘（GB）', 'Disks behind it (GB)'), characters: 12 },
          { title: text('说明', 'Note'), characters: 40 },
        ],
        rows: storage.map(({ name, provider, access, usableGb, rawGb, note }) => [
          strong(name),
          cell(provider),
          cell(accessWords[access]),
          number(usableGb),
          number(rawGb),
          cell(note),
        ]),
        whenEmpty: text('没有服务需要存储。', 'No service needs storage.'),
      },
      { type: 'heading', level: 3, id: 'logs', text: text('日志', 'Logs') },
      {
        type: 'key-values',
        rows: [
          { label: text('每天', 'A day'), value: cell(`${Math.round(logs.gbPerDay * 10) / 10} GB`) },
          {
            label: text('可即时查询', 'Searchable at once'),
            value: cell(
              text(
                `${logs.hotDays} 天，磁盘 ${Math.round(logs.hotGb)} GB`,
                `${logs.hotDays} days on ${Math.round(logs.hotGb)} GB`,
              ),
            ),
          },
          {
            label: text('共保留', 'Kept in all'),
            value: cell(
              text(
                `${logs.retentionDays} 天，归档 ${Math.round(logs.archiveGb)} GB`,
                `${logs.retentionDays} days, ${Math.round(logs.archiveGb)} GB of archive`,
              ),
            ),
          },
          {
            label: text('送往', 'Sent to'),
            value: logs.target === '' ? { status: 'warn', content: text('未定', 'not decided') } : cell(logs.target),
          },
        ],
      },
      { type: 'bullets', items: logs.rules },
    ],
  };
}

export function backupSection({ backups }: SitePlan): Section {
  return {
    id: 'backup',
    title: text('备份与恢复', 'Backup and restore'),
    blocks: [
      {
        type: 'table',
        columns: [
          { title: text('对象', 'Of'), characters: 20 },
          { title: text('内容', 'What'), characters: 24 },
          { title: text('办法', 'How'), characters: 26 },
          { title: text('时间', 'When'), characters: 14 },
          { title: text('保留', 'Kept'), characters: 10 },
          { title: text('存放', 'To'), characters: 22 },
          { title: text('恢复演练', 'Restore test'), characters: 26 },
        ],
        rows: backups.map(({ of, what, how, schedule, keep, to, restoreTest }) => [
          strong(of),
          cell(what),
          cell(how),
          cell(schedule),
          cell(keep),
          cell(to),
          cell(restoreTest),
        ]),
        whenEmpty: text('没有需要备份的内容。', 'There is nothing to back up.'),
      },
    ],
  };
}

export function resilienceSection({ environments }: SitePlan): Section {
  return {
    id: 'resilience',
    title: text('高可用与容灾', 'Availability'),
    blocks: [
      paragraph(
        '计划对每一种停机情况逐一推演：停机的机器上的服务能否在其余机器上找到位置。',
        'Every case of machines stopping was played through: do their services find room on the others?',
      ),
      {
        type: 'table',
        columns: [
          { title: text('环境', 'Environment'), characters: 16 },
          { title: text('能坏几台', 'May fail'), characters: 10 },
          { title: text('推演', 'Cases tried'), characters: 10 },
          { title: text('结论', 'Result'), characters: 14 },
          { title: text('说明', 'In words'), characters: 56 },
        ],
        rows: environments.map(({ name, kind, layout: { proof } }) => [
          { ...strong(environmentKinds[kind]), note: name },
          number(proof.failures),
          number(proof.tried),
          proof.failures === 0
            ? { status: 'not-applicable', content: text('未承诺', 'not promised') }
            : {
                status: proof.holds ? 'pass' : 'fail',
                content: proof.holds ? text('成立', 'holds') : text('不成立', 'does not hold'),
              },
          cell(proof.statement),
        ]),
        whenEmpty: text('没有环境。', 'There are no environments.'),
      },
    ],
  };
}

const protectionStates: Readonly<Record<ProtectionRow['state'], { status: Status; content: Text }>> = {
  met: { status: 'pass', content: text('满足', 'met') },
  customer: { status: 'not-run', content: text('由客户落实', "the customer's part") },
  deviation: { status: 'warn', content: text('偏离，须签字', 'deviation, to be signed') },
};

export function securitySection(plan: SitePlan): Section {
  const deviations: Block[] =
    plan.deviations.length === 0
      ? []
      : [
          { type: 'heading', level: 3, id: 'deviations', text: text('偏离', 'Deviations') },
          {
            type: 'bullets',
            items: plan.deviations.map(({ id, meaning, acceptance }) =>
              acceptance === null
                ? text(
                    `${meaning.zh}（${id}）：尚无人书面接受`,
                    `${meaning.en} (${id}): nobody has accepted it in writing`,
                  )
                : text(
                    `${meaning.zh}（${id}）：${acceptance.acceptedBy} 接受，至 ${acceptance.until}`,
                    `${meaning.en} (${id}): accepted by ${acceptance.acceptedBy} until ${acceptance.until}`,
                  ),
            ),
          },
        ];
  return {
    id: 'security',
    title: text('安全与等保对照', 'Security and protection scheme'),
    blocks: [
      {
        type: 'table',
        columns: [
          { title: text('条款', 'Point'), characters: 16 },
          { title: text('要求', 'Asked'), characters: 38 },
          { title: text('安装时怎么做', 'What the installation does'), characters: 42 },
          { title: text('状态', 'State'), characters: 18 },
        ],
        rows: plan.protection.map(({ clause, asked, effect, state }) => [
          strong(clause),
          cell(asked),
          cell(effect),
          protectionStates[state],
        ]),
        whenEmpty: text('客户没有提出等级保护要求。', 'No protection level was asked for.'),
      },
      ...deviations,
      { type: 'heading', level: 3, id: 'policies', text: text('运行策略', 'Policies of the services') },
      paragraph(
        '对每个业务模块一致设置的 Kubernetes 对象。',
        'The Kubernetes objects set alike for the business modules.',
      ),
      policyTable(plan),
    ],
  };
}

/** The same setting of several modules is one row. */
function policyTable({ policies }: SitePlan): Block {
  const rows = new Map<string, { kind: string; setting: string; why: Text; targets: Set<string> }>();
  for (const { kind, setting, why, target } of policies) {
    const key = `${kind} ${setting}`;
    const known = rows.get(key) ?? { kind, setting, why, targets: new Set<string>() };
    known.targets.add(target);
    rows.set(key, known);
  }
  return {
    type: 'table',
    columns: [
      { title: text('对象', 'Object'), characters: 25 },
      { title: text('设置', 'Setting'), characters: 44 },
      { title: text('作用', 'Why'), characters: 30 },
      { title: text('用于', 'Of'), characters: 24 },
    ],
    rows: [...rows.values()].map(({ kind, setting, why, targets }) => [
      strong(kind),
      code(setting),
      cell(why),
      cell(nameList([...targets])),
    ]),
    whenEmpty: text('没有业务模块。', 'There are no business modules.'),
  };
}
