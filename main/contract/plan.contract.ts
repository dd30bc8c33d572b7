import { z } from 'zod';
import { Step } from '../model/operation/operation-plan.ts';
import { SitePlan } from '../model/plan/site-plan.ts';
import { engineerOnly, everyone } from './procedure.ts';

export const PlanView = z.object({
  plan: SitePlan,
  hash: z.string(),
  revision: z.number(),
  createdAt: z.string(),
  approval: z.object({ by: z.string(), at: z.string() }).nullable(),
});
export type PlanView = z.infer<typeof PlanView>;

export const BundleView = z.object({
  path: z.string(),
  name: z.string(),
  version: z.string(),
  signer: z.string(),
  fingerprint: z.string(),
  manifestHash: z.string(),
  isPractice: z.boolean(),
  sizeBytes: z.number(),
  items: z.array(z.object({ name: z.string(), sizeBytes: z.number(), digest: z.string() })),
});
export type BundleView = z.infer<typeof BundleView>;

export const planContract = {
  read: everyone.output(PlanView.nullable()),
  /** Plans anew from the requirements and the facts known. The same input gives the same hash, and no new revision. */
  make: engineerOnly.output(PlanView),
  /** Binds a person to the plan's hash; a later plan is not approved by it. */
  approve: everyone.input(z.object({ hash: z.string(), by: z.string().min(1) })).output(PlanView),
  /** The change list: every step the operation would take, in order. Needs a plan and a bundle. */
  steps: everyone.output(z.array(Step)),
  readBundle: everyone.output(BundleView.nullable()),
  /** Checks signature and manifest, and takes the bundle at this path for the site. */
  openBundle: engineerOnly.input(z.object({ path: z.string() })).output(BundleView),
};
