import type { Json } from '../../model/canonical-json.ts';
import type { Base, Conflict, Given, Provenance } from '../../model/intake/answers.ts';
import type { TableQuestion } from '../../model/intake/question.ts';
import type { Block } from './answers.ts';
import { fingerprint, plainAnswer, rowKeys } from './cells.ts';
import { questionOf } from './questionnaire.ts';

export interface IncomingAnswers {
  readonly answers: Readonly<Record<string, Json>>;
  /** What was known when the questions went out; without it nobody can tell a change from an older answer. */
  readonly base: Base;
  readonly given: Provenance;
}

export interface Merged {
  readonly merged: Readonly<Record<string, Given>>;
  readonly conflicts: readonly Conflict[];
  /** Questions whose answer is new or another than before. */
  readonly taken: readonly string[];
}

type Known = Readonly<Record<string, Given>>;

/**
 * Puts answers that came back to those that are known, question by question, tables row by row. What the person did not
 * touch stays as it is; what only they changed is taken; what both changed, or what they took away, is a conflict and
 * stays as known until somebody chooses. Pure.
 */
export function mergeAnswers(known: Known, { answers, base, given }: IncomingAnswers): Merged {
  const merged: Record<string, Given> = { ...known };
  const conflicts: Conflict[] = [];
  const taken: string[] = [];
  for (const id of new Set([...Object.keys(answers), ...Object.keys(base)])) {
    const question = questionOf(id);
    if (question === undefined) continue;
    const result =
      question.form === 'table'
        ? mergeTable(question, known[id], answers[id], base[id], given)
        : mergeField(id, known[id], plain(id, answers[id]), base[id], given);
    conflicts.push(...result.conflicts);
    if (result.taken === undefined) continue;
    merged[id] = { value: result.taken, ...given };
    taken.push(id);
  }
  return { merged, conflicts, taken };
}

/** What is known now of what a conflict is about; it may have changed since. */
export function knownSide(known: Known, { question: id, row }: Conflict): Given | null {
  const given = known[id];
  const question = questionOf(id);
  if (given === undefined || question?.form !== 'table' || row === undefined) return given ?? null;
  const rows = rowsOf(given.value);
  const found = rows[rowKeys(question, rows).indexOf(row)];
  return found === undefined ? null : { ...given, value: found };
}

/** The known answers after somebody chose between two. */
export function chooseAnswer(
  known: Known,
  conflict: Conflict,
  choice: 'known' | 'incoming',
): Readonly<Record<string, Given>> {
  if (choice === 'known') return known;
  const { question: id, row, incoming } = conflict;
  const question = questionOf(id);
  const rest = { ...known };
  if (question?.form !== 'table' || row === undefined) {
    if (incoming === null) delete rest[id];
    else rest[id] = incoming;
    return rest;
  }
  const rows = rowsOf(known[id]?.value);
  const at = rowKeys(question, rows).indexOf(row);
  const after = [...rows];
  if (at >= 0) after.splice(at, 1, ...(incoming === null ? [] : [incoming.value as Block]));
  else if (incoming !== null) after.push(incoming.value as Block);
  const before = known[id];
  const { value: _value, ...from } = incoming ??
    before ?? { value: null, by: '', at: '', way: 'text' as const, from: '' };
  if (after.length === 0) delete rest[id];
  else rest[id] = { ...from, value: after };
  return rest;
}

/** Fingerprints of what goes out, to be compared when it comes back. */
export function baseOf(byQuestion: Readonly<Record<string, Json>>): Base {
  return Object.fromEntries(
    Object.entries(byQuestion).flatMap(([id, value]): [string, Base[string]][] => {
      const question = questionOf(id);
      const said = plain(id, value);
      if (said === undefined) return [];
      if (question?.form !== 'table') return [[id, fingerprint(said)]];
      const rows = rowsOf(said);
      const keys = rowKeys(question, rows);
      return [[id, Object.fromEntries(rows.map((row, index) => [keys[index] ?? '', fingerprint(row)]))]];
    }),
  );
}

interface Outcome {
  readonly taken?: Json;
  readonly conflicts: readonly Conflict[];
}
const stays: Outcome = { conflicts: [] };

function mergeField(
  id: string,
  known: Given | undefined,
  incoming: Json | undefined,
  base: Base[string] | undefined,
  given: Provenance,
): Outcome {
  const said = plain(id, known?.value);
  const before = said === undefined ? undefined : fingerprint(said);
  const clash = {
    conflicts: [
      { question: id, known: known ?? null, incoming: incoming === undefined ? null : { value: incoming, ...given } },
    ],
  };
  if (incoming === undefined) return before === undefined || base === undefined ? stays : clash;
  const after = fingerprint(incoming);
  if (after === before || after === base) return stays;
  return before === undefined || before === base ? { taken: incoming, conflicts: [] } : clash;
}

function mergeTable(
  question: TableQuestion,
  known: Given | undefined,
  incoming: Json | undefined,
  base: Base[string] | undefined,
  given: Provenance,
): Outcome {
  const { id } = question;
  const before = keyed(question, known?.value);
  const after = keyed(question, incoming);
  const was = typeof base === 'object' ? base : {};
  const rows: Block[] = [];
  const conflicts: Conflict[] = [];
  let isChanged = false;
  const keep = (row: Block | undefined) => row !== undefined && rows.push(row);
  const from = (row: Block | undefined, source: Provenance | undefined): Given | null =>
    row === undefined || source === undefined
      ? null
      : { value: row, by: source.by, at: source.at, way: source.way, from: source.from };
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [mine, theirs] = [before.get(key), after.get(key)];
    const [mineMark, theirMark] = [mark(mine), mark(theirs)];
    const original = was[key];
    if (mineMark === theirMark || theirMark === original) keep(mine);
    else if (mineMark === original && theirs !== undefined) {
      keep(theirs);
      isChanged = true;
    } else {
      keep(mine);
      conflicts.push({ question: id, row: key, known: from(mine, known), incoming: from(theirs, given) });
    }
  }
  return isChanged ? { taken: rows, conflicts } : { conflicts };
}

function keyed(question: TableQuestion, value: Json | undefined): Map<string, Block> {
  const rows = rowsOf(value === undefined ? undefined : plain(question.id, value));
  const keys = rowKeys(question, rows);
  return new Map(rows.map((row, index) => [keys[index] ?? '', row]));
}

function mark(row: Block | undefined): string | undefined {
  return row === undefined ? undefined : fingerprint(row);
}

function plain(id: string, value: Json | undefined): Json | undefined {
  const question = questionOf(id);
  return value === undefined || question === undefined ? value : plainAnswer(question, value);
}

function rowsOf(value: Json | undefined): Block[] {
  return Array.isArray(value) ? (value as Block[]) : [];
}
