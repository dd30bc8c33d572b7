import fc from 'fast-check';
import { OperationPlan, type Step } from '../../main/model/operation/operation-plan.ts';

export interface StepSketch {
  readonly id: string;
  readonly needs?: readonly string[];
  readonly groups?: readonly string[];
  readonly weightMs?: number;
  readonly target?: string;
}

/** An operation plan of steps of the kind `host/effect`, each told its own id. */
export function planOf(sketches: readonly StepSketch[], limits: Record<string, number> = {}): OperationPlan {
  return OperationPlan.parse({
    apiVersion: 'ferryman/v1',
    kind: 'OperationPlan',
    operation: 'install',
    sitePlanHash: 'plan',
    bundleManifestHash: 'manifest',
    isPractice: false,
    artifacts: [],
    limits,
    steps: sketches.map(
      ({ id, needs = [], groups = [], weightMs = 1_000, target = 'node-1' }): Step => ({
        id,
        kind: 'host/effect',
        phase: 'host',
        title: { zh: id, en: id },
        target,
        class: 'reversible',
        input: { id },
        needs: [...needs],
        groups: [...groups],
        weightMs,
      }),
    ),
  });
}

/** Any plan without a circle: a step needs only steps named before it, and the list is then turned round or not. */
export const anyPlan = fc
  .record({
    steps: fc.array(
      fc.record({
        needs: fc.array(fc.nat(), { maxLength: 3 }),
        groups: fc.subarray(['a', 'b']),
        weightMs: fc.integer({ min: 1, max: 10_000 }),
      }),
      { minLength: 1, maxLength: 14 },
    ),
    limits: fc.record({ a: fc.integer({ min: 1, max: 3 }) }),
    isReversed: fc.boolean(),
  })
  .map(({ steps, limits, isReversed }) => {
    const sketches = steps.map(({ needs, groups, weightMs }, index) => ({
      id: `/host/effect/s${index}`,
      needs: index === 0 ? [] : [...new Set(needs.map((need) => `/host/effect/s${need % index}`))],
      groups,
      weightMs,
    }));
    return planOf(isReversed ? sketches.reverse() : sketches, limits);
  });
