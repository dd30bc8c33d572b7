import type { IntakeResult, Replanned } from '../contract/intake.contract.ts';
import { canonicalJson, type Json } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { Base, Cells, Conflict, Stranger, Unknown } from '../model/intake/answers.ts';
import { inlineSecretPath } from '../requirements/inline-secrets.ts';
import { requirementsOf } from '../requirements/questionnaire/answers.ts';
import { baseOf, chooseAnswer, mergeAnswers } from '../requirements/questionnaire/merge.ts';
import { questionOf } from '../requirements/questionnaire/questionnaire.ts';
import { readReturned } from '../requirements/questionnaire/returned.ts';
import { nameOfSpeaker, refuseForeign, type Speaker } from './customer-answers.ts';
import { type KnownAnswers, knownAnswers } from './intake-memory.ts';
import { keepAnswers, refuseWrong, type Written } from './keep-answers.ts';
import { planAnew } from './plan-anew.ts';
import type { SiteSession } from './site-session.ts';

export interface WrittenAnswers extends Written {
  readonly answers: Readonly<Record<string, Cells>>;
  /** Whom to ask, by question nobody here can answer; null = it is known again. */
  readonly unknown: Readonly<Record<string, string | null>>;
  readonly base: Base;
  readonly strangers?: readonly Stranger[];
  /** True where the person sees what is known: an emptied answer is then taken away. */
  readonly isSeen?: boolean;
}

/**
 * Checks what somebody wrote and merges it with what is known. REQ_E0006 names every wrong cell; REQ_E0003 an inline
 * password; REQ_E0013 an answer that is not the customer's. Nothing is written then.
 */
export function takeAnswers(
  session: SiteSession,
  written: WrittenAnswers,
  speaker: Speaker = { role: 'engineer' },
): IntakeResult {
  const known = knownAnswers(session);
  refuseForeign(Object.keys({ ...written.answers, ...written.unknown }), speaker, known);
  const { answers, problems } = readReturned(written.answers);
  const secret = inlineSecretPath(requirementsOf({ byQuestion: answers, others: {} }));
  if (secret !== undefined) throw new FerrymanError('REQ_E0003', { path: secret });
  refuseWrong(problems, written);
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
  const { by, at, from } = written.given;
  const unknown = Object.entries(written.unknown).flatMap(([id, note]) =>
    note !== null && questionOf(id) !== undefined && merged[id] === undefined
      ? [[id, sameNote(known.memory.unknown[id], note) ?? { by, at, note }] as const]
      : [],
  );
  const strangers = [...(written.strangers ?? [])];
  const memory = {
    ...known.memory,
    conflicts: withConflicts(known.memory.conflicts, conflicts),
    strangers: [...known.memory.strangers.filter((before) => before.from !== from), ...strangers],
    unknown: { ...pick(known.memory.unknown, Object.keys(written.unknown)), ...Object.fromEntries(unknown) },
  };
  keepAnswers(session, { ...known, memory }, merged, changed, written);
  return {
    taken: changed,
    conflicts: conflicts.map(({ question, row }) => ({ question, ...(row === undefined ? {} : { row }) })),
    unknown: unknown.map(([id]) => id),
    strangers,
  };
}

/** What somebody wrote on the screen, with everything that is known before their eyes. */
export function saveAnswers(
  session: SiteSession,
  written: Pick<WrittenAnswers, 'answers' | 'unknown' | 'base'> & { readonly by: string },
  speaker: Speaker,
): IntakeResult {
  const { answers, unknown } = written;
  const by = nameOfSpeaker(speaker, written.by, knownAnswers(session), session.operator);
  // what is left out was not looked at, so it was not taken away either
  const base = Object.fromEntries(Object.entries(written.base).filter(([id]) => answers[id] !== undefined));
  const given = { by, at: session.clock.now(), way: 'screen' as const, from: '' };
  return takeAnswers(session, { answers, unknown, base, given, isSeen: true }, speaker);
}

export interface ConflictChoice {
  readonly question: string;
  readonly row?: string | undefined;
  readonly choice: 'known' | 'incoming';
  readonly by: string;
}

/** As `resolveConflict`, and the plan anew where what came back is taken. */
export function resolveAndPlan(session: SiteSession, wanted: ConflictChoice): Replanned | null {
  resolveConflict(session, wanted);
  return wanted.choice === 'incoming' ? planAnew(session) : null;
}

/** Takes one of two answers. REQ_E0012 when there is no such conflict. */
export function resolveConflict(session: SiteSession, wanted: ConflictChoice): void {
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
  keepAnswers(session, { ...known, memory }, merged, wanted.choice === 'known' ? [] : [wanted.question], {
    given: { by, at, way, from },
  });
}

/** Who said it first, when it is only said again. */
function sameNote(before: Unknown | undefined, note: string): Unknown | undefined {
  return before?.note === note ? before : undefined;
}

function isStillAt(known: KnownAnswers, base: Base, id: string): boolean {
  const value = known.byQuestion[id];
  const now = value === undefined ? undefined : baseOf({ [id]: value })[id];
  return same(now ?? null, base[id] ?? null);
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

/** A newer answer to the same question takes the older one's place. */
function withConflicts(before: readonly Conflict[], added: readonly Conflict[]): Conflict[] {
  const isOf = (conflict: Conflict) => (other: Conflict) =>
    other.question === conflict.question && other.row === conflict.row;
  return [...before.filter((old) => !added.some(isOf(old))), ...added];
}
