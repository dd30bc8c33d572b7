import { z } from 'zod';
import { ErrorRecord } from '../model/errors/ferryman-error.ts';
import { Requirements } from '../model/site/requirements.ts';
import { Text } from '../model/text.ts';
import { engineerOnly, engineerSecret, everyone } from './procedure.ts';

export const stageIds = [
  'requirements',
  'hosts',
  'plan',
  'bundle',
  'preflight',
  'approve',
  'install',
  'verify',
  'deliver',
] as const;

/** done · ready = can be worked on · running · attention = something failed here · locked = an earlier stage is missing, and why. */
export const Stage = z.object({
  id: z.enum(stageIds),
  state: z.enum(['done', 'ready', 'running', 'attention', 'locked']),
  reason: Text.optional(),
});
export type Stage = z.infer<typeof Stage>;

export const SiteOverview = z.object({
  path: z.string(),
  siteName: z.string(),
  customer: z.string(),
  isPractice: z.boolean(),
  readOnlyReason: ErrorRecord.optional(),
  stages: z.array(Stage),
  planHash: z.string().optional(),
  approval: z.object({ by: z.string(), at: z.string() }).optional(),
  bundle: z.object({ name: z.string(), version: z.string(), signer: z.string(), manifestHash: z.string() }).optional(),
  operationId: z.string().optional(),
  version: z.string(),
});
export type SiteOverview = z.infer<typeof SiteOverview>;

export const RequirementsView = z.object({
  source: z.string(),
  requirements: Requirements,
  hash: z.string(),
  revision: z.number(),
});

/** The site itself and what the customer asked for. */
export const siteContract = {
  overview: everyone.output(SiteOverview),
  /** Every answer with the text it was written in; a customer reads his own by `intake.read`. */
  readRequirements: engineerOnly.output(RequirementsView.nullable()),
  /** `source` is YAML or JSON. Errors: REQ_E0001 to REQ_E0004; nothing is kept then. */
  saveRequirements: engineerOnly
    .input(z.object({ source: z.string(), file: z.string().default('requirements.yaml') }))
    .output(RequirementsView),
  /** Secrets asked for by name during a run; kept in memory only. */
  provideSecret: engineerSecret.input(z.object({ name: z.string(), value: z.string() })).output(z.void()),
};
