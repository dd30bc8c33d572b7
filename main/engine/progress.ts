import type { OperationPlan } from '../model/operation/operation-plan.ts';
import { isDone, type OperationState } from '../model/operation/operation-state.ts';
import type { Progress } from '../model/operation/progress.ts';
import type { RoadLengths } from './scheduler.ts';

/** Share done (0 to 1) of the steps under way, as they report it. */
export type LiveShares = ReadonlyMap<string, number>;

/**
 * How far, and how long still: weights of what is done and of the shares under way; the ETA is a range between the
 * longest chain left and that chain plus everything beside it, scaled by how fast this site has been so far.
 */
export function estimateProgress(
  plan: OperationPlan,
  road: RoadLengths,
  state: OperationState,
  live: LiveShares,
): Progress {
  let total = 0;
  let done = 0;
  let longest = 0;
  let left = 0;
  let expected = 0;
  let measured = 0;
  for (const step of plan.steps) {
    const known = state.steps[step.id];
    const share = known !== undefined && isDone(known.status) ? 1 : Math.min(0.99, live.get(step.id) ?? 0);
    total += step.weightMs;
    done += step.weightMs * share;
    left += step.weightMs * (1 - share);
    if (share < 1) longest = Math.max(longest, (road.get(step.id) ?? 0) - step.weightMs * share);
    if (known?.durationMs !== undefined) {
      expected += step.weightMs;
      measured += known.durationMs;
    }
  }
  const pace = expected === 0 ? 1 : Math.min(10, Math.max(0.1, measured / expected));
  return {
    share: total === 0 ? 1 : done / total,
    stepsDone: plan.steps.filter(({ id }) => isDone(state.steps[id]?.status ?? 'waiting')).length,
    stepsTotal: plan.steps.length,
    remainingMs: {
      from: Math.round(longest * pace * 0.8),
      to: Math.round((longest + (left - longest) / 2) * pace * 1.2),
    },
  };
}
