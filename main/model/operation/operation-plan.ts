import { z } from 'zod';
import { hashOf } from '../canonical-json.ts';
import { ArtifactRef } from '../plan/artifact-ref.ts';
import { Text } from '../text.ts';

export const StepClass = z.enum(['read-only', 'reversible', 'compensable', 'irreversible']);
export type StepClass = z.infer<typeof StepClass>;

/** Why a probe or a step says what it says: short, stripped, redacted. */
export const StepEvidence = z.object({
  evidence: z.string(),
  /** Where the evidence names the reason a person can act on. */
  reason: Text.optional(),
});
export type StepEvidence = z.infer<typeof StepEvidence>;

export const Step = z.object({
  /** Path id: `/<phase>/<name>/<target>`. */
  id: z.string().regex(/^\/[a-z0-9][a-z0-9./-]*$/),
  kind: z.string(),
  phase: z.string(),
  title: Text,
  /** Machine, or `site`. */
  target: z.string(),
  class: StepClass,
  input: z.unknown(),
  needs: z.array(z.string()),
  groups: z.array(z.string()),
  weightMs: z.number().positive(),
});
export type Step = z.infer<typeof Step>;

/** Frozen before the first effect; its hash is what is approved, resumed and reported. */
export const OperationPlan = z.object({
  apiVersion: z.literal('ferryman/v1'),
  kind: z.literal('OperationPlan'),
  operation: z.enum(['install', 'verify']),
  sitePlanHash: z.string(),
  bundleManifestHash: z.string(),
  /** True at a practice site: shown everywhere, never left out of a report. */
  isPractice: z.boolean(),
  steps: z.array(Step),
  /** Everything the steps can touch, by digest: what the nodes check, and the proof that the bundle was complete. */
  artifacts: z.array(z.object({ ref: ArtifactRef, digest: z.string(), sizeBytes: z.number(), neededBy: z.string() })),
  /** How many steps of a group may run at once; 1 where a group is not named. */
  limits: z.record(z.string(), z.number().int().positive()),
});
export type OperationPlan = z.infer<typeof OperationPlan>;

export function operationPlanHash(plan: OperationPlan): string {
  return hashOf(plan);
}
