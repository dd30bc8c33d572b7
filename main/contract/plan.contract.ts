import { z } from 'zod';
import { Step } from '../model/operation/operation-plan.ts';
import { SitePlan } from '../model/plan/site-plan.ts';
import { Text } from '../model/text.ts';
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
  /** Plans anew from the requirements and the facts known. The same input gives the same hash, and no new revision. */
  make: engineerOnly.output(PlanView),
  /** Binds a person to the plan's hash; a later plan is not approved by it. */
  approve: everyone.input(z.object({ hash: z.string(), by: z.string().min(1) })).output(PlanView),
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
