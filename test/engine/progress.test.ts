import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LiveSteps } from '../../main/engine/live-steps.ts';
import { estimateProgress } from '../../main/engine/progress.ts';
import { readySteps, roadLengths } from '../../main/engine/scheduler.ts';
import type { JournalEvent } from '../../main/model/operation/journal.ts';
import type { OperationPlan, Step } from '../../main/model/operation/operation-plan.ts';
import { initialState, type OperationState, reduce } from '../../main/model/operation/operation-state.ts';
import { FakeClock } from './fake-clock.ts';
import { anyPlan, planOf } from './random-plan.ts';

const evidence = { evidence: 'seen' };
const reason = {
  code: 'SSH_E0005',
  source: 'environment',
  retry: 'safe',
  message: { zh: '断', en: 'gone' },
  remedy: { zh: '等', en: 'wait' },
} as const;

function after(state: OperationState, event: JournalEvent): OperationState {
  const entry = {
    seq: state.lastSeq + 1,
    at: '2026-11-21T00:00:00Z',
    operationId: 'op',
    event,
    previous: '',
    hash: '',
  };
  return reduce(state, entry);
}

/** What can come after a step began: how long it took, or that its link broke; and what it reported on the way. */
const anyFate = fc.record({
  fate: fc.constantFrom('completed', 'satisfied', 'interrupted'),
  durationMs: fc.integer({ min: 0, max: 100_000 }),
  reports: fc.array(fc.double({ min: 0, max: 1.2, noNaN: true }), { maxLength: 3 }),
});

/** Every look at the progress of one run in which the fates come to pass in turn, and after them only success. */
function looksDuring(plan: OperationPlan, fates: readonly { fate: string; durationMs: number; reports: number[] }[]) {
  const clock = new FakeClock();
  const operation = { id: 'op', planHash: '', plan, createdAt: '' };
  const live = new LiveSteps(operation, roadLengths(operation.plan), clock);
  const coming = [...fates];
  let state = after(initialState(plan), { type: 'operation-started', fence: 1, engine: 'test' });
  const looks = [live.status(state).progress];
  const look = () => looks.push(live.status(state).progress);
  const work = (step: Step) => {
    const { fate, durationMs, reports } = coming.shift() ?? { fate: 'completed', durationMs: 10, reports: [] };
    const attempt = 1;
    live.started(step);
    state = after(state, { type: 'step-begun', stepId: step.id, attempt, runKey: 'key' });
    for (const share of reports) {
      live.reported(step.id, share, undefined);
      look();
    }
    clock.pass(durationMs);
    if (fate === 'interrupted') state = after(state, { type: 'step-interrupted', stepId: step.id, attempt, reason });
    else if (fate === 'satisfied') state = after(state, { type: 'step-satisfied', stepId: step.id, evidence });
    else {
      const end = { attempt, evidence, changes: [], durationMs };
      state = after(state, { type: 'step-completed', stepId: step.id, ...end, decidedBy: 'verify' });
    }
    live.ended(step.id);
    look();
  };
  for (let next = readySteps(plan, roadLengths(plan), state, new Set())[0]; next !== undefined; ) {
    work(next);
    next = readySteps(plan, roadLengths(plan), state, new Set())[0];
  }
  return looks;
}

test('over any run it never goes back, stays between 0 and 1, gives a range, and ends at 1', () => {
  fc.assert(
    fc.property(anyPlan, fc.array(anyFate, { maxLength: 25 }), (plan, fates) => {
      const looks = looksDuring(plan, fates);
      const isForward = looks.every(({ share }, index) => share >= (looks[index - 1]?.share ?? 0) && share <= 1);
      const isRange = looks.every(({ remainingMs: { from, to } }) => 0 <= from && from <= to);
      const last = looks.at(-1);
      return isForward && isRange && last?.share === 1 && last.stepsDone === plan.steps.length;
    }),
  );
});

test('only the end of the last step says 100 %', () => {
  const plan = planOf([{ id: '/host/effect/a' }]);
  const state = after(initialState(plan), { type: 'operation-started', fence: 1, engine: 'test' });
  expect(estimateProgress(plan, roadLengths(plan), state, new Map([['/host/effect/a', 1]]))).toEqual({
    share: 0.99,
    stepsDone: 0,
    stepsTotal: 1,
    remainingMs: { from: 8, to: 12 },
  });
});

test('a site half as fast as expected doubles what is left', () => {
  const plan = planOf([{ id: '/host/effect/a' }, { id: '/host/effect/b', needs: ['/host/effect/a'] }]);
  const state = after(initialState(plan), {
    type: 'step-completed',
    stepId: '/host/effect/a',
    attempt: 1,
    evidence,
    changes: [],
    durationMs: 2_000,
    decidedBy: 'verify',
  });
  expect(estimateProgress(plan, roadLengths(plan), state, new Map()).remainingMs).toEqual({ from: 1_600, to: 2_400 });
});

test('a step that takes longer than usual is said to, by its own weight', () => {
  const plan = planOf([{ id: '/host/effect/a', weightMs: 10_000 }]);
  const clock = new FakeClock();
  const live = new LiveSteps({ id: 'op', planHash: '', plan, createdAt: '' }, roadLengths(plan), clock);
  live.started(plan.steps[0] as Step);
  const paces = [14_000, 2_000, 15_000].map((ms) => {
    clock.pass(ms);
    return live.status(initialState(plan)).steps.map(({ elapsedMs, pace }) => `${elapsedMs} ${pace}`);
  });
  expect(paces).toEqual([['14000 usual'], ['16000 slow'], ['31000 very-slow']]);
});
