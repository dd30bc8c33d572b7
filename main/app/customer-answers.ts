import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { ownersOf } from '../requirements/questionnaire/completeness.ts';
import { questionOf } from '../requirements/questionnaire/questionnaire.ts';
import type { KnownAnswers } from './intake-memory.ts';

/** The customer's side answers what it owns, and what nobody was named for. */
export function refuseForeign(ids: readonly string[], known: KnownAnswers): void {
  for (const id of ids) {
    const question = questionOf(id);
    if (question !== undefined && !mayCustomerAnswer(question.section, known))
      throw new FerrymanError('REQ_E0013', { question: id });
  }
}

export function mayCustomerAnswer(section: Parameters<typeof ownersOf>[0], { byQuestion }: KnownAnswers): boolean {
  const contacts = (byQuestion.contacts ?? []) as unknown as Parameters<typeof ownersOf>[1];
  const owners = ownersOf(
    section,
    contacts.map((contact) => ({ ...contact, answers: contact.answers ?? [] })),
  );
  return owners.length === 0 || owners.some(({ organisation }) => organisation === 'customer');
}
