import { z } from 'zod';
import { Text } from '../text.ts';

/** Words in both languages, or data (a host name, a digest) that is the same in every language. */
export const Content = z.union([z.string(), Text]);
export type Content = z.infer<typeof Content>;

/** State is always icon and word, never colour alone. */
export const Status = z.enum(['pass', 'warn', 'fail', 'not-applicable', 'not-run']);
export type Status = z.infer<typeof Status>;

export const Verdict = z.enum(['NOT READY', 'INCOMPLETE', 'READY WITH ACTIONS', 'READY']);
export type Verdict = z.infer<typeof Verdict>;

export const Cell = z.object({
  content: Content.optional(),
  /** Shown before the content. */
  status: Status.optional(),
  /** code: monospaced, breaks anywhere · blank: a line to write on by hand. */
  look: z.enum(['plain', 'strong', 'code', 'blank']).default('plain'),
  /** Smaller, below. */
  note: Content.optional(),
});
export type Cell = z.input<typeof Cell>;

/** Relative width; the widest column of a table is usually the one with sentences. */
export const ColumnWidth = z.enum(['narrow', 'medium', 'wide']);

/** The building stones of every document Ferryman writes; each writer knows all of them. */
export const Block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('heading'), level: z.union([z.literal(2), z.literal(3)]), id: z.string(), text: Text }),
  z.object({ type: z.literal('paragraph'), text: Content, isMuted: z.boolean().default(false) }),
  z.object({ type: z.literal('contents'), entries: z.array(z.object({ id: z.string(), text: Text })) }),
  z.object({
    type: z.literal('verdict'),
    verdict: Verdict,
    words: Text,
    sentence: Text,
    reasons: z.array(z.object({ text: Text, items: z.array(Content) })),
  }),
  z.object({
    type: z.literal('figures'),
    figures: z.array(z.object({ value: z.string(), label: Text, status: Status.optional() })),
  }),
  z.object({ type: z.literal('key-values'), rows: z.array(z.object({ label: Text, value: Cell })) }),
  z.object({
    type: z.literal('table'),
    columns: z.array(z.object({ title: Text, width: ColumnWidth })),
    rows: z.array(z.array(Cell)),
    /** What an empty table means; an empty table without a word could also be a fault. */
    whenEmpty: Text,
  }),
  z.object({
    type: z.literal('evidence'),
    title: Content,
    target: z.string(),
    status: Status,
    text: z.string(),
    at: z.string(),
  }),
  z.object({
    type: z.literal('sign-off'),
    roles: z.array(z.object({ role: Text, statement: Text })),
  }),
  z.object({ type: z.literal('page-break') }),
]);
export type Block = z.input<typeof Block>;

export const Document = z.object({
  apiVersion: z.literal('ferryman/v1'),
  kind: z.literal('Document'),
  title: Text,
  subject: z.string(),
  /** Marked on every page, in every format. */
  isPractice: z.boolean(),
  generatedAt: z.string(),
  ferrymanVersion: z.string(),
  /** What the document is made from; a sign-off is bound to it. */
  dataHash: z.string(),
  blocks: z.array(Block),
});
export type Document = z.input<typeof Document>;
