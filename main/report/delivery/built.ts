import type { BuiltRow, DeliveryReport } from '../../model/report/delivery-report.ts';
import type { Status } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { cell, code, paragraph, type Section, strong } from '../section.ts';

const states: Readonly<Record<BuiltRow['state'], { status: Status; words: Text }>> = {
  same: { status: 'pass', words: text('一致', 'As planned') },
  different: { status: 'warn', words: text('不同', 'Differs') },
  unknown: { status: 'not-run', words: text('未核对', 'Not seen') },
};

export function builtSection({ plannedVsBuilt }: DeliveryReport): Section {
  return {
    id: 'built',
    title: text('计划与实际', 'Planned and built'),
    blocks: [
      paragraph(
        '左边是批准的计划，右边是检验时在现场看到的实际状态。',
        'On the left what was approved, on the right what was seen on the site during verification.',
      ),
      {
        type: 'table',
        columns: [
          { title: text('项目', 'Item'), width: 'medium' },
          { title: text('对象', 'Where'), width: 'medium' },
          { title: text('计划', 'Planned'), width: 'wide' },
          { title: text('实际', 'Built'), width: 'wide' },
          { title: text('结论', 'Result'), width: 'narrow' },
        ],
        rows: plannedVsBuilt.map(({ subject, target, planned, built, state }) => [
          strong(subject),
          cell(target),
          code(planned),
          code(built),
          { status: states[state].status, content: states[state].words },
        ]),
        whenEmpty: text('没有可比较的项目。', 'There is nothing to compare.'),
      },
    ],
  };
}

export function waiverSection({ waivers, deviations }: DeliveryReport): Section {
  const rows = [
    ...deviations.map(({ id, meaning, machines, acceptance }) => [
      { ...strong(meaning), note: id },
      cell(machines.join(', ')),
      cell(acceptance?.reason ?? text('没有书面同意', 'Not agreed in writing')),
      acceptance === null ? { look: 'blank' as const } : cell(acceptance.acceptedBy),
      acceptance === null ? { look: 'blank' as const } : cell(acceptance.until),
    ]),
    ...waivers.map(({ checkId, target, reason, owner, due }) => [
      { ...strong(text('检查豁免', 'Check waived')), note: checkId },
      cell(target),
      cell(reason),
      cell(owner),
      cell(due),
    ]),
  ];
  return {
    id: 'waivers',
    title: text('豁免与偏离', 'Waivers and deviations'),
    blocks: [
      {
        type: 'table',
        columns: [
          { title: text('内容', 'What'), width: 'wide' },
          { title: text('对象', 'Where'), width: 'narrow' },
          { title: text('理由', 'Reason'), width: 'medium' },
          { title: text('同意人', 'Agreed by'), width: 'narrow' },
          { title: text('期限', 'Until'), width: 'narrow' },
        ],
        rows,
        whenEmpty: text('没有豁免，也没有偏离。', 'There are no waivers and no deviations.'),
      },
    ],
  };
}
