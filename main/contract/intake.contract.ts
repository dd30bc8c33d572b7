import { z } from 'zod';
import { ErrorRecord } from '../model/errors/ferryman-error.ts';
import { Base, Cells, Completeness, Provenance, Stranger } from '../model/intake/answers.ts';
import { Question, SectionDescription } from '../model/intake/question.ts';
import { PlanChange } from '../model/plan/plan-change.ts';
import { Section } from '../model/site/section.ts';
import { Language } from '../model/text.ts';
import { engineerOnly, everyone } from './procedure.ts';

/** Two answers as a person reads them. */
export const ConflictView = z.object({
  question: z.string(),
  row: z.string().optional(),
  known: z.object({ cells: Cells, ...Provenance.shape }).nullable(),
  incoming: z.object({ cells: Cells, ...Provenance.shape }).nullable(),
});
export type ConflictView = z.infer<typeof ConflictView>;

export const IntakeView = z.object({
  sections: z.array(SectionDescription),
  questions: z.array(Question),
  cells: z.record(z.string(), Cells),
  base: Base,
  completeness: Completeness,
  conflicts: z.array(ConflictView),
  strangers: z.array(Stranger),
});
export type IntakeView = z.infer<typeof IntakeView>;

export const IntakeResult = z.object({
  taken: z.array(z.string()),
  /** Two answers each, for somebody to choose between. */
  conflicts: z.array(z.object({ question: z.string(), row: z.string().optional() })),
  unknown: z.array(z.string()),
  /** Written where nothing was asked; kept in the site. */
  strangers: z.array(Stranger),
});
export type IntakeResult = z.infer<typeof IntakeResult>;

/** The plan after answers came in: another revision where they change it. */
export const Replanned = z.object({
  /** The newest revision; null while no plan could ever be made. */
  revision: z.number().nullable(),
  /** The newest revision before; null where this is the first. */
  from: z.number().nullable(),
  changes: z.array(PlanChange),
  /** Why no plan can be made of these answers; they are kept, and so is the plan before. */
  failure: ErrorRecord.nullable(),
});
export type Replanned = z.infer<typeof Replanned>;

export const ImportResult = IntakeResult.extend({
  /** Conflicts somebody had chosen a side for beforehand. */
  settled: z.number(),
  /** null where nothing was taken that a plan goes by. */
  plan: Replanned.nullable(),
});
export type ImportResult = z.infer<typeof ImportResult>;

/** A file to be kept by whoever asked for it. */
export const MadeFile = z.object({
  fileName: z.string(),
  mediaType: z.string(),
  base64: z.string(),
  sha256: z.string(),
});
export type MadeFile = z.infer<typeof MadeFile>;

const inLanguage = { language: Language.default('zh') };
const fileIn = z.object({ name: z.string().min(1).max(200), base64: z.base64().max(28 * 2 ** 20) });

export const FactsTaken = z.object({
  machine: z.string(),
  file: z.string(),
  /** ISO 8601, by the machine's own clock. */
  collectedAt: z.string(),
  /** Facts read later stay in force. */
  isOlderThanKnown: z.boolean(),
  /** The requirements did not name this machine until now. */
  isNew: z.boolean(),
  /** Figures the requirements held that the machine itself says otherwise: `hardware.cpuCores: 16 → 8`. */
  corrected: z.array(z.string()),
  /** Disks that hold something nobody can name from outside; not offered to the plan. */
  unclearDisks: z.array(z.string()),
  /** Of the targets asked for: those it cannot reach, or had no tool to try. */
  unreachable: z.array(z.string()),
});
export type FactsTaken = z.infer<typeof FactsTaken>;

export const FactsImport = z.object({ taken: z.array(FactsTaken), plan: Replanned });
export type FactsImport = z.infer<typeof FactsImport>;

/** Who of the customer's side speaks, by the id of a contact: a link is given to the side, not to a person. */
const asContact = { contact: z.string().max(60).optional() };

/** What the customer is asked, and how answers come in. */
export const intakeContract = {
  /**
   * A customer is shown, and may answer, the sections of the contact he names; without one, those nobody was named for.
   * Errors: REQ_E0011 no such contact of the customer's.
   */
  read: everyone.input(z.object({ ...inLanguage, ...asContact })).output(IntakeView),
  /** Errors: REQ_E0003, REQ_E0006 (every wrong cell), REQ_E0011, REQ_E0013; nothing is kept then. `base` is what the caller saw. */
  save: everyone
    .input(
      z.object({
        answers: z.record(z.string(), Cells),
        /** Whom to ask, by question; null = it is known again. */
        unknown: z.record(z.string(), z.string().max(300).nullable()),
        base: Base,
        by: z.string().max(120).default(''),
        ...asContact,
      }),
    )
    .output(IntakeResult),
  /** A returned workbook, exported answers, or a paste code; the plan is made anew from them. */
  importFile: engineerOnly.input(fileIn).output(ImportResult),
  /** The plan is made anew where what came back is taken. */
  resolve: engineerOnly
    .input(
      z.object({
        question: z.string(),
        row: z.string().optional(),
        choice: z.enum(['known', 'incoming']),
        by: z.string().default(''),
      }),
    )
    .output(Replanned.nullable()),
  exportWorkbook: engineerOnly
    .input(z.object({ ...inLanguage, sections: z.array(Section).default([]) }))
    .output(MadeFile),
  /** One person's questions as one HTML file. REQ_E0011 for a contact who answers nothing. */
  exportPage: engineerOnly.input(z.object({ ...inLanguage, contact: z.string() })).output(MadeFile),
  /** The script a customer runs alone on a server. */
  collector: engineerOnly
    .input(z.object({ reach: z.array(z.string().max(300)).max(200).default([]) }))
    .output(MadeFile),
  /** FACT_E0001 for a file that was cut or changed, FACT_E0002 for two machines of one name; nothing is kept then. The plan is made anew. */
  importFacts: engineerOnly.input(z.array(fileIn).min(1).max(1000)).output(FactsImport),
};
