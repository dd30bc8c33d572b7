import { FerrymanError, isFerrymanError } from '../model/errors/ferryman-error.ts';
import type { CellProblem, Given, Provenance } from '../model/intake/answers.ts';
import { type Language, text } from '../model/text.ts';
import { editSource } from '../requirements/questionnaire/edit-source.ts';
import { questionOf } from '../requirements/questionnaire/questionnaire.ts';
import { strayRows } from '../requirements/questionnaire/returned.ts';
import { wrongCell } from '../requirements/questionnaire/wrong-cell.ts';
import { readRequirements } from '../requirements/read-requirements.ts';
import { type KnownAnswers, rememberAnswers } from './intake-memory.ts';
import type { SiteSession } from './site-session.ts';

export interface Written {
  readonly given: Provenance;
  /** How a wrong cell is called; its question, row and column otherwise. */
  readonly placeOf?: (problem: CellProblem, language: Language) => string;
}

/** Checks the requirements these answers make and keeps both, or nothing. */
export function keepAnswers(
  session: SiteSession,
  { source, memory }: KnownAnswers,
  merged: Readonly<Record<string, Given>>,
  changed: readonly string[],
  written: Written,
): void {
  const byQuestion = Object.fromEntries(Object.entries(merged).map(([id, { value }]) => [id, value]));
  refuseWrong(strayRows(byQuestion), written);
  if (changed.length > 0) {
    const after = editSource(source, changed, byQuestion);
    const requirements = checked(after, written);
    session.store.saveDocument('requirements', { source: after, requirements });
  }
  session.store.saveDocument('intake', rememberAnswers(memory, changed, byQuestion, written.given));
}

function checked(source: string, written: Written) {
  try {
    return readRequirements(source, 'requirements.yaml');
  } catch (error) {
    if (!isFerrymanError(error, 'REQ_E0002')) throw error;
    const { count = 1, problems = '' } = error.parameters;
    throw new FerrymanError('REQ_E0006', { file: fileOf(written), count, problems }, { cause: error });
  }
}

export function refuseWrong(problems: readonly CellProblem[], written: Written): void {
  if (problems.length === 0) return;
  const place = written.placeOf ?? plainPlace;
  const said = (language: Language) =>
    problems.map((problem) => wrongCell(problem, place(problem, language))[language]).join('; ');
  throw new FerrymanError('REQ_E0006', {
    file: fileOf(written),
    count: problems.length,
    problems: text(said('zh'), said('en')),
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

function fileOf({ given: { from, way } }: Written): string {
  return from === '' ? way : from;
}
