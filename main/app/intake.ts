import type { ConflictView, IntakeView, MadeFile } from '../contract/intake.contract.ts';
import { sha256Hex } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { Conflict, Given } from '../model/intake/answers.ts';
import type { Requirements } from '../model/site/requirements.ts';
import type { Section } from '../model/site/section.ts';
import type { Language } from '../model/text.ts';
import { writePage } from '../requirements/page/write-page.ts';
import { cellsOf } from '../requirements/questionnaire/cells.ts';
import { completenessOf } from '../requirements/questionnaire/completeness.ts';
import { baseOf, knownSide } from '../requirements/questionnaire/merge.ts';
import { questionnaire, questionOf, sections } from '../requirements/questionnaire/questionnaire.ts';
import { contactsOf, customerContacts, type Speaker, sectionsFor } from './customer-answers.ts';
import { type KnownAnswers, knownAnswers } from './intake-memory.ts';
import { savedPlan } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';

/** The questions this person may answer with what is known of them, in one language; nothing of the others. */
export function readIntake(
  session: SiteSession,
  language: Language,
  speaker: Speaker = { role: 'engineer' },
): IntakeView {
  const known = knownAnswers(session);
  const isEngineer = speaker.role === 'engineer';
  const own = sectionsFor(speaker, known);
  const questions = questionnaire.filter(({ section }) => own.includes(section));
  const ids = new Set(questions.map(({ id }) => id));
  const mine = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => isEngineer || ids.has(id)));
  const whole = completeness(session, known);
  const people = customerContacts(known).map(({ id }) => id);
  return {
    sections: sections.filter(({ id }) => own.includes(id)),
    questions,
    cells: Object.fromEntries(
      questions.flatMap((question) => {
        const value = known.byQuestion[question.id];
        return value === undefined ? [] : [[question.id, cellsOf(question, value, language)]];
      }),
    ),
    base: baseOf(mine(known.byQuestion)),
    completeness: {
      sections: whole.sections.filter(({ section }) => own.includes(section)),
      contacts: whole.contacts.filter(({ id }) => isEngineer || people.includes(id)),
      states: whole.states.filter(({ section }) => own.includes(section)),
    },
    conflicts: known.memory.conflicts
      .filter(({ question }) => isEngineer || ids.has(question))
      .map((conflict) => conflictView({ ...conflict, known: knownSide(known.given, conflict) }, language)),
    strangers: isEngineer ? known.memory.strangers : [],
  };
}

/** All sections, or those named. */
export async function exportWorkbook(
  session: SiteSession,
  language: Language,
  wanted: readonly Section[] = [],
): Promise<MadeFile> {
  const known = knownAnswers(session);
  const { siteName } = siteOf(known);
  // read when asked for: it is as large as the rest of the program, and every start would pay for it
  const { writeWorkbook } = await import('../requirements/workbook/write-workbook.ts');
  const bytes = await writeWorkbook({
    siteId: session.store.siteId,
    siteName,
    createdAt: session.clock.now(),
    byQuestion: known.byQuestion,
    unknown: known.memory.unknown,
    completeness: completeness(session, known),
    sections: wanted.length === 0 ? sections.map(({ id }) => id) : wanted,
    language,
  });
  return madeFile('questions.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes);
}

/** The questions of one contact as a file for the browser. */
export function exportPage(session: SiteSession, language: Language, wanted: string): MadeFile {
  const known = knownAnswers(session);
  const { siteName, contacts } = siteOf(known);
  const contact = contacts.find(({ id, name }) => id === wanted || name === wanted);
  if (contact === undefined || contact.answers.length === 0) {
    const possible = contacts.filter(({ answers }) => answers.length > 0).map(({ id }) => id);
    throw new FerrymanError('REQ_E0011', { contact: wanted, known: possible.join(', ') || '—' });
  }
  const html = writePage({
    siteId: session.store.siteId,
    siteName,
    createdAt: session.clock.now(),
    contact,
    questions: questionnaire.filter(({ section }) => contact.answers.includes(section)),
    sections: sections.filter(({ id }) => contact.answers.includes(id)),
    byQuestion: known.byQuestion,
    unknown: known.memory.unknown,
    language,
  });
  return madeFile(
    `questions-${contact.id.replaceAll(/[^\p{L}\p{N}_-]/gu, '_')}.html`,
    'text/html',
    new TextEncoder().encode(html),
  );
}

export function madeFile(fileName: string, mediaType: string, bytes: Uint8Array): MadeFile {
  return { fileName, mediaType, base64: Buffer.from(bytes).toString('base64'), sha256: sha256Hex(bytes) };
}

function completeness(session: SiteSession, known: KnownAnswers) {
  const openQuestions = savedPlan(session)?.plan.openQuestions ?? [];
  return completenessOf({
    byQuestion: known.byQuestion,
    contacts: siteOf(known).contacts,
    memory: known.memory,
    openQuestions,
  });
}

/** Lenient: a workbook may go out before the requirements are whole. */
function siteOf(known: KnownAnswers): { siteName: string; contacts: Requirements['contacts'] } {
  return { siteName: String(known.byQuestion['site.name'] ?? ''), contacts: contactsOf(known) };
}

function conflictView({ question: id, row, known, incoming }: Conflict, language: Language): ConflictView {
  const question = questionOf(id);
  const shown = (given: Given | null) => {
    if (given === null || question === undefined) return null;
    const { value, by, at, way, from } = given;
    return { cells: cellsOf(question, question.form === 'table' ? [value] : value, language), by, at, way, from };
  };
  return { question: id, ...(row === undefined ? {} : { row }), known: shown(known), incoming: shown(incoming) };
}
