import type { DeliveryReport, OperationSummary } from '../../model/report/delivery-report.ts';
import type { Cell } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { duration, moment } from '../format.ts';
import { cell, code, paragraph, type Section, strong } from '../section.ts';

const statusWords: Readonly<Record<OperationSummary['status'], Text>> = {
  created: text('尚未开始', 'Not started'),
  running: text('进行中', 'Under way'),
  stopping: text('正在停止', 'Stopping'),
  stopped: text('已停止', 'Stopped'),
  failed: text('失败', 'Failed'),
  succeeded: text('完成', 'Finished'),
};

export function operationSection({ operation }: DeliveryReport): Section {
  const { id, by, status, startedAt, endedAt, durationMs, starts, phases } = operation;
  return {
    id: 'operation',
    title: text('实施过程', 'How the work went'),
    blocks: [
      {
        type: 'key-values',
        rows: [
          { label: text('操作', 'Operation'), value: code(id) },
          { label: text('执行人', 'Run by'), value: cell(by) },
          { label: text('状态', 'State'), value: cell(statusWords[status]) },
          { label: text('起止时间', 'From and to'), value: cell(`${moment(startedAt)} – ${moment(endedAt)}`) },
          { label: text('用时', 'Took'), value: cell(duration(durationMs)) },
          { label: text('启动次数（含续作）', 'Starts, resumes included'), value: cell(String(starts)) },
        ],
      },
      {
        type: 'table',
        columns: [
          { title: text('阶段', 'Phase'), width: 'wide' },
          { title: text('步骤', 'Steps'), width: 'narrow' },
          { title: text('原本已满足', 'Already so'), width: 'narrow' },
          { title: text('重试', 'Retries'), width: 'narrow' },
          { title: text('用时', 'Took'), width: 'narrow' },
        ],
        rows: phases.map(({ title, steps, satisfied, retries, durationMs: phaseMs }) => [
          strong(title),
          cell(String(steps)),
          cell(String(satisfied)),
          cell(String(retries)),
          cell(duration(phaseMs)),
        ]),
        whenEmpty: text('没有执行任何阶段。', 'No phase was run.'),
      },
    ],
  };
}

/** What binds this report to the plan, the bundle and the history. */
export function proofSection(report: DeliveryReport, reportHash: string): Section {
  const { bundle, audit } = report;
  return {
    id: 'proof',
    title: text('凭证', 'Proof'),
    blocks: [
      paragraph(
        '以下摘要把本报告与批准的计划、签名的离线包和完整的操作记录绑定在一起；任何一处被改动，摘要都会不同。',
        'These digests bind the report to the approved plan, the signed bundle and the whole record of the work. If any of them is altered, its digest differs.',
      ),
      {
        type: 'key-values',
        rows: [
          { label: text('本报告', 'This report'), value: code(reportHash) },
          { label: text('站点计划', 'Site plan'), value: code(report.sitePlanHash) },
          { label: text('操作计划', 'Operation plan'), value: code(report.operationPlanHash) },
          { label: text('离线包清单', 'Bundle manifest'), value: code(bundle.manifestHash) },
          {
            label: text('离线包签名人', 'Bundle signed by'),
            value: { content: `${bundle.signer.name} (${bundle.signer.keyId})`, note: bundle.signer.spoken },
          },
          {
            label: text('操作记录末项', 'Head of the record'),
            value: { ...code(audit.headHash), note: text(`共 ${audit.entries} 条`, `${audit.entries} entries`) },
          },
          { label: text('操作记录签名', 'Record signed by'), value: checkpointCell(report) },
        ],
      },
    ],
  };
}

/** Who vouches for the record, and how far; that nobody does is said as well. */
function checkpointCell({ audit }: DeliveryReport): Cell {
  if (audit.fault !== undefined) return { status: 'fail', content: audit.fault };
  const { checkpoint, entries } = audit;
  if (checkpoint === undefined)
    return {
      status: 'not-run',
      content: text('未签名：没有人为这份记录作保', 'Unsigned: nobody vouches for this record'),
    };
  const covered = text(
    `${checkpoint.signer} (${checkpoint.keyId})，签到第 ${checkpoint.entries} 条，共 ${entries} 条`,
    `${checkpoint.signer} (${checkpoint.keyId}), ${checkpoint.entries} of ${entries} entries`,
  );
  return { content: covered, note: checkpoint.spoken };
}
