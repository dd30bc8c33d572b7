import { z } from 'zod';
import { hashOf } from '../canonical-json.ts';
import { CheckResult, CheckSeverity } from '../checks/check-kind.ts';
import { PortRow } from '../plan/reach-plan.ts';
import { Deviation } from '../plan/site-plan.ts';
import { Text } from '../text.ts';

const Moment = z.iso.datetime();
const Day = z.iso.date();

/** A case the plan asked for. Without a result for its id and target, verification is not complete. */
export const PlannedCase = z.object({ id: z.string(), title: Text, target: z.string(), severity: CheckSeverity });
export type PlannedCase = z.infer<typeof PlannedCase>;

/** `built` is what was observed, never what the plan says; unknown = nobody looked. */
export const BuiltRow = z.object({
  subject: Text,
  target: z.string(),
  planned: z.string(),
  built: z.string(),
  state: z.enum(['same', 'different', 'unknown']),
});
export type BuiltRow = z.infer<typeof BuiltRow>;

/** Who settles an open point, and by when. */
export const AgreedAction = z.object({ checkId: z.string(), target: z.string(), owner: z.string().min(1), due: Day });

/** A person took a failed or warning check on themselves. Critical checks cannot be waived. */
export const Waiver = AgreedAction.extend({ reason: z.string().min(1) });
export type Waiver = z.infer<typeof Waiver>;

export const RecordedChange = z.object({
  node: z.string(),
  /** Step id. */
  step: z.string(),
  /** File, setting or package that was changed. */
  target: z.string(),
  /** Empty = it was not there. */
  before: z.string(),
  /** Empty = it was removed. */
  after: z.string(),
});
export type RecordedChange = z.infer<typeof RecordedChange>;

export const OperationSummary = z.object({
  id: z.string(),
  operation: z.string(),
  status: z.enum(['created', 'running', 'stopping', 'stopped', 'failed', 'succeeded']),
  /** Who started it. */
  by: z.string(),
  startedAt: Moment,
  endedAt: Moment,
  durationMs: z.number().nonnegative(),
  /** How often the work was taken up, the first time included. */
  starts: z.number().int().positive(),
  phases: z.array(
    z.object({
      title: Text,
      steps: z.number().int(),
      /** Found as wanted; nothing was changed. */
      satisfied: z.number().int(),
      /** Tries beyond the first. */
      retries: z.number().int(),
      durationMs: z.number().nonnegative(),
    }),
  ),
});
export type OperationSummary = z.infer<typeof OperationSummary>;

/** Everything a delivery report says, as data: the one thing that is hashed, kept and signed off. */
export const DeliveryReport = z.object({
  apiVersion: z.literal('ferryman/v1'),
  kind: z.literal('DeliveryReport'),
  generatedAt: Moment,
  ferrymanVersion: z.string(),
  isPractice: z.boolean(),
  site: z.object({ name: z.string(), customer: z.string(), nodes: z.number().int(), kubernetesVersion: z.string() }),
  plannedCases: z.array(PlannedCase),
  checks: z.array(CheckResult),
  plannedVsBuilt: z.array(BuiltRow),
  changes: z.array(RecordedChange),
  actions: z.array(AgreedAction),
  waivers: z.array(Waiver),
  deviations: z.array(Deviation),
  versions: z.array(z.object({ name: z.string(), version: z.string(), platform: z.string(), digest: z.string() })),
  certificates: z.array(z.object({ name: z.string(), target: z.string(), notAfter: Moment })),
  ports: z.array(PortRow),
  /** Where the password of the site's own registry lies, never the password; absent without such a registry. */
  registryPassword: z
    .object({
      user: z.string(),
      machine: z.string(),
      file: z.string(),
      /** The copy kept in the site file under its passphrase. */
      escrow: z.object({ secret: z.string(), by: z.string(), at: Moment }).nullable(),
    })
    .optional(),
  operation: OperationSummary,
  approval: z.object({ by: z.string(), at: Moment, planHash: z.string() }).nullable(),
  bundle: z.object({
    name: z.string(),
    version: z.string(),
    manifestHash: z.string(),
    signer: z.object({ name: z.string(), keyId: z.string(), spoken: Text }),
  }),
  sitePlanHash: z.string(),
  operationPlanHash: z.string(),
  /** The last entry of the hash chain and its number: later tampering with the history shows. */
  audit: z.object({
    headHash: z.string(),
    entries: z.number().int(),
    /** Why the history cannot be trusted; absent = it held when this was written. */
    fault: Text.optional(),
    /** The last signature over the history; absent = nobody signed it. */
    checkpoint: z.object({ entries: z.number().int(), signer: z.string(), keyId: z.string(), spoken: Text }).optional(),
  }),
});
export type DeliveryReport = z.infer<typeof DeliveryReport>;

/** What a sign-off is bound to. */
export function deliveryReportHash(report: DeliveryReport): string {
  return hashOf(report);
}
