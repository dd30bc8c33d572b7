import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '../../main/model/operation/journal.ts';
import {
  initialState,
  isDone,
  type OperationState,
  reduce,
  stateOf,
} from '../../main/model/operation/operation-state.ts';
import { planOf } from '../engine/random-plan.ts';

const [a, b] = ['/host/effect/a', '/host/effect/b'];
const plan = planOf([{ id: a }, { id: b, needs: [a] }]);
const evidence = { evidence: 'seen' };
const error = {
  code: 'HOST_E0003',
  source: 'environment',
  retry: 'after-fix',
  message: { zh: '失败', en: 'failed' },
  remedy: { zh: '处理', en: 'fix' },
} as const;
const change = { target: '/etc/hosts', before: '', after: 'x' };
const timeOf = (seq: number) => `2026-11-21T00:00:${String(seq).padStart(2, '0')}Z`;

const started: JournalEvent = { type: 'operation-started', fence: 3, engine: 'test' };
const begun: JournalEvent = { type: 'step-begun', stepId: a, attempt: 1, runKey: 'key.1' };
const failed: JournalEvent = { type: 'step-failed', stepId: a, attempt: 1, error, changes: [change] };
const completed: JournalEvent = {
  type: 'step-completed',
  stepId: a,
  attempt: 1,
  evidence,
  changes: [change],
  durationMs: 1_200,
  decidedBy: 'verify',
};

/** Entry by entry as the engine does it, and all at once as everybody else does: the same. */
function stateAfter(...events: readonly JournalEvent[]): OperationState {
  const entries = events.map((event, index) => ({
    seq: index + 1,
    at: timeOf(index + 1),
    operationId: 'op',
    event,
    previous: '',
    hash: '',
  }));
  const state = entries.reduce(reduce, initialState(plan));
  expect(stateOf(plan, entries)).toEqual(state);
  return state;
}

const stepA = (...events: readonly JournalEvent[]) => stateAfter(started, ...events).steps[a];
const fresh = { status: 'waiting', attempt: 0, changes: [] };
const running = { status: 'running', attempt: 1, runKey: 'key.1', startedAt: timeOf(2), changes: [] };

describe('what each event does to its step', () => {
  test.each<[string, readonly JournalEvent[], object]>([
    ['nothing', [], fresh],
    ['step-begun', [begun], running],
    [
      'step-satisfied',
      [{ type: 'step-satisfied', stepId: a, evidence }],
      { ...fresh, status: 'satisfied', evidence, endedAt: timeOf(2) },
    ],
    [
      'step-blocked',
      [{ type: 'step-blocked', stepId: a, evidence }],
      { ...fresh, status: 'blocked', evidence, endedAt: timeOf(2) },
    ],
    [
      'step-completed',
      [begun, completed],
      { ...running, status: 'completed', evidence, durationMs: 1_200, endedAt: timeOf(3), changes: [change] },
    ],
    ['step-failed', [begun, failed], { ...running, status: 'failed', error, endedAt: timeOf(3), changes: [change] }],
    [
      'step-interrupted',
      [begun, { type: 'step-interrupted', stepId: a, attempt: 1, reason: error }],
      { ...running, status: 'unknown', error },
    ],
    ['a step of another plan', [{ ...begun, stepId: '/host/effect/z' }], fresh],
  ])('%s', (_name, events, expected) => {
    expect(stepA(...events)).toEqual(expected);
  });

  test('a later attempt has its own error and end; changes add up', () => {
    const again: JournalEvent = { ...begun, attempt: 2, runKey: 'key.2' };
    expect(stepA(begun, failed, started, again, { ...completed, attempt: 2 })).toEqual({
      status: 'completed',
      attempt: 2,
      runKey: 'key.2',
      startedAt: timeOf(5),
      endedAt: timeOf(6),
      evidence,
      durationMs: 1_200,
      changes: [change, change],
    });
    expect(stepA(begun, failed, started, again)).toMatchObject({ status: 'running', changes: [change] });
    expect(stepA(begun, failed, started, again)).not.toHaveProperty('error');
  });
});

describe('what a new start makes of a step', () => {
  const [satisfied, blocked]: JournalEvent[] = [
    { type: 'step-satisfied', stepId: a, evidence },
    { type: 'step-blocked', stepId: a, evidence },
  ];
  test.each([
    ['running', [begun], 'unknown'],
    ['failed', [begun, failed], 'unknown'],
    ['blocked', [blocked], 'waiting'],
    ['completed', [begun, completed], 'completed'],
    ['satisfied', [satisfied], 'satisfied'],
    ['waiting', [], 'waiting'],
  ])('%s', (status, events, expected) => {
    const given = events as JournalEvent[];
    expect([stepA(...given)?.status, stepA(...given, started)?.status]).toEqual([status, expected]);
  });
});

describe('what each event does to the operation', () => {
  const stop: JournalEvent = { type: 'stop-requested', by: 'li.wei' };
  test.each<[string, readonly JournalEvent[], Partial<OperationState>]>([
    ['operation-created', [{ type: 'operation-created', planHash: 'x', by: 'y' }], { status: 'created' }],
    ['operation-started', [started], { status: 'running', fence: 3, startedAt: timeOf(1) }],
    ['stop-requested', [started, stop], { status: 'stopping' }],
    ['stop-requested before a start', [stop], { status: 'created' }],
    ['operation-stopped', [started, stop, { type: 'operation-stopped' }], { status: 'stopped', endedAt: timeOf(3) }],
    ['operation-failed', [started, { type: 'operation-failed' }], { status: 'failed', endedAt: timeOf(2) }],
    ['operation-succeeded', [started, { type: 'operation-succeeded' }], { status: 'succeeded', endedAt: timeOf(2) }],
    ['a stop that came too late', [started, { type: 'operation-succeeded' }, stop], { status: 'succeeded' }],
    ['a note', [started, { type: 'note-added', by: 'x', note: 'y' }], { status: 'running' }],
    ['a check', [{ type: 'check-recorded', checkId: 'c', target: 't', outcome: 'pass' }], { status: 'created' }],
    ['an approval', [{ type: 'plan-approved', by: 'x', planHash: 'y' }], { status: 'created' }],
  ])('%s', (_name, events, expected) => {
    expect(stateAfter(...events)).toMatchObject({ ...expected, lastSeq: events.length });
  });

  test('started again it has no end yet, and keeps its first start', () => {
    const again = stateAfter(started, { type: 'operation-failed' }, { ...started, fence: 4 });
    expect(again).toEqual({ ...stateAfter(started), fence: 4, lastSeq: 3 });
  });
});

test('the state is the same whether the entries come one by one or at once', () => {
  const entries = [started, begun, completed].map((event, index) => ({
    seq: index + 1,
    at: timeOf(index + 1),
    operationId: 'op',
    event,
    previous: '',
    hash: '',
  }));
  expect(stateOf(plan, entries)).toEqual(stateAfter(started, begun, completed));
});

test('done is satisfied or completed, nothing else', () => {
  const all = ['waiting', 'running', 'unknown', 'satisfied', 'completed', 'failed', 'blocked', 'held'] as const;
  expect(all.filter(isDone)).toEqual(['satisfied', 'completed']);
});
