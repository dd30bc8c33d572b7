import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { CheckResult } from '../model/checks/check-kind.ts';
import { JournalEntry } from '../model/operation/journal.ts';
import { OperationPlan } from '../model/operation/operation-plan.ts';
import { LiveStatus } from '../model/operation/progress.ts';
import { Verdict } from '../model/report/document.ts';
import { engineerOnly, everyone } from './procedure.ts';

export const OperationView = z.object({
  id: z.string(),
  planHash: z.string(),
  plan: OperationPlan,
  createdAt: z.string(),
  /** True while an engine of this process works on it. */
  isAttached: z.boolean(),
});
export type OperationView = z.infer<typeof OperationView>;

/** Journal entries in order, and in between what is going on; state = the model's reducer over plan + entries. */
export const OperationUpdate = z.object({ entries: z.array(JournalEntry), live: LiveStatus.nullable() });
export type OperationUpdate = z.infer<typeof OperationUpdate>;

export const ReportView = z.object({
  hash: z.string(),
  verdict: Verdict,
  html: z.string(),
  createdAt: z.string(),
});
export type ReportView = z.infer<typeof ReportView>;

/** A call starts work; the journal tells the story. */
export const operationContract = {
  /** The newest operation of the site. */
  read: everyone.output(OperationView.nullable()),
  /** Answers at once. Errors: OP_E0003 when one is under way, PLAN_E0003 when the plan is not approved. */
  start: engineerOnly.input(z.object({ by: z.string().default('') })).output(z.object({ operationId: z.string() })),
  resume: engineerOnly.input(z.object({ by: z.string().default('') })).output(z.object({ operationId: z.string() })),
  /** Nothing new starts; what is under way comes to its end. */
  stop: engineerOnly.input(z.object({ by: z.string().default('') })).output(z.void()),
  /** Follows the newest operation from a sequence number on; ends when the caller goes away. */
  follow: everyone
    .input(z.object({ afterSeq: z.number().int().min(0).default(0) }))
    .output(eventIterator(OperationUpdate)),
  log: everyone
    .input(z.object({ operationId: z.string(), stepId: z.string(), offset: z.number().int().min(0).default(0) }))
    .output(z.object({ text: z.string(), nextOffset: z.number() })),
  /** Runs every verification check against the cluster and the nodes; takes some seconds. */
  verify: engineerOnly.output(z.array(CheckResult)),
  readVerification: everyone.output(z.array(CheckResult)),
  writeReport: engineerOnly.output(ReportView),
  readReport: everyone
    .input(z.object({ language: z.enum(['zh', 'en', 'both']).default('both') }))
    .output(ReportView.nullable()),
  /** The data the report's hash is of, with its verdict. SITE_E0007 when there is none. */
  readReportJson: everyone.output(z.string()),
  /** Practice site only: trusts, plans, builds a practice bundle, approves and starts the installation, all marked as practice. */
  rehearse: engineerOnly.output(z.object({ operationId: z.string() })),
};
