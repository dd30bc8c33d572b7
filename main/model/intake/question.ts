import { z } from 'zod';
import { Section } from '../site/section.ts';
import { Text } from '../text.ts';

/**
 * How an answer is written in one cell. `percent` shows 20 for 0.2; `disks`, `ports`, `login` and `system` are short
 * writings of a small block of fields; `value` is a number, yes/no or text.
 */
export const FieldKind = z.enum([
  'text',
  'number',
  'percent',
  'choice',
  'yes-no',
  'address',
  'network',
  'date',
  'list',
  'disks',
  'ports',
  'login',
  'system',
  'value',
]);
export type FieldKind = z.infer<typeof FieldKind>;

/** One word of a fixed set: what the requirements hold, and what a person reads. */
export const Choice = z.object({ value: z.union([z.string(), z.number(), z.boolean()]), title: Text });
export type Choice = z.infer<typeof Choice>;

/** What one cell asks: a question of its own, or one column of a table. */
export const Field = z.object({
  /** Path of the answer: in the requirements, or in one row. */
  id: z.string(),
  kind: FieldKind,
  /** Of a list: what its items are. */
  of: z.enum(['text', 'number', 'choice', 'address', 'network', 'date']).optional(),
  title: Text,
  unit: Text.optional(),
  example: Text.optional(),
  /** All that may be chosen; beside another kind than `choice`: words that may stand there instead. */
  choices: z.array(Choice).optional(),
  isNeeded: z.boolean().default(false),
  /** Digits and dots that are no number, such as a version. */
  isVersion: z.boolean().default(false),
  /** Only asked on demand: the usual customer leaves it as it is. */
  isTechnical: z.boolean().default(false),
});
export type Field = z.infer<typeof Field>;

/** must = no plan worth reading without it · should = the plan assumes something and says so · may = asked for completeness. */
export const Need = z.enum(['must', 'should', 'may']);
export type Need = z.infer<typeof Need>;

const asked = {
  section: Section,
  need: Need,
  why: Text,
  /** What is taken while nobody answers. */
  otherwise: Text.optional(),
  /** Who usually knows. */
  who: Text,
  /** Whom to ask when the reader does not know. */
  ask: Text,
};

export const FieldQuestion = z.object({ form: z.literal('field'), ...Field.shape, ...asked });
export type FieldQuestion = z.infer<typeof FieldQuestion>;

export const TableQuestion = z.object({
  form: z.literal('table'),
  /** Path of the list in the requirements; `modules[].routes` is a list inside every row of `modules`. */
  id: z.string(),
  title: Text,
  example: Text.optional(),
  columns: z.array(Field),
  /** Columns that together tell one row from another; empty when nothing does. */
  key: z.array(z.string()),
  /** The table whose rows these belong to; the first column then names the row. */
  inside: z.string().optional(),
  ...asked,
});
export type TableQuestion = z.infer<typeof TableQuestion>;

export const Question = z.discriminatedUnion('form', [FieldQuestion, TableQuestion]);
export type Question = z.infer<typeof Question>;

export const SectionDescription = z.object({ id: Section, title: Text, about: Text, who: Text, ask: Text });
export type SectionDescription = z.infer<typeof SectionDescription>;
