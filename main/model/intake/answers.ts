import { z } from 'zod';
import { Section } from '../site/section.ts';
import { Text } from '../text.ts';

/** How an answer came in. */
export const Way = z.enum(['text', 'screen', 'workbook', 'page', 'code', 'facts']);
export type Way = z.infer<typeof Way>;

/** Who gave an answer, when, and by which way; `from` names the file, where it was one. */
export const Provenance = z.object({ by: z.string(), at: z.string(), way: Way, from: z.string() });
export type Provenance = z.infer<typeof Provenance>;

/** An answer as the requirements hold it, with where it comes from. */
export const Given = z.object({ value: z.json(), ...Provenance.shape });
export type Given = z.infer<typeof Given>;

/** What was known when a workbook or page went out: a fingerprint for each answer, for each row of a table. */
export const Base = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));
export type Base = z.infer<typeof Base>;

/** Two answers to one question (or one row of a table); null = nothing there. Somebody has to choose. */
export const Conflict = z.object({
  question: z.string(),
  /** Of a table: the row both speak of. */
  row: z.string().optional(),
  known: Given.nullable(),
  incoming: Given.nullable(),
});
export type Conflict = z.infer<typeof Conflict>;

/** Cells as a person writes them: one text, or the rows of a table by column. */
export const Cells = z.union([z.string(), z.array(z.record(z.string(), z.string()))]);
export type Cells = z.infer<typeof Cells>;

/** Something written where nothing was asked; kept, because somebody meant it. */
export const Stranger = z.object({ from: z.string(), place: z.string(), text: z.string() });
export type Stranger = z.infer<typeof Stranger>;

/** Somebody said "I don't know". */
export const Unknown = z.object({ by: z.string(), at: z.string(), note: z.string() });
export type Unknown = z.infer<typeof Unknown>;

/** What the site remembers of its answers beside the requirements themselves. */
export const IntakeMemory = z.object({
  /** By question; the fingerprint tells whether the answer is still the one that was given. */
  provenance: z.record(z.string(), z.object({ ...Provenance.shape, fingerprint: z.string() })),
  unknown: z.record(z.string(), Unknown),
  conflicts: z.array(Conflict),
  strangers: z.array(Stranger),
});
export type IntakeMemory = z.infer<typeof IntakeMemory>;

/** What a returned workbook, page or paste code says, before anything is believed. */
export const ReturnedAnswers = z.object({
  format: z.literal('ferryman-answers/1'),
  site: z.string().max(200),
  by: z.string().max(120),
  at: z.string().max(40),
  /** Only what was changed, or (workbook) everything that stands there. */
  answers: z.record(z.string(), Cells),
  unknown: z.record(z.string(), z.string().max(300)),
  base: Base,
});
export type ReturnedAnswers = z.infer<typeof ReturnedAnswers>;

/** One wrong cell: where, what stands there, what may stand there. */
export const CellProblem = z.object({
  question: z.string(),
  /** Counted from 0. */
  row: z.number().optional(),
  column: z.string().optional(),
  found: z.string(),
  allowed: Text,
});
export type CellProblem = z.infer<typeof CellProblem>;

export const AnswerState = z.enum(['answered', 'unknown', 'open', 'optional', 'conflict']);
export type AnswerState = z.infer<typeof AnswerState>;

export const QuestionState = z.object({
  question: z.string(),
  section: Section,
  state: AnswerState,
  title: Text,
  /** What the plan took meanwhile; without a plan, what it would take. */
  assumed: Text.optional(),
  provenance: Provenance.optional(),
  note: z.string().optional(),
});
export type QuestionState = z.infer<typeof QuestionState>;

export const OwnerCompleteness = z.object({
  section: Section,
  title: Text,
  /** Contacts who answer for it; empty = nobody yet. */
  contacts: z.array(z.object({ id: z.string(), name: z.string() })),
  answered: z.number(),
  unknown: z.number(),
  open: z.number(),
  conflicts: z.number(),
  optional: z.number(),
});
export type OwnerCompleteness = z.infer<typeof OwnerCompleteness>;

/** By section, by contact, and every question that waits for somebody. */
export const Completeness = z.object({
  sections: z.array(OwnerCompleteness),
  contacts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      answered: z.number(),
      unknown: z.number(),
      open: z.number(),
      conflicts: z.number(),
    }),
  ),
  states: z.array(QuestionState),
});
export type Completeness = z.infer<typeof Completeness>;
