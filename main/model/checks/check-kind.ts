import { z } from 'zod';
import { Text } from '../text.ts';

export const CheckOutcome = z.enum(['pass', 'warn', 'fail', 'not-applicable']);
export type CheckOutcome = z.infer<typeof CheckOutcome>;

/** critical: a fail forbids going on (preflight) or READY (verification). */
export const CheckSeverity = z.enum(['critical', 'normal']);

export const CheckResult = z.object({
  id: z.string(),
  stage: z.enum(['preflight', 'verification']),
  title: Text,
  /** Machine, pair such as `h1 → h2`, or `site`. */
  target: z.string(),
  outcome: CheckOutcome,
  severity: CheckSeverity,
  summary: Text,
  /** What was seen, stripped and redacted; a pass without it is named in the report. */
  evidence: z.string(),
  remedy: Text.optional(),
  observedAt: z.string(),
});
export type CheckResult = z.infer<typeof CheckResult>;

/** What a check says of one target; the runner adds what every result shares. */
export interface Finding {
  readonly target: string;
  readonly outcome: CheckOutcome;
  readonly summary: Text;
  readonly evidence: string;
  readonly remedy?: Text;
}

/** One file each; `Context` is what its stage may look at. */
export interface CheckKind<Context> {
  /** Stable, such as `disk-space`. */
  readonly id: string;
  readonly stage: 'preflight' | 'verification';
  readonly severity: z.infer<typeof CheckSeverity>;
  readonly title: Text;
  /** Why a customer should care, in one sentence. */
  readonly why: Text;
  /** The targets it will look at, so that a planned case that was not run is seen. */
  readonly targets: (context: Context) => readonly string[];
  readonly look: (context: Context) => Promise<readonly Finding[]> | readonly Finding[];
}
