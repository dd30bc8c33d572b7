import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { BundleManifest } from '../model/bundle/manifest.ts';
import { ErrorRecord } from '../model/errors/ferryman-error.ts';
import { Text } from '../model/text.ts';
import { engineerOnly } from './procedure.ts';

const Bytes = z.number().int().nonnegative();

/** What was resolved: every artifact with why its digest is believed, and what moved since the lock before. */
export const LockView = z.object({
  path: z.string(),
  hash: z.string(),
  items: z.array(
    z.object({ artifact: z.string(), digest: z.string(), sizeBytes: Bytes, evidence: z.array(z.string()) }),
  ),
  changes: z.array(z.object({ artifact: z.string(), from: z.string().optional(), to: z.string().optional() })),
});
export type LockView = z.infer<typeof LockView>;

export const BuiltView = z.object({
  path: z.string(),
  manifestHash: z.string(),
  manifest: BundleManifest,
  /** Sources that failed while another one helped. */
  passedOver: z.array(Text),
});
export type BuiltView = z.infer<typeof BuiltView>;

/** One resolve or build: at most one is under way in a session, and the last one stays to be looked at. */
export const BundleWorkView = z.object({
  id: z.string(),
  kind: z.enum(['resolve', 'build']),
  specFile: z.string(),
  status: z.enum(['running', 'stopping', 'done', 'failed', 'stopped']),
  progress: z
    .object({ doneBytes: Bytes, totalBytes: Bytes, what: z.string(), remainingMs: z.number().optional() })
    .nullable(),
  error: ErrorRecord.nullable(),
  lock: LockView.nullable(),
  built: BuiltView.nullable(),
});
export type BundleWorkView = z.infer<typeof BundleWorkView>;

export const BuildInput = z.object({
  specFile: z.string().min(1),
  outputDirectory: z.string().min(1),
  /** Name of a signing key of this person; its passphrase is the secret `key:<name>`. */
  key: z.string().min(1),
  /** Proves it complete for the plan of the open site. */
  isForSite: z.boolean(),
  waiver: z.object({ by: z.string().min(1), reason: z.string().min(1) }).optional(),
});
export type BuildInput = z.infer<typeof BuildInput>;

/** A call starts work; to leave changes nothing, and to come back shows where it is. */
export const bundleContract = {
  /** Errors: BUNDLE_E0010 the spec; BUNDLE_E0024 another one is under way. */
  resolve: engineerOnly.input(z.object({ specFile: z.string().min(1) })).output(z.object({ id: z.string() })),
  /** Errors: as resolve. What goes wrong later is in the work's `error`. */
  build: engineerOnly.input(BuildInput).output(z.object({ id: z.string() })),
  /** Ends it where it can be taken up again by the same call. */
  stop: engineerOnly.output(z.void()),
  /** The work under way or the last one, again with each change, at most five times a second; ends when the caller goes away. */
  follow: engineerOnly.output(eventIterator(BundleWorkView.nullable())),
};
