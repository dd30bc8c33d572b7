import type { ErrorRecord } from '../errors/ferryman-error.ts';
import type { JournalEntry, JournalEvent } from './journal.ts';
import type { OperationPlan, StepEvidence } from './operation-plan.ts';

/**
 * unknown = begun, and nobody has seen the end: the probe decides.
 * held = not started because something it needs failed.
 */
export type StepStatus = 'waiting' | 'running' | 'unknown' | 'satisfied' | 'completed' | 'failed' | 'blocked' | 'held';

export interface StepState {
  readonly status: StepStatus;
  /** 0 before the first effect. */
  readonly attempt: number;
  readonly runKey?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly durationMs?: number;
  readonly evidence?: StepEvidence;
  readonly error?: ErrorRecord;
  readonly changes: readonly { readonly target: string; readonly before: string; readonly after: string }[];
}

export type OperationStatus = 'created' | 'running' | 'stopping' | 'stopped' | 'failed' | 'succeeded';

export interface OperationState {
  readonly status: OperationStatus;
  readonly steps: Readonly<Record<string, StepState>>;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Of the last start; 0 before. */
  readonly fence: number;
  readonly lastSeq: number;
}

export function isDone(status: StepStatus): boolean {
  return status === 'satisfied' || status === 'completed';
}

export function initialState(plan: OperationPlan): OperationState {
  const steps = Object.fromEntries(
    plan.steps.map((step) => [step.id, { status: 'waiting', attempt: 0, changes: [] } as StepState]),
  );
  return { status: 'created', steps, fence: 0, lastSeq: 0 };
}

/** The one reducer: engine, views, CLI and report all see the same state from plan + entries. */
export function reduce(state: OperationState, entry: JournalEntry): OperationState {
  return { ...apply(state, entry.event, entry.at, inACopy), lastSeq: entry.seq };
}

/** The same as reducing one by one, without a copy of every step for each entry: a large site has thousands of both. */
export function stateOf(plan: OperationPlan, entries: readonly JournalEntry[]): OperationState {
  let state = initialState(plan);
  for (const { event, at, seq } of entries) state = { ...apply(state, event, at, inPlace), lastSeq: seq };
  return state;
}

type Steps = OperationState['steps'];
type PutStep = (steps: Steps, id: string, step: StepState) => Steps;
const inACopy: PutStep = (steps, id, step) => ({ ...steps, [id]: step });
const inPlace: PutStep = (steps, id, step) => Object.assign(steps, { [id]: step });

function apply(state: OperationState, event: JournalEvent, at: string, put: PutStep): OperationState {
  const withStep = (id: string, change: Partial<StepState>) => changed(state, id, change, put);
  switch (event.type) {
    case 'operation-started': {
      const { endedAt: _, ...open } = state;
      return {
        ...open,
        status: 'running',
        fence: event.fence,
        startedAt: state.startedAt ?? at,
        steps: reopened(state.steps),
      };
    }
    case 'stop-requested':
      return { ...state, status: state.status === 'running' ? 'stopping' : state.status };
    case 'operation-stopped':
      return { ...state, status: 'stopped', endedAt: at };
    case 'operation-failed':
      return { ...state, status: 'failed', endedAt: at };
    case 'operation-succeeded':
      return { ...state, status: 'succeeded', endedAt: at };
    case 'step-begun':
      return withStep(event.stepId, {
        status: 'running',
        attempt: event.attempt,
        runKey: event.runKey,
        startedAt: at,
      });
    case 'step-satisfied':
      return withStep(event.stepId, { status: 'satisfied', evidence: event.evidence, endedAt: at });
    case 'step-completed':
      return withStep(event.stepId, {
        status: 'completed',
        evidence: event.evidence,
        durationMs: event.durationMs,
        endedAt: at,
        changes: event.changes,
      });
    case 'step-failed':
      return withStep(event.stepId, {
        status: 'failed',
        error: event.error,
        endedAt: at,
        changes: event.changes,
      });
    case 'step-blocked':
      return withStep(event.stepId, { status: 'blocked', evidence: event.evidence, endedAt: at });
    case 'step-interrupted':
      return withStep(event.stepId, { status: 'unknown', error: event.reason });
    default:
      return state;
  }
}

/** What a new start means: an unseen end is unknown, and what failed or was blocked may be tried again. */
function reopened(steps: Steps): Steps {
  return Object.fromEntries(
    Object.entries(steps).map(([id, step]) => {
      if (step.status === 'running') return [id, { ...step, status: 'unknown' }];
      if (step.status === 'failed') return [id, { ...step, status: 'unknown' }];
      if (step.status === 'blocked' || step.status === 'held') return [id, { ...step, status: 'waiting' }];
      return [id, step];
    }),
  );
}

/** What the event says replaces what was; an error and an end are of one attempt only, changes add up. */
function changed(state: OperationState, id: string, change: Partial<StepState>, put: PutStep): OperationState {
  const before = state.steps[id];
  if (before === undefined) return state;
  const changes = [...before.changes, ...(change.changes ?? [])];
  const { error: _, endedAt: __, ...lasting } = before;
  return { ...state, steps: put(state.steps, id, { ...lasting, ...change, changes }) };
}
