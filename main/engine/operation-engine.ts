import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { JournalEntry, JournalEvent } from '../model/operation/journal.ts';
import type { Step } from '../model/operation/operation-plan.ts';
import {
  isDone,
  type OperationState,
  type OperationStatus,
  reduce,
  stateOf,
} from '../model/operation/operation-state.ts';
import type { LiveStatus } from '../model/operation/progress.ts';
import type { EngineStepKind } from '../ports/step-context.ts';
import type { EngineParts } from './engine-parts.ts';
import { LiveSteps } from './live-steps.ts';
import { openStep } from './open-step.ts';
import { type RoadLengths, readySteps, roadLengths } from './scheduler.ts';
import { attemptStep } from './step-attempt.ts';

/** How often a step whose link broke is taken up again by itself before the operator is asked. */
const maxInterruptions = 5;

/** Runs one operation plan to its end, a stop, or a failure. One instance, one run; resume = a new instance. */
export class OperationEngine {
  readonly #parts: EngineParts;
  readonly #kinds: ReadonlyMap<string, EngineStepKind>;
  readonly #running = new Map<string, Promise<void>>();
  readonly #interruptions = new Map<string, number>();
  readonly #road: RoadLengths;
  readonly #live: LiveSteps;
  readonly #abort = new AbortController();
  #state: OperationState;
  #isStopping = false;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#kinds = new Map(parts.kinds.map((kind) => [kind.kind, kind]));
    this.#road = roadLengths(parts.operation.plan);
    this.#live = new LiveSteps(parts.operation, this.#road, parts.clock);
    this.#state = stateOf(parts.operation.plan, parts.store.entriesAfter(0, parts.operation.id));
  }

  /** Resolves with how it ended. A step's failure is no rejection; what breaks the engine itself is. */
  async run(): Promise<OperationStatus> {
    await this.#record({ type: 'operation-started', fence: this.#parts.fence, engine: this.#parts.engineName });
    try {
      await this.#drive();
    } finally {
      this.#abort.abort();
      await Promise.allSettled(this.#running.values());
    }
    return this.#finish();
  }

  /** Nothing new starts; what is under way comes to its end. */
  async stop(by: string): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    await this.#record({ type: 'stop-requested', by });
  }

  live(): LiveStatus {
    return this.#live.status(this.#state);
  }

  async #drive(): Promise<void> {
    for (;;) {
      if (!this.#isStopping) {
        const ids = new Set(this.#running.keys());
        for (const step of readySteps(this.#parts.operation.plan, this.#road, this.#state, ids)) {
          if (this.#mayTakeUp(step)) this.#running.set(step.id, this.#runStep(step));
        }
      }
      if (this.#running.size === 0) return;
      await Promise.race(this.#running.values());
    }
  }

  #mayTakeUp(step: Step): boolean {
    return (this.#interruptions.get(step.id) ?? 0) <= maxInterruptions;
  }

  async #runStep(step: Step): Promise<void> {
    const kind = this.#kinds.get(step.kind);
    const before = this.#state.steps[step.id];
    if (kind === undefined || before === undefined)
      throw new FerrymanError('OP_E0006', { detail: `no step kind ${step.kind}` });
    const { operation, clock } = this.#parts;
    const tries = this.#interruptions.get(step.id) ?? 0;
    this.#live.started(step);
    try {
      if (tries > 0) await clock.wait(Math.min(15_000, 500 * 2 ** tries), this.#abort.signal);
      await attemptStep({
        step,
        kind,
        before,
        operationId: operation.id,
        clock,
        record: (event) => this.#record(event),
        ...openStep(this.#parts, step, this.#abort.signal, (share, what) => this.#live.reported(step.id, share, what)),
      });
    } finally {
      this.#live.ended(step.id);
      this.#running.delete(step.id);
    }
    const isInterrupted =
      this.#state.steps[step.id]?.status === 'unknown' || this.#state.steps[step.id]?.status === 'waiting';
    if (isInterrupted) this.#interruptions.set(step.id, tries + 1);
  }

  async #finish(): Promise<OperationStatus> {
    const isAllDone = Object.values(this.#state.steps).every(({ status }) => isDone(status));
    const isFailed = Object.values(this.#state.steps).some(({ status }) => status !== 'waiting' && !isDone(status));
    if (isAllDone) await this.#record({ type: 'operation-succeeded' });
    else if (this.#isStopping && !isFailed) await this.#record({ type: 'operation-stopped' });
    else await this.#record({ type: 'operation-failed' });
    return this.#state.status;
  }

  async #record(event: JournalEvent): Promise<JournalEntry> {
    const entry = await this.#parts.store.append(this.#parts.operation.id, event);
    this.#state = reduce(this.#state, entry);
    return entry;
  }
}
