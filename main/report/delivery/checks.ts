import type { CheckResult } from '../../model/checks/check-kind.ts';
import type { PlannedCase } from '../../model/report/delivery-report.ts';
import type { Block, Cell } from '../../model/report/document.ts';
import type { Judgement } from '../../model/report/verdict.ts';
import { type Text, text } from '../../model/text.ts';
import { nameList } from '../format.ts';
import { cell, paragraph, type Section, strong } from '../section.ts';
import { outcomeWords } from './words.ts';

const order = ['fail', 'warn', 'pass', 'not-applicable'] as const;
/** Evidence of one check is printed for so many targets; the JSON report always holds all of it. */
const evidenceLimit = 60;
/** About two printed pages for one piece. */
const evidenceCharacters = 8_000;

/** One row for each check, outcome and finding, with all the targets it holds for. */
export function checkSection(
  id: string,
  stage: CheckResult['stage'],
  checks: readonly CheckResult[],
  notRun: readonly PlannedCase[],
): Section {
  const results = checks.filter((check) => check.stage === stage);
  const missing = stage === 'verification' ? notRun : [];
  const rows = [...missingRows(missing), ...grouped(results).map(rowOf)];
  const title = stage === 'verification' ? text('检验结果', 'Verification') : text('部署前检查', 'Preflight checks');
  const intro =
    stage === 'verification'
      ? paragraph(
          '集群建成后，通过 Kubernetes 接口和各节点逐项检验。证据原文见末章。',
          'Looked at through the Kubernetes API and on the nodes after the cluster was built. The evidence itself is in the last chapter.',
        )
      : paragraph('改动任何服务器之前所做的检查。', 'Looked at before anything was changed.');
  const table: Block = {
    type: 'table',
    columns: [
      { title: text('结果', 'Result'), width: 'narrow' },
      { title: text('检查项与结论', 'Check and finding'), width: 'wide' },
      { title: text('对象', 'Where'), width: 'medium' },
    ],
    rows,
    whenEmpty: text('没有结果。', 'There are no results.'),
  };
  return { id, title, blocks: [intro, table] };
}

/** The evidence of every result, problems first; passes without evidence are named before anything else. */
export function evidenceSection(checks: readonly CheckResult[], { withoutEvidence }: Judgement): Section {
  const blocks: Block[] = [];
  if (withoutEvidence.length > 0) {
    blocks.push(paragraph('以下检查通过但没有证据：', 'These checks passed without evidence:'));
    blocks.push({ type: 'paragraph', text: withoutEvidence.map(({ id, target }) => `${id} (${target})`).join(', ') });
  }
  const shown = new Map<string, number>();
  for (const check of byOutcome(checks)) {
    if (check.evidence.trim() === '') continue;
    const count = (shown.get(check.id) ?? 0) + 1;
    shown.set(check.id, count);
    if (count > evidenceLimit && check.outcome === 'pass') continue;
    const { title, target, outcome: status, evidence, observedAt: at } = check;
    blocks.push({ type: 'evidence', title, target, status, text: shortened(evidence), at });
  }
  if ([...shown.values()].some((count) => count > evidenceLimit)) {
    blocks.push(
      paragraph(
        `每项检查最多列出 ${evidenceLimit} 份证据，其余见同名 JSON 报告。`,
        `At most ${evidenceLimit} pieces of evidence are printed for a check; the JSON report holds all of them.`,
      ),
    );
  }
  if (blocks.length === 0) blocks.push(paragraph('没有证据。', 'There is no evidence.'));
  return { id: 'evidence', title: text('证据', 'Evidence'), blocks };
}

function shortened(evidence: string): string {
  const rest = evidence.length - evidenceCharacters;
  return rest > 0 ? `${evidence.slice(0, evidenceCharacters).trimEnd()}\n… (+${rest}, JSON)` : evidence;
}

interface Group {
  readonly check: CheckResult;
  readonly targets: string[];
}

function grouped(checks: readonly CheckResult[]): Group[] {
  const groups = new Map<string, Group>();
  for (const check of byOutcome(checks)) {
    const key = JSON.stringify([check.id, check.outcome, check.summary]);
    const group = groups.get(key) ?? { check, targets: [] };
    group.targets.push(check.target);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function byOutcome(checks: readonly CheckResult[]): CheckResult[] {
  return order.flatMap((outcome) => checks.filter((check) => check.outcome === outcome));
}

function rowOf({ check, targets }: Group): Cell[] {
  const { outcome, severity, title, summary, remedy } = check;
  const isProblem = outcome === 'warn' || outcome === 'fail';
  const critical = severity === 'critical' && isProblem ? text('关键检查', 'Critical') : undefined;
  const note = isProblem && remedy !== undefined ? withRemedy(summary, remedy) : summary;
  return [
    { status: outcome, content: outcomeWords[outcome], ...(critical === undefined ? {} : { note: critical }) },
    { ...strong(title), note },
    cell(nameList(targets)),
  ];
}

function withRemedy(summary: Text, remedy: Text): Text {
  const finding = { zh: summary.zh.replace(/。$/, ''), en: summary.en.replace(/\.$/, '') };
  return text(`${finding.zh}。处理：${remedy.zh}`, `${finding.en}. Remedy: ${remedy.en}`);
}

function missingRows(notRun: readonly PlannedCase[]): Cell[][] {
  return notRun.map(({ title, target }) => [
    { status: 'not-run', content: text('未执行', 'Not run') },
    { ...strong(title), note: text('计划内，但没有执行', 'Planned, but not run') },
    cell(target),
  ]);
}
