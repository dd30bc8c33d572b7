import { z } from 'zod';
import { Step } from '../model/operation/operation-plan.ts';
import { Assumption } from '../model/plan/assumption.ts';
import { Explanation } from '../model/plan/explanation.ts';
import { Finding } from '../model/plan/finding.ts';
import { Negotiation, WayBack } from '../model/plan/negotiation.ts';
import { PlanChange } from '../model/plan/plan-change.ts';
import { SitePlan } from '../model/plan/site-plan.ts';
import { Override } from '../model/site/requirements.ts';
import { Text } from '../model/text.ts';
import { engineerOnly, everyone } from './procedure.ts';

/** A revision of the plan without the plan itself. */
export const PlanHead = z.object({
  hash: z.string(),
  revision: z.number(),
  createdAt: z.string(),
  approval: z.object({ by: z.string(), at: z.string() }).nullable(),
});
export type PlanHead = z.infer<typeof PlanHead>;

export const PlanView = PlanHead.extend({ plan: SitePlan });
export type PlanView = z.infer<typeof PlanView>;

/** A planner default as the plan uses it, and between which values another may be put in its place. */
export const PlannerDefault = Assumption.extend({ least: z.number(), most: z.number(), isUsed: z.boolean() });
export type PlannerDefault = z.infer<typeof PlannerDefault>;

/** Machines there will be, such as `worker=3x8C16G+500G`; empty: those that stand at the site. */
export const OfferRequest = z.object({ environment: z.string(), have: z.string().max(2_000) });
export type OfferRequest = z.infer<typeof OfferRequest>;

/** One way of a negotiation, by its id. */
export const WayChoice = OfferRequest.extend({ way: z.string().min(1) });
export type WayChoice = z.infer<typeof WayChoice>;

/** A way that was taken: the plan it led to, and what differs. */
export const TakenWay = z.object({
  revision: z.number(),
  hash: z.string(),
  way: WayBack,
  changes: z.array(PlanChange),
});
export type TakenWay = z.infer<typeof TakenWay>;

/** A letter is no table. */
export const LetterFormat = z.enum(['docx', 'pdf', 'html']);
export type LetterFormat = z.infer<typeof LetterFormat>;

/** Whole other requirements, some other answers by their path (`load.concurrentUsers`), or those of a way. */
export const WhatIfQuestion = z.union([
  z.object({ source: z.string(), file: z.string().default('requirements.yaml') }),
  z.object({
    answers: z
      .array(z.object({ path: z.string().min(1), value: z.union([z.number(), z.boolean(), z.string()]) }))
      .min(1),
  }),
  WayChoice,
]);
export type WhatIfQuestion = z.input<typeof WhatIfQuestion>;

export const WhatIfAnswer = z.object({
  changes: z.array(PlanChange),
  /** Why such a plan could not be approved. */
  blockers: z.array(Finding),
});
export type WhatIfAnswer = z.infer<typeof WhatIfAnswer>;

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

export const DocumentFormat = z.enum(['xlsx', 'docx', 'html', 'pdf']);
export type DocumentFormat = z.infer<typeof DocumentFormat>;

export const DocumentLanguage = z.enum(['zh', 'en', 'both']);
export type DocumentLanguage = z.infer<typeof DocumentLanguage>;

export const PlanningDocuments = z.object({
  documents: z.array(z.object({ id: z.string(), title: Text, purpose: Text, formats: z.array(DocumentFormat) })),
  /** Whether a browser that prints PDF was found here; without one the other formats remain. */
  canPrint: z.boolean(),
});
export type PlanningDocuments = z.infer<typeof PlanningDocuments>;

export const DocumentFile = z.object({
  fileName: z.string(),
  mediaType: z.string(),
  /** The file's bytes in base64: the one form every transport carries alike. */
  base64: z.string(),
});
export type DocumentFile = z.infer<typeof DocumentFile>;

export const planContract = {
  read: everyone.output(PlanView.nullable()),
  /** What of the plan may change while somebody waits for it; a hundredth of its size. */
  readHead: everyone.output(PlanHead.nullable()),
  /** Plans anew from the requirements and the facts known. The same input gives the same hash, and no new revision. */
  make: engineerOnly.output(PlanView),
  /** Binds a person to the plan's hash; a later plan is not approved by it. */
  approve: everyone.input(z.object({ hash: z.string(), by: z.string().min(1) })).output(PlanView),
  /** A figure back to the answers it comes from. Errors: PLAN_E0005 no such figure; SITE_E0007 without a plan. */
  explain: everyone.input(z.object({ figure: z.string().min(1) })).output(Explanation),
  /** Newest first. */
  listRevisions: everyone.output(z.array(PlanHead)),
  /** What `to` has that `from` has not. Errors: PLAN_E0006 no such revision. */
  diff: everyone.input(z.object({ from: z.int().min(1), to: z.int().min(1) })).output(z.array(PlanChange)),
  /** The difference other answers would make. Nothing is kept. Errors: REQ_E0001 to REQ_E0004, PLAN_E0001, PLAN_E0023 to PLAN_E0025. */
  whatIf: engineerOnly.input(WhatIfQuestion).output(WhatIfAnswer),
  /** Holds the plan against other machines. Nothing is kept. Errors: SITE_E0007, PLAN_E0008 to PLAN_E0011. */
  negotiate: engineerOnly.input(OfferRequest).output(Negotiation),
  /** The one-page letter to the customer about it. Errors: those of `negotiate`; DOC_E0001 no browser for PDF. */
  writeLetter: engineerOnly
    .input(OfferRequest.extend({ format: LetterFormat, language: DocumentLanguage }))
    .output(DocumentFile),
  /** Writes a way's answers into the requirements and plans anew. Errors: those of `negotiate`; PLAN_E0024, PLAN_E0025. */
  takeWay: engineerOnly.input(WayChoice.extend({ by: z.string().trim().min(1).max(60) })).output(PlanView),
  listDefaults: everyone.output(z.array(PlannerDefault)),
  /** Puts a figure in the place of a planner default and plans anew. Errors: PLAN_E0020 no such default; PLAN_E0021 its value. */
  overrideDefault: engineerOnly.input(Override).output(PlanView),
  /** Errors: PLAN_E0022 where the default was not changed. */
  removeOverride: engineerOnly.input(z.object({ assumption: z.string().min(1) })).output(PlanView),
  /** The change list: every step the operation would take, in order. Needs a plan and a bundle. */
  steps: everyone.output(z.array(Step)),
  /** The documents that can be written from the saved plan, whether there is one yet or not. */
  listDocuments: everyone.output(PlanningDocuments),
  /** Errors: SITE_E0007 without a plan; DOC_E0001 no browser for PDF; DOC_E0003 a format the document has not; DOC_E0004 no such document. */
  readDocument: everyone
    .input(z.object({ id: z.string(), format: DocumentFormat, language: DocumentLanguage }))
    .output(DocumentFile),
  readBundle: everyone.output(BundleView.nullable()),
  /** Checks signature and manifest, and takes the bundle at this path for the site. */
  openBundle: engineerOnly.input(z.object({ path: z.string() })).output(BundleView),
};
