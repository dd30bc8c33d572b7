import type { Step } from '../model/operation/operation-plan.ts';
import type { OperationState } from '../model/operation/operation-state.ts';
import type { LiveStatus } from '../model/operation/progress.ts';
import type { Clock } from '../ports/clock.ts';
import type { OperationRecord } from '../ports/site-store.ts';
import { estimateProgress } from './progress.ts';
import type { RoadLengths } from './scheduler.ts';

interface LiveStep {
  readonly step: Step;
  readonly startedMs: number;
  share: number;
  what: string;
}

/** What the steps under way say of themselves: never durable, never decided upon. */
export class LiveSteps {
  readonly #operation: OperationRecord;
  readonly #road: RoadLengths;
  readonly #clock: Clock;
  readonly #steps = new Map<string, LiveStep>();
  #highestShare = 0;

  constructor(operation: OperationRecord, road: RoadLengths, clock: Clock) {
    this.#operation = operation;
    this.#road = road;
    this.#clock = clock;
  }

  started(step: Step): void {
    this.#steps.set(step.id, { step, startedMs: this.#clock.elapsedMs(), share: 0, what: '' });
  }

  reported(stepId: string, share: number, what: string | undefined): void {
    const live = this.#steps.get(stepId);
    if (live === undefined) return;
    live.share = Math.max(live.share, Math.min(1, share));
    live.what = what ?? live.what;
  }

  ended(stepId: string): void {
    this.#steps.delete(stepId);
  }

  status(state: OperationState): LiveStatus {
    const shares = new Map([...this.#steps].map(([id, { share }]) => [id, share]));
    const progress = estimateProgress(this.#operation.plan, this.#road, state, shares);
    this.#highestShare = Math.max(this.#highestShare, progress.share);
    return {
      operationId: this.#operation.id,
      progress: { ...progress, share: this.#highestShare },
      aliveAt: this.#clock.now(),
      steps: [...this.#steps.values()].map(({ step, startedMs, share, what }) => {
        const elapsedMs = Math.round(this.#clock.elapsedMs() - startedMs);
        return { stepId: step.id, share, what, elapsedMs, pace: paceOf(elapsedMs, step.weightMs) };
      }),
    };
  }
}

function paceOf(elapsedMs: number, weightMs: number): 'usual' | 'slow' | 'very-slow' {
  const generous = Math.max(weightMs, 2_000);
  if (elapsedMs > generous * 3) return 'very-slow';
  return elapsedMs > generous * 1.5 ? 'slow' : 'usual';
}
