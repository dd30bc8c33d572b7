import type { Finding } from '../../../model/plan/finding.ts';
import type { SitePlan } from '../../../model/plan/site-plan.ts';
import type { Status } from '../../../model/report/document.ts';
import { type Text, text } from '../../../model/text.ts';
import { plainNumber } from '../../format.ts';
import { blank, cell, number, paragraph, type Section, stacked, strong } from '../../section.ts';
import { contactTable } from '../contacts.ts';

const severities: Readonly<Record<Finding['severity'], { status: Status; content: Text }>> = {
  blocker: { status: 'fail', content: text('须先解决', 'to settle first') },
  warning: { status: 'warn', content: text('风险', 'risk') },
  info: { status: 'not-applicable', content: text('须知', 'to know') },
};
const order = ['blocker', 'warning', 'info'] as const;

export function riskSection({ findings }: SitePlan): Section {
  const sorted = order.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return {
    id: 'risks',
    title: text('风险与应急回退', 'Risks and ways back'),
    blocks: [
      {
        type: 'table',
        columns: [
          { title: text('级别', 'Level'), characters: 18 },
          { title: text('对象', 'What'), characters: 26 },
          { title: text('情况', 'Because'), characters: 40 },
          { title: text('应对', 'What to do'), characters: 40 },
          { title: text('责任人', 'Person'), characters: 10 },
        ],
        rows: sorted.map(({ severity, object, reason, remedy }) => [
          severities[severity],
          strong(object),
          cell(reason),
          cell(remedy),
          blank,
        ]),
        whenEmpty: text('计划没有发现风险。', 'The plan found no risks.'),
      },
      { type: 'heading', level: 3, id: 'emergency', text: text('应急回退', 'In an emergency') },
      {
        type: 'bullets',
        items: [
          text(
            '任何一步失败：正在运行的步骤到达安全点后停止，状态如实记录，不自动重试不可逆的操作。',
            'A step fails: what runs comes to a safe point, the state is recorded as it is, and nothing irreversible is tried again by itself.',
          ),
          text(
            '变更窗口内无法完成：停止操作，已完成部分保持可用，下一窗口从断点继续。',
            'The window is too short: stop; what is done stays usable, and the next window goes on from there.',
          ),
          text(
            '业务受影响：由客户项目负责人与交付负责人共同决定回退，并按“回退点”逐步撤销。',
            'The business is affected: the leads of both sides decide together to go back, along the ways back of the steps.',
          ),
        ],
      },
    ],
  };
}

export function handoverSection(): Section {
  const row = (what: Text, when: Text) => [strong(what), cell(when), blank];
  const atEnd = text('验收前', 'before acceptance');
  return {
    id: 'handover',
    title: text('培训与交付物', 'Training and what is handed over'),
    blocks: [
      {
        type: 'table',
        columns: [
          { title: text('交付物', 'What'), characters: 50 },
          { title: text('时间', 'When'), characters: 20 },
          { title: text('接收人/日期', 'Received by, on'), characters: 24 },
        ],
        rows: [
          row(text('规划文档一套（本方案及各申请表）', 'The planning documents'), text('开工前', 'before the start')),
          row(
            text('签名的离线包与清单', 'The signed bundle and its manifest'),
            text('部署前', 'before the deployment'),
          ),
          row(
            text(
              '交付报告（计划与实际、检验证据、软件清单）',
              'The delivery report: planned and built, evidence, software',
            ),
            atEnd,
          ),
          row(
            text('账号与密码（独立密封件，首次登录更换）', 'Accounts and passwords, sealed, changed at first login'),
            atEnd,
          ),
          row(
            text('启停、扩缩容、备份恢复操作手册', 'Handbook: start and stop, grow and shrink, back up and restore'),
            atEnd,
          ),
          row(
            text('管理员培训（半天）与应急演练（半天）', 'Half a day of training and half a day of emergency drill'),
            atEnd,
          ),
        ],
        whenEmpty: text('没有。', 'Nothing.'),
      },
    ],
  };
}

export function peopleSection(plan: SitePlan): Section {
  return { id: 'people', title: text('人员与联系方式', 'People'), blocks: [contactTable(plan)] };
}

/** What the figures rest on: open questions, assumptions, watching, changes of this document. */
export function appendixSections({ openQuestions, assumptions, watch }: SitePlan): Section[] {
  return [
    {
      id: 'watch',
      title: text('附录：监控对象', 'Appendix: what is watched'),
      blocks: [
        {
          type: 'table',
          columns: [
            { title: text('对象', 'Of'), characters: 18 },
            { title: text('业务', 'Business'), characters: 32 },
            { title: text('应用', 'Application'), characters: 32 },
            { title: text('系统', 'System'), characters: 32 },
          ],
          rows: watch.map(({ of, business, application, system }) => [
            strong(of),
            stacked(business),
            stacked(application),
            stacked(system),
          ]),
          whenEmpty: text('没有监控对象。', 'Nothing is watched.'),
        },
      ],
    },
    {
      id: 'questions',
      title: text('附录：待确认的问题', 'Appendix: open questions'),
      blocks: [
        {
          type: 'table',
          columns: [
            { title: text('问题', 'Question'), characters: 50 },
            { title: text('暂按', 'Assumed'), characters: 26 },
            { title: text('答复', 'Answer'), characters: 30 },
          ],
          rows: openQuestions.map(({ question, assumed, path }) => [
            { content: question, note: path },
            cell(assumed),
            blank,
          ]),
          whenEmpty: text('没有待确认的问题。', 'Every question is answered.'),
        },
      ],
    },
    {
      id: 'assumptions',
      title: text('附录：规划默认值', 'Appendix: planner defaults'),
      blocks: [
        paragraph(
          '下列默认值是我们的经验值，不是厂商承诺；任何一项都可以改，改动者与理由会记入计划。',
          'These are our own experience, nobody’s promise; any of them may be changed, and the plan keeps who did and why.',
        ),
        {
          type: 'table',
          columns: [
            { title: text('默认值', 'Default'), characters: 40 },
            { title: text('取值', 'Value'), characters: 12 },
            { title: text('单位', 'Unit'), characters: 12 },
            { title: text('改动', 'Changed'), characters: 40 },
          ],
          rows: assumptions.map(({ title, value, unit, override, default: usual, id }) => [
            { content: title, note: id },
            number(value),
            cell(unit === '' ? '–' : unit),
            override === null
              ? cell('–')
              : cell(
                  text(
                    `原为 ${plainNumber(usual)}；${override.by}：${override.why}`,
                    `was ${plainNumber(usual)}; ${override.by}: ${override.why}`,
                  ),
                ),
          ]),
          whenEmpty: text('没有用到默认值。', 'No default was used.'),
        },
      ],
    },
    {
      id: 'history',
      title: text('变更记录', 'Changes of this document'),
      blocks: [
        {
          type: 'table',
          columns: [
            { title: text('版本', 'Revision'), characters: 10 },
            { title: text('日期', 'Date'), characters: 14 },
            { title: text('变更内容', 'What changed'), characters: 50 },
            { title: text('变更人', 'By'), characters: 16 },
            { title: text('审批人', 'Approved by'), characters: 16 },
          ],
          rows: Array.from({ length: 3 }, () => [blank, blank, blank, blank, blank]),
          whenEmpty: text('没有。', 'None.'),
        },
      ],
    },
  ];
}
