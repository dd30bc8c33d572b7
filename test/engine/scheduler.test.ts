import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readySteps, roadLengths } from '../../main/engine/scheduler.ts';
import type { OperationPlan, Step } from '../../main/model/operation/operation-plan.ts';
import {
  initialState,
  isDone,
  type OperationState,
  type StepStatus,
} from '../../main/model/operation/operation-state.ts';
import { anyPlan, planOf } from './random-plan.ts';

const statuses: readonly StepStatus[] = [
  'waiting',
  'running',
  'unknown',
  'satisfied',
  'completed',
  'failed',
  'blocked',
  'held',
];

/** A plan, any state of its steps, and some of them under way. */
const anySituation = anyPlan.chain((plan) =>
  fc
    .array(fc.constantFrom(...statuses), { minLength: plan.steps.length, maxLength: plan.steps.length })
    .map((chosen) => {
      const state: OperationState = {
        ...initialState(plan),
        steps: Object.fromEntries(
          plan.steps.map(({ id }, index) => [id, { status: chosen[index] as StepStatus, attempt: 0, changes: [] }]),
        ),
      };
      const running = new Set(plan.steps.filter(({ id }) => state.steps[id]?.status === 'running').map(({ id }) => id));
      return { plan, state, running };
    }),
);

function mayStart(step: Step, state: OperationState): boolean {
  const status = state.steps[step.id]?.status ?? 'held';
  const areNeedsDone = step.needs.every((need) => isDone(state.steps[need]?.status ?? 'held'));
  return areNeedsDone && (status === 'waiting' || status === 'unknown');
}

function loadOf(plan: OperationPlan, ids: ReadonlySet<string>, group: string): number {
  return plan.steps.filter(({ id, groups }) => ids.has(id) && groups.includes(group)).length;
}

test('nothing starts before what it needs, nor twice, nor after its end', () => {
  fc.assert(
    fc.property(anySituation, ({ plan, state, running }) =>
      readySteps(plan, roadLengths(plan), state, running).every(
        (step) => mayStart(step, state) && !running.has(step.id),
      ),
    ),
  );
});

test('no group gets more than its limit, and what could start and does not has a full group', () => {
  fc.assert(
    fc.property(anySituation, ({ plan, state, running }) => {
      const ready = readySteps(plan, roadLengths(plan), state, running);
      const taken = new Set([...running, ...ready.map(({ id }) => id)]);
      const isFull = (group: string) => loadOf(plan, taken, group) >= (plan.limits[group] ?? 1);
      const isWithin = ['a', 'b'].every(
        (group) => loadOf(plan, taken, group) <= Math.max(plan.limits[group] ?? 1, loadOf(plan, running, group)),
      );
      const passedOver = plan.steps.filter((step) => mayStart(step, state) && !taken.has(step.id));
      return isWithin && passedOver.every(({ groups }) => groups.some(isFull));
    }),
  );
});

test('the longest road goes first', () => {
  fc.assert(
    fc.property(anySituation, ({ plan, state, running }) => {
      const road = roadLengths(plan);
      const lengths = readySteps(plan, roadLengths(plan), state, running).map(({ id }) => road.get(id) ?? 0);
      return lengths.every((length, index) => index === 0 || length <= (lengths[index - 1] ?? 0));
    }),
  );
});

test('the road of a step is its weight and the longest road behind it', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const road = roadLengths(plan);
      return plan.steps.every(({ id, weightMs }) => {
        const behind = plan.steps.filter(({ needs }) => needs.includes(id)).map((step) => road.get(step.id) ?? 0);
        return road.get(id) === weightMs + Math.max(0, ...behind);
      });
    }),
  );
});

test('a plan is worked off to its end: nothing waits for ever', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const done = new Map(plan.steps.map(({ id }) => [id, false]));
      for (let round = 0; round < plan.steps.length; round += 1) {
        const steps = Object.fromEntries(
          [...done].map(([id, isOver]) => [
            id,
            { status: (isOver ? 'completed' : 'waiting') as StepStatus, attempt: 0, changes: [] },
          ]),
        );
        const [next] = readySteps(plan, roadLengths(plan), { ...initialState(plan), steps }, new Set());
        if (next !== undefined) done.set(next.id, true);
      }
      return [...done.values()].every(Boolean);
    }),
  );
});

test('a plan for a thousand nodes is scheduled', () => {
  const workers = Array.from({ length: 1_000 }, (_, index) => index);
  const plan = planOf([
    { id: '/cluster/init/cp' },
    ...workers.flatMap((index) => [
      { id: `/runtime/images/n${index}`, groups: ['uplink'] },
      { id: `/cluster/join/n${index}`, needs: ['/cluster/init/cp', `/runtime/images/n${index}`] },
    ]),
    { id: '/addons/ready/cp', needs: workers.map((index) => `/cluster/join/n${index}`) },
  ]);
  const ready = readySteps(plan, roadLengths(plan), initialState(plan), new Set());
  expect(ready.map(({ id }) => id)).toEqual(['/cluster/init/cp', '/runtime/images/n0']);
});
