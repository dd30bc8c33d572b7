import type { CheckResult } from '../checks/check-kind.ts';
import { type Text, text } from '../text.ts';
import type { DeliveryReport, PlannedCase } from './delivery-report.ts';
import type { Content, Verdict } from './document.ts';

/** Something that remains, and who settles it by when; without an owner it has to be agreed before the sign-off. */
export interface OpenPoint {
  readonly kind: 'failed' | 'warning' | 'waived' | 'deviation' | 'difference';
  readonly what: Text;
  readonly target: string;
  readonly remedy?: Text;
  /** The reason given for a waiver or acceptance. */
  readonly reason?: string;
  readonly owner?: string;
  /** YYYY-MM-DD. */
  readonly due?: string;
}

/** One ground for the verdict, with the cases it rests on. */
export interface VerdictReason {
  readonly text: Text;
  readonly items: readonly Content[];
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly VerdictReason[];
  readonly openPoints: readonly OpenPoint[];
  readonly notRun: readonly PlannedCase[];
  /** Passes nobody can prove. */
  readonly withoutEvidence: readonly CheckResult[];
}

/**
 * The verdict, from the data alone. A critical failure outweighs what was not run, which outweighs what remains.
 * *Accepted* is no verdict: that is the customer's word.
 */
export function judge(report: DeliveryReport): Judgement {
  const failed = report.checks.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'critical');
  const notRun = casesNotRun(report);
  const withoutEvidence = report.checks.filter(({ outcome, evidence }) => outcome === 'pass' && evidence.trim() === '');
  const openPoints = openPointsOf(report);
  const without = { openPoints, notRun, withoutEvidence };

  const critical = reason(text('未通过的关键检查', 'Critical checks that failed'), failed.map(caseLabel));
  const gaps = [
    ...reason(text('计划内但未执行的检查', 'Planned checks that were not run'), notRun.map(caseLabel)),
    ...reason(text('通过但没有证据的检查', 'Checks passed without evidence'), withoutEvidence.map(caseLabel)),
    ...otherGaps(report),
  ];
  const unowned = openPoints.filter(({ owner, due }) => owner === undefined || due === undefined);
  const remaining = [
    ...reason(text('遗留事项', 'Points that remain'), openPoints.map(pointLabel)),
    ...reason(
      text('其中尚无责任人或期限，须在签收前约定', 'Of these, without owner or date: to be agreed before sign-off'),
      unowned.map(pointLabel),
    ),
  ];
  if (critical.length > 0) return { verdict: 'NOT READY', reasons: [...critical, ...gaps], ...without };
  if (gaps.length > 0) return { verdict: 'INCOMPLETE', reasons: gaps, ...without };
  if (remaining.length > 0) return { verdict: 'READY WITH ACTIONS', reasons: remaining, ...without };
  return { verdict: 'READY', reasons: [], ...without };
}

/** What else keeps the verification from being complete. */
function otherGaps(report: DeliveryReport): VerdictReason[] {
  const unseen = report.plannedVsBuilt.filter(({ state }) => state === 'unknown');
  const unaccepted = report.deviations.filter(({ acceptance }) => acceptance === null);
  const hasVerification = report.checks.some(({ stage }) => stage === 'verification');
  return [
    ...(hasVerification
      ? []
      : [{ text: text('没有任何检验结果', 'There is no verification result at all'), items: [] }]),
    ...(report.operation.status === 'succeeded'
      ? []
      : [{ text: text('部署操作没有完成', 'The operation did not finish'), items: [] }]),
    ...(report.audit.fault === undefined
      ? []
      : [{ text: text('操作记录不完整', 'The record of the work does not hold'), items: [report.audit.fault] }]),
    ...reason(
      text('未核对实际状态的计划项', 'Planned items whose real state was not seen'),
      unseen.map(({ subject, target }) => withTarget(subject, target)),
    ),
    ...reason(
      text('无人书面同意的偏离', 'Deviations nobody agreed to in writing'),
      unaccepted.map(({ meaning }) => meaning),
    ),
  ];
}

function casesNotRun({ plannedCases, checks }: DeliveryReport): PlannedCase[] {
  const seen = new Set(checks.map(({ id, target }) => JSON.stringify([id, target])));
  return plannedCases.filter(({ id, target }) => !seen.has(JSON.stringify([id, target])));
}

function openPointsOf(report: DeliveryReport): OpenPoint[] {
  const points: OpenPoint[] = [];
  for (const check of report.checks) {
    if (check.outcome !== 'warn' && check.outcome !== 'fail') continue;
    const concerns = (one: { checkId: string; target: string }) =>
      one.checkId === check.id && one.target === check.target;
    const waiver =
      check.severity === 'critical' && check.outcome === 'fail' ? undefined : report.waivers.find(concerns);
    const action = waiver ?? report.actions.find(concerns);
    points.push({
      kind: waiver !== undefined ? 'waived' : check.outcome === 'fail' ? 'failed' : 'warning',
      what: withColon(check.title, check.summary),
      target: check.target,
      ...(check.remedy === undefined ? {} : { remedy: check.remedy }),
      ...(waiver === undefined ? {} : { reason: waiver.reason }),
      ...(action === undefined ? {} : { owner: action.owner, due: action.due }),
    });
  }
  for (const { subject, target, planned, built, state } of report.plannedVsBuilt) {
    if (state !== 'different') continue;
    const what = withColon(subject, text(`计划 ${planned}，实际 ${built}`, `planned ${planned}, built ${built}`));
    points.push({ kind: 'difference', what, target });
  }
  for (const { meaning, machines, acceptance } of report.deviations) {
    const accepted =
      acceptance === null ? {} : { owner: acceptance.acceptedBy, due: acceptance.until, reason: acceptance.reason };
    points.push({ kind: 'deviation', what: meaning, target: machines.join(', '), ...accepted });
  }
  return points;
}

/** A counted ground; none when nothing counts. */
function reason(words: Text, items: readonly Content[]): VerdictReason[] {
  if (items.length === 0) return [];
  return [{ text: text(`${words.zh}：${items.length} 项`, `${words.en}: ${items.length}`), items }];
}

function caseLabel({ title, target }: { title: Text; target: string }): Text {
  return withTarget(title, target);
}

function pointLabel({ what, target }: OpenPoint): Text {
  return withTarget(what, target);
}

function withTarget({ zh, en }: Text, target: string): Text {
  return target === '' ? text(zh, en) : text(`${zh}（${target}）`, `${en} (${target})`);
}

function withColon(title: Text, rest: Text): Text {
  return text(`${title.zh}：${rest.zh}`, `${title.en}: ${rest.en}`);
}
