import type { OperationPlan, Step } from '../model/operation/operation-plan.ts';
import { isDone, type OperationState } from '../model/operation/operation-state.ts';

/**
 * Steps that may start now, the one with the longest road behind it first. Pure.
 * `road` are the plan's `roadLengths`; `running` are the ids under way; a step's groups are full when as many of its group
 * run as the plan allows.
 */
export function readySteps(
  plan: OperationPlan,
  road: RoadLengths,
  state: OperationState,
  running: ReadonlySet<string>,
): Step[] {
  const load = new Map<string, number>();
  const take = (step: Step) => {
    for (const group of step.groups) load.set(group, (load.get(group) ?? 0) + 1);
  };
  for (const step of plan.steps) if (running.has(step.id)) take(step);
  return plan.steps
    .filter((step) => !running.has(step.id) && mayStart(step, state))
    .sort((a, b) => (road.get(b.id) ?? 0) - (road.get(a.id) ?? 0))
    .filter((step) => {
      const isFree = step.groups.every((group) => (load.get(group) ?? 0) < (plan.limits[group] ?? 1));
      if (isFree) take(step);
      return isFree;
    });
}

function mayStart(step: Step, state: OperationState): boolean {
  const status = state.steps[step.id]?.status;
  if (status !== 'waiting' && status !== 'unknown') return false;
  return step.needs.every((need) => isDone(state.steps[need]?.status ?? 'waiting'));
}

/** For each step the weight of the longest chain that begins with it, in ms. */
export type RoadLengths = ReadonlyMap<string, number>;

/** Worth keeping: a plan is frozen, and is looked at after every step. */
export function roadLengths(plan: OperationPlan): RoadLengths {
  const dependents = new Map<string, Step[]>();
  for (const step of plan.steps) {
    for (const need of step.needs) {
      const known = dependents.get(need);
      if (known === undefined) dependents.set(need, [step]);
      else known.push(step);
    }
  }
  const lengths = new Map<string, number>();
  const lengthOf = (step: Step): number => {
    const known = lengths.get(step.id);
    if (known !== undefined) return known;
    const behind = (dependents.get(step.id) ?? []).map(lengthOf);
    const length = step.weightMs + Math.max(0, ...behind);
    lengths.set(step.id, length);
    return length;
  };
  for (const step of plan.steps) lengthOf(step);
  return lengths;
}
