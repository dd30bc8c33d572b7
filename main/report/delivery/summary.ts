import type { DeliveryReport } from '../../model/report/delivery-report.ts';
import type { Block, Status } from '../../model/report/document.ts';
import type { Judgement, OpenPoint } from '../../model/report/verdict.ts';
import { type Text, text } from '../../model/text.ts';
import { duration, moment } from '../format.ts';
import { cell } from '../section.ts';
import { openPointWords, verdictSentences, verdictWords } from './words.ts';

/** The first page: the verdict, the story in plain words, what remains. */
export function summary(report: DeliveryReport, judgement: Judgement): Block[] {
  const { verdict, reasons } = judgement;
  return [
    {
      type: 'verdict',
      verdict,
      words: verdictWords[verdict],
      sentence: verdictSentences[verdict],
      reasons:
        verdict === 'READY WITH ACTIONS'
          ? []
          : reasons.map(({ text: words, items }) => ({ text: words, items: [...items] })),
    },
    { type: 'paragraph', text: story(report) },
    { type: 'figures', figures: figures(report, judgement) },
    {
      type: 'key-values',
      rows: [
        ...(report.site.customer === ''
          ? []
          : [{ label: text('客户', 'Customer'), value: cell(report.site.customer) }]),
        { label: text('计划批准', 'Plan approved'), value: cell(approval(report)) },
        { label: text('离线包', 'Bundle'), value: cell(`${report.bundle.name} ${report.bundle.version}`) },
      ],
    },
    ...openPoints(judgement.openPoints),
  ];
}

function story({ site, operation, changes, bundle }: DeliveryReport): Text {
  const day = operation.startedAt.slice(0, 10);
  const took = duration(operation.durationMs);
  const software = `${bundle.name} ${bundle.version}`;
  const changedNodes = new Set(changes.map(({ node }) => node)).size;
  const work =
    operation.status === 'succeeded'
      ? text(
          `${day}，${operation.by} 在 ${site.nodes} 台服务器上部署了 Kubernetes ${site.kubernetesVersion}，用时 ${took.zh}，软件全部来自已签名的离线包 ${software}。`,
          `On ${day}, ${operation.by} installed Kubernetes ${site.kubernetesVersion} on ${site.nodes} servers in ${took.en}. All software came from the signed bundle ${software}.`,
        )
      : text(
          `${day}，${operation.by} 开始在 ${site.nodes} 台服务器上部署 Kubernetes ${site.kubernetesVersion}，部署没有完成。软件全部来自已签名的离线包 ${software}。`,
          `On ${day}, ${operation.by} began to install Kubernetes ${site.kubernetesVersion} on ${site.nodes} servers; the work did not come to its end. All software came from the signed bundle ${software}.`,
        );
  const traces = text(
    `共改动 ${changedNodes} 台服务器上的 ${changes.length} 处内容，每一处的前后状态都列在下文。`,
    `Changes made: ${changes.length}, on ${changedNodes} servers; the state before and after each is listed below.`,
  );
  return text(work.zh + traces.zh, `${work.en} ${traces.en}`);
}

function figures({ checks }: DeliveryReport, { notRun }: Judgement) {
  const count = (outcome: Status) => checks.filter((check) => check.outcome === outcome).length;
  const rows: { status: Status; label: ReturnType<typeof text>; count: number }[] = [
    { status: 'pass', label: text('通过', 'Passed'), count: count('pass') },
    { status: 'warn', label: text('警告', 'Warnings'), count: count('warn') },
    { status: 'fail', label: text('未通过', 'Failed'), count: count('fail') },
    { status: 'not-run', label: text('未执行', 'Not run'), count: notRun.length },
    { status: 'not-applicable', label: text('不适用', 'Not applicable'), count: count('not-applicable') },
  ];
  return rows.map(({ status, label, count: value }) => ({ status, label, value: String(value) }));
}

function openPoints(points: readonly OpenPoint[]): Block[] {
  if (points.length === 0) return [];
  return [
    { type: 'heading', level: 3, id: 'open-points', text: text('遗留事项', 'What remains') },
    {
      type: 'table',
      columns: [
        { title: text('事项', 'Point'), width: 'wide' },
        { title: text('对象', 'Where'), width: 'medium' },
        { title: text('责任人', 'Owner'), width: 'narrow' },
        { title: text('期限', 'By'), width: 'narrow' },
      ],
      rows: points.map((point) => [
        { content: point.what, note: noteOf(point) },
        cell(point.target),
        point.owner === undefined ? { look: 'blank' } : cell(point.owner),
        point.due === undefined ? { look: 'blank' } : cell(point.due),
      ]),
      whenEmpty: text('无', 'None'),
    },
  ];
}

function noteOf({ kind, reason, remedy }: OpenPoint) {
  const words = openPointWords[kind];
  if (reason !== undefined) return text(`${words.zh}，理由：${reason}`, `${words.en}: ${reason}`);
  if (remedy !== undefined) return text(`${words.zh}，处理：${remedy.zh}`, `${words.en}. ${remedy.en}`);
  return words;
}

function approval({ approval: given }: DeliveryReport) {
  if (given === null) return text('没有批准记录', 'No approval is recorded');
  return `${given.by}, ${moment(given.at)}`;
}
