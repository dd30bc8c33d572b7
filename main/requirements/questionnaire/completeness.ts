import type { Json } from '../../model/canonical-json.ts';
import type { AnswerState, Completeness, IntakeMemory, Provenance, QuestionState } from '../../model/intake/answers.ts';
import type { Question } from '../../model/intake/question.ts';
import type { OpenQuestion } from '../../model/plan/assumption.ts';
import type { Contact } from '../../model/site/calendar.ts';
import type { Section } from '../../model/site/section.ts';
import { fingerprint } from './cells.ts';
import { questionnaire, sections } from './questionnaire.ts';

export interface Standing {
  readonly byQuestion: Readonly<Record<string, Json>>;
  readonly contacts: readonly Contact[];
  readonly memory: IntakeMemory;
  /** Of the newest plan; empty without one. */
  readonly openQuestions: readonly OpenQuestion[];
}

export const nothingRemembered: IntakeMemory = { provenance: {}, unknown: {}, conflicts: [], strangers: [] };

/** What is answered, what waits for whom, and what the plan takes meanwhile. Pure. */
export function completenessOf(standing: Standing): Completeness {
  const states = questionnaire.flatMap((question) => statesOf(question, standing));
  const count = (among: readonly QuestionState[]) => ({
    answered: among.filter(({ state }) => state === 'answered').length,
    unknown: among.filter(({ state }) => state === 'unknown').length,
    open: among.filter(({ state }) => state === 'open').length,
    conflicts: among.filter(({ state }) => state === 'conflict').length,
  });
  return {
    sections: sections.map(({ id, title }) => {
      const mine = states.filter(({ section }) => section === id);
      return {
        section: id,
        title,
        contacts: ownersOf(id, standing.contacts).map(({ id: contact, name }) => ({ id: contact, name })),
        ...count(mine),
        optional: mine.filter(({ state }) => state === 'optional').length,
      };
    }),
    contacts: standing.contacts
      .filter(({ answers }) => answers.length > 0)
      .map(({ id, name, answers }) => ({
        id,
        name,
        ...count(states.filter(({ section }) => answers.includes(section))),
      })),
    states,
  };
}

export function ownersOf(section: Section, contacts: readonly Contact[]): Contact[] {
  return contacts.filter(({ answers }) => answers.includes(section));
}

/** Where an answer comes from, if it still is the one that was given. */
export function provenanceOf(memory: IntakeMemory, id: string, value: Json | undefined): Provenance | undefined {
  const found = memory.provenance[id];
  if (found === undefined || value === undefined || found.fingerprint !== fingerprint(value)) return undefined;
  const { by, at, way, from } = found;
  return { by, at, way, from };
}

/** The question a plan's path belongs to: the longest that is the path or begins it. */
function questionForPath(path: string): Question | undefined {
  const plain = path.replaceAll(/\[[^\]]*\]/g, '');
  return questionnaire
    .filter(({ id }) => !id.includes('[]') && (plain === id || plain.startsWith(`${id}.`)))
    .sort((a, b) => b.id.length - a.id.length)[0];
}

function statesOf(question: Question, { byQuestion, memory, openQuestions }: Standing): QuestionState[] {
  const { id, section, title, otherwise } = question;
  const value = byQuestion[id];
  const asked = openQuestions.filter(({ path }) => questionForPath(path)?.id === id);
  const exact = asked.find(({ path }) => path === id);
  const state = stateOf(question, value, memory, exact !== undefined);
  const provenance = provenanceOf(memory, id, value);
  const isOpen = state !== 'answered';
  const assumed = isOpen ? (exact?.assumed ?? otherwise) : undefined;
  const note = state === 'unknown' ? memory.unknown[id]?.note : undefined;
  return [
    {
      question: id,
      section,
      state,
      title,
      ...(assumed === undefined ? {} : { assumed }),
      ...(provenance === undefined ? {} : { provenance }),
      ...(note === undefined || note === '' ? {} : { note }),
    },
    // of a table that is there, the plan may still miss a figure in one row
    ...asked
      .filter((open) => open !== exact)
      .map(
        (open): QuestionState => ({
          question: id,
          section,
          state: 'open',
          title: open.question,
          assumed: open.assumed,
        }),
      ),
  ];
}

function stateOf(
  question: Question,
  value: Json | undefined,
  memory: IntakeMemory,
  isAskedByPlan: boolean,
): AnswerState {
  if (memory.conflicts.some((conflict) => conflict.question === question.id)) return 'conflict';
  const isKnown = value !== undefined && value !== 'unknown' && !(Array.isArray(value) && value.length === 0);
  if (isKnown && !isAskedByPlan) return 'answered';
  if (value === 'unknown' || memory.unknown[question.id] !== undefined) return 'unknown';
  if (isAskedByPlan) return 'open';
  return question.need === 'may' ? 'optional' : 'open';
}
