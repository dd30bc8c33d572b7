import type { Role } from '../contract/procedure.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { Requirements } from '../model/site/requirements.ts';
import type { Section } from '../model/site/section.ts';
import { ownersOf } from '../requirements/questionnaire/completeness.ts';
import { questionOf, sections } from '../requirements/questionnaire/questionnaire.ts';
import type { KnownAnswers } from './intake-memory.ts';

export interface Speaker {
  readonly role: Role;
  /** Of the customer's side: the id of a contact; without one, somebody nobody named. */
  readonly contact?: string | undefined;
}

/** Contacts as far as they are written; a site may be asked before it is whole. */
export function contactsOf({ byQuestion }: KnownAnswers): Requirements['contacts'] {
  const contacts = Requirements.shape.contacts.safeParse(byQuestion.contacts);
  return contacts.success ? contacts.data : [];
}

/** Contacts of the customer's side who answer something. */
export function customerContacts(known: KnownAnswers): Requirements['contacts'] {
  return contactsOf(known).filter(({ organisation, answers }) => organisation === 'customer' && answers.length > 0);
}

/**
 * Sections this person is shown and may answer. The engineer: all. Of the customer's side: a contact's own; whoever is none,
 * those nobody answers for. REQ_E0011 for a contact the customer has not.
 */
export function sectionsFor({ role, contact }: Speaker, known: KnownAnswers): Section[] {
  const all = sections.map(({ id }) => id);
  if (role === 'engineer') return all;
  if (contact === undefined) return all.filter((section) => ownersOf(section, contactsOf(known)).length === 0);
  const people = customerContacts(known);
  const own = people.find(({ id }) => id === contact)?.answers;
  if (own === undefined)
    throw new FerrymanError('REQ_E0011', { contact, known: people.map(({ id }) => id).join(', ') || '—' });
  return all.filter((section) => own.includes(section));
}

/** REQ_E0013 for the first question that is another's to answer. */
export function refuseForeign(ids: readonly string[], speaker: Speaker, known: KnownAnswers): void {
  const own = sectionsFor(speaker, known);
  for (const id of ids) {
    const question = questionOf(id);
    if (question !== undefined && !own.includes(question.section))
      throw new FerrymanError('REQ_E0013', { question: id });
  }
}

/** The name that stands beside an answer. */
export function nameOfSpeaker({ role, contact }: Speaker, written: string, known: KnownAnswers, operator: string) {
  if (role === 'engineer') return written || operator;
  const named = customerContacts(known).find(({ id }) => id === contact)?.name;
  const customer = known.byQuestion['site.customer'];
  return named ?? (written || (typeof customer === 'string' && customer !== '' ? customer : 'customer'));
}
