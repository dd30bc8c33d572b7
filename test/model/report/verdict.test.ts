import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../main/model/checks/check-kind.ts';
import type { DeliveryReport } from '../../../main/model/report/delivery-report.ts';
import { judge } from '../../../main/model/report/verdict.ts';
import { actionsReport, diskWarning, passedChecks, readyReport } from '../../report/fixture.ts';

const [first, ...others] = passedChecks as [CheckResult, ...CheckResult[]];
const deviation = actionsReport().deviations[0] as DeliveryReport['deviations'][number];
const ready = readyReport();
const { operation } = ready;
const different = {
  subject: { zh: '甲', en: 'a' },
  target: 'h1',
  planned: '1',
  built: '2',
  state: 'different' as const,
};
const waiver = {
  checkId: diskWarning.id,
  target: diskWarning.target,
  owner: '王芳',
  due: '2026-12-31',
  reason: '已订购磁盘',
};
const criticalFail = { ...first, outcome: 'fail' as const };

const table: readonly [string, string, Partial<DeliveryReport>][] = [
  ['everything passed with evidence', 'READY', {}],
  ['a critical check failed', 'NOT READY', { checks: [criticalFail, ...others] }],
  [
    'a critical check failed, waived',
    'NOT READY',
    { checks: [criticalFail, ...others], waivers: [{ ...waiver, checkId: first.id, target: first.target }] },
  ],
  [
    'a critical preflight check failed',
    'NOT READY',
    { checks: [...passedChecks, { ...criticalFail, stage: 'preflight' }] },
  ],
  ['a critical check failed and another was not run', 'NOT READY', { checks: [criticalFail] }],
  ['a planned case was not run', 'INCOMPLETE', { checks: others }],
  ['a pass has no evidence', 'INCOMPLETE', { checks: [{ ...first, evidence: ' ' }, ...others] }],
  ['nothing was planned and nothing run', 'INCOMPLETE', { checks: [], plannedCases: [] }],
  [
    'only preflight was run',
    'INCOMPLETE',
    { checks: ready.checks.filter(({ stage }) => stage === 'preflight'), plannedCases: [] },
  ],
  ['the operation failed', 'INCOMPLETE', { operation: { ...operation, status: 'failed' } }],
  ['the operation was stopped', 'INCOMPLETE', { operation: { ...operation, status: 'stopped' } }],
  ['nobody looked at what was built', 'INCOMPLETE', { plannedVsBuilt: [{ ...different, state: 'unknown' }] }],
  ['a deviation nobody agreed to', 'INCOMPLETE', { deviations: [{ ...deviation, acceptance: null }] }],
  ['a warning', 'READY WITH ACTIONS', { checks: [...passedChecks, diskWarning] }],
  ['a failed normal check', 'READY WITH ACTIONS', { checks: [...passedChecks, { ...diskWarning, outcome: 'fail' }] }],
  [
    'a waived check',
    'READY WITH ACTIONS',
    { checks: [...passedChecks, { ...diskWarning, outcome: 'fail' }], waivers: [waiver] },
  ],
  ['a deviation agreed to', 'READY WITH ACTIONS', { deviations: [deviation] }],
  ['built otherwise than planned', 'READY WITH ACTIONS', { plannedVsBuilt: [different] }],
  ['a case that does not apply', 'READY', { checks: [{ ...first, outcome: 'not-applicable' }, ...others] }],
];

it.each(table)('%s: %s', (_, verdict, change) => {
  expect(judge(readyReport(change)).verdict).toBe(verdict);
});

describe('what it names', () => {
  it('every pass without evidence and every case not run', () => {
    const judgement = judge(readyReport({ checks: [{ ...first, evidence: '' }, ...others.slice(1)] }));
    expect(judgement.withoutEvidence.map(({ id, target }) => [id, target])).toEqual([[first.id, first.target]]);
    expect(judgement.notRun.map(({ target }) => target)).toEqual([others[0]?.target]);
    expect(judgement.reasons.map(({ text }) => text.en)).toEqual([
      'Planned checks that were not run: 1',
      'Checks passed without evidence: 1',
    ]);
  });

  it('the owner and date of each open point, and the points that have none', () => {
    const { openPoints, reasons } = judge(actionsReport());
    expect(openPoints.map(({ kind, owner, due }) => [kind, owner, due])).toEqual([
      ['warning', '张强（系统组）', '2026-12-20'],
      ['warning', undefined, undefined],
      ['difference', undefined, undefined],
      ['deviation', '王芳', '2027-03-31'],
    ]);
    expect(reasons.map(({ items }) => items.length)).toEqual([4, 2]);
  });

  it('a waiver with its reason', () => {
    const { openPoints } = judge(readyReport({ checks: [...passedChecks, diskWarning], waivers: [waiver] }));
    expect(openPoints).toMatchObject([{ kind: 'waived', owner: '王芳', reason: '已订购磁盘' }]);
  });
});

const outcome = fc.constantFrom('pass', 'warn', 'fail', 'not-applicable');
const anyCheck: fc.Arbitrary<CheckResult> = fc
  .record({
    outcome,
    severity: fc.constantFrom('critical', 'normal'),
    evidence: fc.constantFrom('', 'seen'),
    target: fc.constantFrom('h1', 'h2', 'h3'),
  })
  .map((fields) => ({ ...first, ...fields }) as CheckResult);
const anyReport = fc
  .record({ checks: fc.array(anyCheck, { maxLength: 12 }), isDeviating: fc.boolean() })
  .map(({ checks, isDeviating }) =>
    readyReport({ checks, plannedCases: [], deviations: isDeviating ? [deviation] : [] }),
  );

describe('for any results', () => {
  const rank = ['READY', 'READY WITH ACTIONS', 'INCOMPLETE', 'NOT READY'];

  it('another problem never makes the verdict better', () => {
    const worse = fc.property(anyReport, anyCheck, (report, check) => {
      if (check.outcome === 'pass' || check.outcome === 'not-applicable' || report.checks.length === 0) return;
      const before = judge(report).verdict;
      const after = judge({ ...report, checks: [...report.checks, check] }).verdict;
      expect(rank.indexOf(after)).toBeGreaterThanOrEqual(rank.indexOf(before));
    });
    fc.assert(worse);
  });

  it('READY means that nothing failed, warned, deviated or lacks evidence, and says no reason', () => {
    const sound = fc.property(anyReport, (report) => {
      const { verdict, reasons, openPoints } = judge(report);
      const hasEvidence = report.checks.every(({ outcome: found, evidence }) => found !== 'pass' || evidence !== '');
      const isClean = report.checks.every(({ outcome: found }) => found === 'pass' || found === 'not-applicable');
      const isReady = report.checks.length > 0 && hasEvidence && isClean && report.deviations.length === 0;
      expect(verdict === 'READY').toBe(isReady);
      expect(reasons.length === 0).toBe(isReady);
      if (isReady) expect(openPoints).toEqual([]);
    });
    fc.assert(sound);
  });

  it('does not depend on the order of the results', () => {
    const same = fc.property(anyReport, (report) => {
      expect(judge({ ...report, checks: [...report.checks].reverse() }).verdict).toBe(judge(report).verdict);
    });
    fc.assert(same);
  });
});
