import type { DeliveryReport, RecordedChange } from '../../model/report/delivery-report.ts';
import type { Block, Cell } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { code, paragraph, type Section } from '../section.ts';

/** Every change, node by node, with the state before and after. */
export function changeSection({ changes }: DeliveryReport): Section {
  const nodes = [...new Set(changes.map(({ node }) => node))];
  const blocks: Block[] = nodes.flatMap((node) => [
    { type: 'heading' as const, level: 3 as const, id: `changes-${nodes.indexOf(node) + 1}`, text: text(node, node) },
    tableOf(changes.filter((change) => change.node === node)),
  ]);
  const intro =
    nodes.length === 0
      ? paragraph('没有改动任何服务器：现场已符合计划。', 'No server was changed: the site was as planned already.')
      : paragraph(
          '每台服务器上被改动的内容及其前后状态。',
          'What was changed on each server, with the state before and after.',
        );
  return { id: 'changes', title: text('服务器改动', 'Changes on the servers'), blocks: [intro, ...blocks] };
}

function tableOf(changes: readonly RecordedChange[]): Block {
  return {
    type: 'table',
    columns: [
      { title: text('改动对象', 'Changed'), width: 'medium' },
      { title: text('之前', 'Before'), width: 'medium' },
      { title: text('之后', 'After'), width: 'medium' },
    ],
    rows: changes.map(({ target, step, before, after }) => [
      { ...code(target), note: step },
      valueOr(before, text('不存在', 'not there')),
      valueOr(after, text('已移除', 'removed')),
    ]),
    whenEmpty: text('没有改动。', 'No changes.'),
  };
}

function valueOr(value: string, words: Text): Cell {
  return value === '' ? { content: words } : code(value);
}
