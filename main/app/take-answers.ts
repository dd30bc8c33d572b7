import type { IntakeResult } from '../contract/intake.contract.ts';
import type { Role } from '../contract/procedure.ts';
import type { Json } from '../model/canonical-json.ts';
import { FerrymanError, isFerrymanError } from '../model/errors/ferryman-error.ts';
import type { Base, CellProblem, Cells, Conflict, Given, Provenance, Stranger } from '../model/intake/answers.ts';
import type { Language } from '../model/text.ts';
import { inlineSecretPath } from '../requirements/inline-secrets.ts';
import { answersOf, requirementsOf } from '../requirements/questionnaire/answers.ts';
import { ownersOf } from '../requirements/questionnaire/completeness.ts';
import { editSource } from '../requirements/questionnaire/edit-source.ts';
import { baseOf, chooseAnswer, mergeAnswers } from '../requirements/questionnaire/merge.ts';
import { questionOf } from '../requirements/questionnaire/questionnaire.ts';
import { readReturned, strayRows } from '../requirements/questionnaire/returned.ts';
import { wrongCell } from '../requirements/questionnaire/wrong-cell.ts';
import { readRequirements } from '../requirements/read-requirements.ts';
import { type KnownAnswers, knownAnswers, rememberAnswers } from './intake-memory.ts';
import { savedRequirements } from './requirements.ts';
import type { SiteSession } from './site-session.ts';

export interface WrittenAnswers {
  readonly answers: Readonly<Record<string, Cells>>;
  readonly unknown: Readonly<Record<string, string>>;
  readonly base: Base;
  readonly given: Provenance;
  readonly strangers?: readonly Stranger[];
  /** How a wrong cell is called; its question and column otherwise. */
  readonly placeOf?: (problem: CellProblem, language: Language) => string;
  /** True where the person sees what is known: an emptied answer is then taken away. */
  readonly isSeen?: boolean;
}

/**
 * Checks what somebody wrote and merges it with what is known. REQ_E0006 names every wrong cell; REQ_E0003 an inline
 * password; REQ_E0013 an answer that is not the customer's. Nothing is written then.
 */
export function takeAnswers(session: SiteSession, written: WrittenAnswers, role: Role = 'engineer'): IntakeResult {
  const known = knownAnswers(session);
  if (role === 'customer') refuseForeign(Object.keys({ ...written.answers, ...written.unknown }), known);
  const { answers, problems } = readReturned(written.answers);
  const secret = inlineSecretPath(requirementsOf({ byQuestion: answers, others: {} }));
  if (secret !== undefined) throw new FerrymanError('REQ_E0003', { path: secret });
  refuse(problems, written);
  const erased = written.isSeen
    ? Object.keys(written.answers).filter((id) => answers[id] === undefined && isStillAt(known, written.base, id))
    : [];
  const direct = written.isSeen ? Object.keys(answers).filter((id) => isStillAt(known, written.base, id)) : [];
  const pick = <T>(from: Readonly<Record<string, T>>, without: readonly string[]) =>
    Object.fromEntries(Object.entries(from).filter(([id]) => !without.includes(id)));
  const before = pick(known.given, [...erased, ...direct]);
  const { merged, conflicts, taken } = mergeAnswers(before, {
    answers,
    base: pick(written.base, [...erased, ...direct]),
    given: written.given,
  });
  const changed = [
    ...taken.filter((id) => !same(known.byQuestion[id], merged[id]?.value)),
    ...erased.filter((id) => known.byQuestion[id] !== undefined),
  ];
  const unknown = Object.entries(written.unknown).filter(
    ([id]) => questionOf(id) !== undefined && merged[id] === undefined,
  );
  const memory = {
    ...known.memory,
    conflicts: withConflicts(known.memory.conflicts, conflicts),
    strangers: [
      ...known.memory.strangers.filter(({ from }) => from !== written.given.from),
      ...(written.strangers ?? []),
    ],
    unknown: {
      ...known.memory.unknown,
      ...Object.fromEntries(unknown.map(([id, note]) => [id, { by: written.given.by, at: written.given.at, note }])),
    },
  };
  commit(session, { ...known, memory }, merged, changed, written);
  return {
    taken: changed,
    conflicts: conflicts.length,
    unknown: unknown.map(([id]) => id),
    strangers: [...(written.strangers ?? [])],
  };
}

/** Takes one of two answers. REQ_E0012 when there is no such conflict. */
export function resolveConflict(
  session: SiteSession,
  wanted: { question: string; row?: string | undefined; choice: 'known' | 'incoming'; by: string },
): void {
  const known = knownAnswers(session);
  const conflict = known.memory.conflicts.find(
    ({ question, row }) => question === wanted.question && row === wanted.row,
  );
  if (conflict === undefined) {
    const question = wanted.row === undefined ? wanted.question : `${wanted.question} ${wanted.row}`;
    throw new FerrymanError('REQ_E0012', { question });
  }
  const memory = { ...known.memory, conflicts: known.memory.conflicts.filter((other) => other !== conflict) };
  const merged = chooseAnswer(known.given, conflict, wanted.choice);
  const given = conflict.incoming ?? { by: wanted.by, at: session.clock.now(), way: 'screen' as const, from: '' };
  const { by, at, way, from } = given;
  commit(session, { ...known, memory }, merged, wanted.choice === 'known' ? [] : [wanted.question], {
    given: { by, at, way, from },
  });
}

/** Checks the requirements these answers make and keeps both, or nothing. */
function commit(
  session: SiteSession,
  { source, memory }: KnownAnswers,
  merged: Readonly<Record<string, Given>>,
  changed: readonly string[],
  written: Pick<WrittenAnswers, 'given' | 'placeOf'>,
): void {
  const byQuestion = Object.fromEntries(Object.entries(merged).map(([id, { value }]) => [id, value]));
  refuse(strayRows(byQuestion), written);
  if (changed.length > 0) {
    const after = editSource(source, changed, byQuestion);
    const requirements = checked(after, written);
    session.store.saveDocument('requirements', { source: after, requirements });
  }
  const kept = changed.length === 0 ? byQuestion : answersOf(savedRequirements(session)?.requirements).byQuestion;
  const values = Object.fromEntries(
    changed.map((id) => [id, byQuestion[id] ?? kept[id]]).filter(([, value]) => value !== undefined),
  ) as Record<string, Json>;
  session.store.saveDocument('intake', rememberAnswers(memory, changed, values, written.given));
}

function checked(source: string, written: Pick<WrittenAnswers, 'given' | 'placeOf'>) {
  try {
    return readRequirements(source, 'requirements.yaml');
  } catch (error) {
    if (!isFerrymanError(error, 'REQ_E0002')) throw error;
    const { count = 1, problems = '' } = error.parameters;
    throw new FerrymanError(
      'REQ_E0006',
      { file: fileOf(written), count, zh: problems, en: problems },
      { cause: error },
    );
  }
}

function refuse(problems: readonly CellProblem[], written: Pick<WrittenAnswers, 'given' | 'placeOf'>): void {
  if (problems.length === 0) return;
  const place = written.placeOf ?? plainPlace;
  const said = (language: Language) =>
    problems.map((problem) => wrongCell(problem, place(problem, language))[language]).join('; ');
  throw new FerrymanError('REQ_E0006', {
    file: fileOf(written),
    count: problems.length,
    zh: said('zh'),
    en: said('en'),
  });
}

/** For a person in front of the question: its row and column; alone, its own title. */
function plainPlace({ question: id, row, column }: CellProblem, language: Language): string {
  const question = questionOf(id);
  const field = question?.form === 'table' ? question.columns.find((candidate) => candidate.id === column) : undefined;
  const parts = [
    question?.title[language] ?? id,
    ...(row === undefined ? [] : [language === 'zh' ? `第 ${row + 1} 行` : `row ${row + 1}`]),
    ...(field === undefined ? [] : [field.title[language]]),
  ];
  return parts.join(language === 'zh' ? '，' : ', ');
}

function fileOf({ given: { from, way } }: Pick<WrittenAnswers, 'given'>): string {
  return from === '' ? way : from;
}

/** The customer's side answers what it owns, and what nobody was named for. */
function refuseForeign(ids: readonly string[], { byQuestion, others }: KnownAnswers): void {
  for (const id of ids) {
    const question = questionOf(id);
    if (question !== undefined && !mayCustomerAnswer(question.section, { byQuestion, others }))
      throw new FerrymanError('REQ_E0013', { question: id });
  }
}

export function mayCustomerAnswer(
  section: Parameters<typeof ownersOf>[0],
  { byQuestion }: Pick<KnownAnswers, 'byQuestion' | 'others'>,
): boolean {
  const contacts = (byQuestion.contacts ?? []) as unknown as Parameters<typeof ownersOf>[1];
  const owners = ownersOf(
    section,
    contacts.map((contact) => ({ ...contact, answers: contact.answers ?? [] })),
  );
  return owners.length === 0 || owners.some(({ organisation }) => organisation === 'customer');
}

function isStillAt(known: KnownAnswers, base: Base, id: string): boolean {
  const value = known.byQuestion[id];
  const now = value === undefined ? undefined : baseOf({ [id]: value })[id];
  return same(now ?? null, base[id] ?? null);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A newer answer to the same question takes the older one's place. */
function withConflicts(before: readonly Conflict[], added: readonly Conflict[]): Conflict[] {
  const isOf = (conflict: Conflict) => (other: Conflict) =>
    other.question === conflict.question && other.row === conflict.row;
  return [...before.filter((old) => !added.some(isOf(old))), ...added];
}
