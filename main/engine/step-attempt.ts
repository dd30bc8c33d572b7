import { sha256Hex } from '../model/canonical-json.ts';
import { FerrymanError, isFerrymanError, toErrorRecord } from '../model/errors/ferryman-error.ts';
import type { JournalEvent } from '../model/operation/journal.ts';
import type { Step } from '../model/operation/operation-plan.ts';
import type { StepState } from '../model/operation/operation-state.ts';
import type { Clock } from '../ports/clock.ts';
import type { EngineStepKind, NodeChange, StepContext } from '../ports/step-context.ts';

/** What one step is run with. */
export interface AttemptInput {
  readonly step: Step;
  readonly kind: EngineStepKind;
  readonly before: StepState;
  readonly operationId: string;
  readonly clock: Clock;
  /** Appends durably. */
  readonly record: (event: JournalEvent) => Promise<unknown>;
  /** A context whose remote work carries this key, and what it changed so far. */
  readonly open: (runKey: string) => Promise<{ context: StepContext; changes: () => readonly NodeChange[] }>;
  /** Waits for remote work an earlier life of the engine began. */
  readonly settle: (runKey: string) => Promise<void>;
}

/**
 * probe → apply → verify, with the intent on disk before the first effect and the outcome before anything depends on it.
 * A step whose end nobody saw is settled first: what still runs is awaited, then the probe decides, never a blind re-run.
 */
export async function attemptStep(input: AttemptInput): Promise<void> {
  const { step, kind, before, record } = input;
  const attempt = before.attempt;
  try {
    const isUnseen = before.status === 'unknown' && before.runKey !== undefined;
    if (isUnseen && before.runKey !== undefined) await input.settle(before.runKey);
    const { context } = await input.open(runKeyOf(input, attempt));
    const stepInput = kind.input.parse(step.input);
    const probe = await kind.probe(context, stepInput);
    const evidence = { evidence: probe.evidence, ...(probe.reason === undefined ? {} : { reason: probe.reason }) };
    if (probe.state === 'blocked') {
      await record({ type: 'step-blocked', stepId: step.id, evidence });
    } else if (probe.state === 'needed') {
      await applyStep(input, attempt + 1, stepInput);
    } else if (isUnseen) {
      await record({
        type: 'step-completed',
        stepId: step.id,
        attempt,
        evidence,
        changes: [],
        durationMs: 0,
        decidedBy: 'probe',
      });
    } else {
      await record({ type: 'step-satisfied', stepId: step.id, evidence });
    }
  } catch (error) {
    await recordFailure(input, attempt, error, []);
  }
}

async function applyStep(input: AttemptInput, attempt: number, stepInput: unknown): Promise<void> {
  const { step, kind, clock, record } = input;
  const runKey = runKeyOf(input, attempt);
  await record({ type: 'step-begun', stepId: step.id, attempt, runKey });
  const startedMs = clock.elapsedMs();
  let changes: () => readonly NodeChange[] = () => [];
  try {
    const opened = await input.open(runKey);
    changes = opened.changes;
    await kind.apply(opened.context, stepInput);
    const after = await (kind.verify ?? kind.probe)(opened.context, stepInput);
    if (after.state !== 'satisfied') {
      const detail = after.reason?.en ?? after.evidence;
      throw new FerrymanError(
        'OP_E0002',
        { step: step.id, detail: detail.slice(0, 400) },
        { target: step.target, evidence: after.evidence },
      );
    }
    await record({
      type: 'step-completed',
      stepId: step.id,
      attempt,
      evidence: { evidence: after.evidence },
      changes: [...changes()],
      durationMs: Math.round(clock.elapsedMs() - startedMs),
      decidedBy: 'verify',
    });
  } catch (error) {
    await recordFailure(input, attempt, error, changes());
  }
}

async function recordFailure(
  input: AttemptInput,
  attempt: number,
  error: unknown,
  changes: readonly NodeChange[],
): Promise<void> {
  const { step, record } = input;
  const outcome = toErrorRecord(error);
  if (isOutcomeUnknown(error)) {
    await record({ type: 'step-interrupted', stepId: step.id, attempt, reason: outcome });
  } else {
    await record({ type: 'step-failed', stepId: step.id, attempt, error: outcome, changes: [...changes] });
  }
}

/** The link or the machine went away: nobody knows how it ended. */
function isOutcomeUnknown(error: unknown): boolean {
  return (
    isFerrymanError(error, 'SSH_E0005') || isFerrymanError(error, 'SSH_E0001') || isFerrymanError(error, 'HOST_E0004')
  );
}

/** Names the remote work on the node: the same attempt never starts twice. */
function runKeyOf({ operationId, step }: Pick<AttemptInput, 'operationId' | 'step'>, attempt: number): string {
  return `${operationId}.${sha256Hex(step.id).slice(0, 12)}.${attempt}`;
}
