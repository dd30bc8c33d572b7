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
  /** A number stays a number where the format knows numbers; with look `code` it counts nothing (a port) and is not parted. */
  number: z.number().optional(),
  /** YYYY-MM-DD; a date where the format knows dates. */
  date: z.string().optional(),
  /** Further lines below the content, of the same rank: addresses, disks. */
  lines: z.array(Content).default([]),
  /** Shown before the content. */
  status: Status.optional(),
  /** code: monospaced, breaks anywhere · blank: a line to write on by hand. */
  look: z.enum(['plain', 'strong', 'code', 'blank']).default('plain'),
  /** Smaller, below. */
  note: Content.optional(),
  /** Columns it covers; a row with one cell over all of them parts the rows below from those above. */
  span: z.number().int().min(1).default(1),
});
export type Cell = z.input<typeof Cell>;

/** Relative width; the widest column of a table is usually the one with sentences. */
export const ColumnWidth = z.enum(['narrow', 'medium', 'wide']);

/** `characters`: its width in Latin characters, for tables of many columns; exact in a spreadsheet, a share elsewhere. */
export const Column = z.object({
  title: Text,
  width: ColumnWidth.default('medium'),
  characters: z.number().optional(),
  /** Repeated in every part where the table is too wide for paper and is folded; without any it stays whole. */
  isKey: z.boolean().default(false),
});
export type Column = z.input<typeof Column>;

/** What a line or a box says to the eye; each writer has its own colours for them. */
export const Tone = z.enum(['plain', 'soft', 'brand', 'warn', 'customer', 'frame']);
export type Tone = z.infer<typeof Tone>;

const Point = z.tuple([z.number(), z.number()]);

/** The strokes of a picture, in points from its upper left corner; words stay words, in every language. */
export const Shape = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('box'),
    x: z.number(),
    y: z.number(),
    width: z.number(),
    height: z.number(),
    tone: Tone.default('plain'),
    isDashed: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('words'),
    x: z.number(),
    y: z.number(),
    /** Longer words are shortened to it. */
    width: z.number(),
    text: Content,
    size: z.number().default(11),
    tone: Tone.default('plain'),
    isStrong: z.boolean().default(false),
    align: z.enum(['start', 'middle']).default('start'),
  }),
  z.object({
    type: z.literal('line'),
    points: z.array(Point),
    tone: Tone.default('plain'),
    isDashed: z.boolean().default(false),
    hasArrow: z.boolean().default(false),
  }),
]);
export type Shape = z.input<typeof Shape>;

/** A piece of work on the calendar. */
export const ScheduleBar = z.object({
  id: z.string(),
  title: Text,
  owner: z.enum(['vendor', 'customer', 'both']),
  start: z.string(),
  end: z.string(),
  isCritical: z.boolean(),
});
export type ScheduleBar = z.infer<typeof ScheduleBar>;

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
    columns: z.array(Column),
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
  z.object({
    type: z.literal('picture'),
    title: Text,
    /** What it shows, for who cannot see it. */
    description: Text,
    width: z.number(),
    height: z.number(),
    shapes: z.array(Shape),
  }),
  z.object({ type: z.literal('gantt'), title: Text, bars: z.array(ScheduleBar) }),
  z.object({ type: z.literal('bullets'), items: z.array(Content) }),
  /** A new page; it and those after it lie as said. */
  z.object({ type: z.literal('page-break'), orientation: z.enum(['portrait', 'landscape']).default('portrait') }),
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
  /** Printed on every page, where given. */
  letterhead: z
    .object({
      customer: z.string(),
      vendor: z.string(),
      project: z.string(),
      revision: z.number(),
      isDraft: z.boolean(),
    })
    .optional(),
  /** What the document is made from; a sign-off is bound to it. */
  dataHash: z.string(),
  blocks: z.array(Block),
});
export type Document = z.input<typeof Document>;
