import { z } from 'zod';
import { hashOf } from '../canonical-json.ts';
import { ErrorRecord } from '../errors/ferryman-error.ts';
import { SignedCheckpoint } from './checkpoint.ts';
import { StepEvidence } from './operation-plan.ts';

const NodeChange = z.object({ target: z.string(), before: z.string(), after: z.string() });

/**
 * What can happen. Past tense: entries tell what is known, they steer nothing.
 * step-begun is durable before the first effect; step-completed before a dependent starts.
 */
export const JournalEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('operation-created'), planHash: z.string(), by: z.string() }),
  z.object({ type: z.literal('operation-started'), fence: z.number().int(), engine: z.string() }),
  z.object({ type: z.literal('step-satisfied'), stepId: z.string(), evidence: StepEvidence }),
  z.object({ type: z.literal('step-begun'), stepId: z.string(), attempt: z.number().int(), runKey: z.string() }),
  z.object({
    type: z.literal('step-completed'),
    stepId: z.string(),
    attempt: z.number().int(),
    evidence: StepEvidence,
    changes: z.array(NodeChange),
    durationMs: z.number(),
    /** `probe` = found done after an interruption, nothing was sent again. */
    decidedBy: z.enum(['verify', 'probe']),
  }),
  z.object({
    type: z.literal('step-failed'),
    stepId: z.string(),
    attempt: z.number().int(),
    error: ErrorRecord,
    changes: z.array(NodeChange),
  }),
  z.object({ type: z.literal('step-blocked'), stepId: z.string(), evidence: StepEvidence }),
  z.object({ type: z.literal('step-interrupted'), stepId: z.string(), attempt: z.number().int(), reason: ErrorRecord }),
  z.object({ type: z.literal('stop-requested'), by: z.string() }),
  z.object({ type: z.literal('operation-stopped') }),
  z.object({ type: z.literal('operation-failed') }),
  z.object({ type: z.literal('operation-succeeded') }),
  z.object({ type: z.literal('check-recorded'), checkId: z.string(), target: z.string(), outcome: z.string() }),
  z.object({ type: z.literal('plan-approved'), by: z.string(), planHash: z.string() }),
  z.object({ type: z.literal('checkpoint-signed'), by: z.string(), checkpoint: SignedCheckpoint }),
  z.object({ type: z.literal('secret-escrowed'), by: z.string(), secret: z.string(), machine: z.string() }),
  z.object({ type: z.literal('note-added'), by: z.string(), note: z.string() }),
]);
export type JournalEvent = z.infer<typeof JournalEvent>;

export const JournalEntry = z.object({
  seq: z.number().int().positive(),
  /** ISO 8601, UTC, the engine's clock. */
  at: z.string(),
  operationId: z.string(),
  event: JournalEvent,
  /** Hash of the entry before; empty for the first. */
  previous: z.string(),
  hash: z.string(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** Appends to the chain: every entry's hash covers everything before it. */
export function chainEntry(content: Omit<JournalEntry, 'hash'>): JournalEntry {
  return { ...content, hash: hashOf(content) };
}

/** An entry as it lies in the file, before anything in it is believed. */
export type FoundEntry = Omit<JournalEntry, 'event'> & { readonly event: unknown };

/** The first sequence number whose hash or link is wrong; undefined when the chain holds. */
export function brokenLink(entries: Iterable<FoundEntry>): number | undefined {
  return brokenAfter(entries, () => true);
}

/** The same for a whole record, which has to begin at its beginning. */
export function brokenRecord(entries: Iterable<FoundEntry>): number | undefined {
  return brokenAfter(entries, ({ seq, previous }) => seq === 1 && previous === '');
}

function brokenAfter(
  entries: Iterable<FoundEntry>,
  mayBegin: (first: Omit<FoundEntry, 'hash'>) => boolean,
): number | undefined {
  let before: string | undefined;
  for (const { hash, ...content } of entries) {
    const isLinked = before === undefined ? mayBegin(content) : content.previous === before;
    if (!isLinked || hashOf(content) !== hash) return content.seq;
    before = hash;
  }
  return undefined;
}
