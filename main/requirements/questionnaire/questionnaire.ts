import type { Field, Question, SectionDescription, TableQuestion } from '../../model/intake/question.ts';
import type { Section } from '../../model/site/section.ts';
import * as application from './sections/application.ts';
import * as architecture from './sections/architecture.ts';
import * as names from './sections/names.ts';
import * as network from './sections/network.ts';
import * as schedule from './sections/schedule.ts';
import * as security from './sections/security.ts';
import * as servers from './sections/servers.ts';
import * as storage from './sections/storage.ts';

const parts = [architecture, servers, network, names, storage, security, application, schedule];

export const sections: readonly SectionDescription[] = parts.map(({ section }) => section);

/** Names the row of the other table a row belongs to. */
export const rowColumn = '@';
/** Fields of a row that no column asks for, kept as JSON. */
export const otherColumn = '@other';

/** Every question, in the order a person is asked. */
export const questionnaire: readonly Question[] = parts
  .flatMap(({ questions }): readonly Question[] => questions)
  .map((question, _index, all) => withRowColumn(question, all));

const byId = new Map(questionnaire.map((question) => [question.id, question]));

export function questionOf(id: string): Question | undefined {
  return byId.get(id);
}

export function questionsIn(section: Section): readonly Question[] {
  return questionnaire.filter((question) => question.section === section);
}

export function tablesInside(id: string): readonly TableQuestion[] {
  return questionnaire.filter((question) => question.form === 'table').filter(({ inside }) => inside === id);
}

/** A row of an inner table begins with the name of the row it belongs to. */
function withRowColumn(question: Question, all: readonly Question[]): Question {
  if (question.form === 'field' || question.inside === undefined) return question;
  const parent = all.find(({ id }) => id === question.inside);
  const [first] = parent?.form === 'table' ? parent.columns : [];
  if (first === undefined) throw new RangeError(`${question.id} lies in no table`);
  const column: Field = { ...first, id: rowColumn, isNeeded: true };
  return { ...question, columns: [column, ...question.columns], key: [rowColumn, ...question.key] };
}
