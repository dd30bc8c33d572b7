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

/** The password made for the site's own registry: where it lies, and whether a copy is kept; never the password itself. */
export const RegistryPasswordView = z.object({
  /** Its name among the kept secrets. */
  secret: z.string(),
  user: z.string(),
  machine: z.string(),
  /** On that machine, for root alone. */
  file: z.string(),
  /** Whether the site file keeps secrets already: then it is their passphrase that is wanted. */
  hasPassphrase: z.boolean(),
  /** Who had it kept last; outdated = the machine has made another one since. */
  escrow: z.object({ by: z.string(), at: z.string(), isOutdated: z.boolean() }).nullable(),
});
export type RegistryPasswordView = z.infer<typeof RegistryPasswordView>;

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
  /** null without a registry of ours in the plan. */
  registryPassword: engineerOnly.output(RegistryPasswordView.nullable()),
  /** Keeps it in the site file, under the passphrase. Errors: KEY_E0001, REGISTRY_E0001, SITE_E0007, the machine's. */
  escrowRegistryPassword: engineerSecret
    .input(z.object({ passphrase: z.string().min(1) }))
    .output(RegistryPasswordView),
};
