import { Input } from 'antd';
import { useState } from 'react';
import { hrefOf, useRoutePart } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { EmptyState } from '../../ui/page.tsx';
import { GuidedQuestionnaire } from '../intake/guided-questionnaire.tsx';
import { useIntake } from '../intake/use-intake.ts';
import { Failure } from '../shared/failure.tsx';
import { PersonChoice } from './person-choice.tsx';

const nobodyNamed = 'other';

/** Questions of the customer's staff: first who speaks, then what is theirs to answer. */
export function CustomerAnswers() {
  const { t } = useWords();
  const [who, id] = useRoutePart();
  const people = useIntake();
  const contacts = people.data?.completeness.contacts ?? [];
  // where nobody was named, there is nothing to choose between
  const isOther = who === nobodyNamed || (people.data !== undefined && contacts.length === 0);
  const contact = who === 'as' ? contacts.find((each) => each.id === id) : undefined;
  return (
    <main id="main" tabIndex={-1} className="customer is-wide">
      <div>
        <h1>{t('customer.answers')}</h1>
        <p className="lead">{t('customer.answers.lead')}</p>
      </div>
      <Failure of={[people.error]} />
      {people.data !== undefined &&
        (contact !== undefined || isOther ? (
          <OwnQuestions
            key={contact?.id ?? nobodyNamed}
            {...(contact === undefined ? {} : { contact: contact.id, name: contact.name })}
            hasOthers={contacts.length > 0}
          />
        ) : (
          <PersonChoice view={people.data} otherHref={hrefOf('requirements', nobodyNamed)} />
        ))}
    </main>
  );
}

interface OwnQuestionsProps {
  readonly contact?: string;
  readonly name?: string;
  /** Somebody else may be meant. */
  readonly hasOthers: boolean;
}

function OwnQuestions({ contact, name, hasOthers }: OwnQuestionsProps) {
  const { t } = useWords();
  const intake = useIntake(contact);
  const [by, setBy] = useState('');
  const view = intake.data;
  return (
    <>
      <Failure of={[intake.error]} />
      <div className="who-answers">
        {name === undefined ? (
          <div className="field">
            <label htmlFor="answerer">{t('word.yourName')}</label>
            <Input
              id="answerer"
              autoComplete="name"
              maxLength={60}
              value={by}
              onChange={({ target }) => setBy(target.value)}
              aria-describedby="why-name"
            />
            <span id="why-name" className="muted">
              {t('customer.whyName')}
            </span>
          </div>
        ) : (
          <p>{t('customer.answersAs', { name })}</p>
        )}
        {hasOthers && <a href={hrefOf('requirements')}>{t('customer.notMe')}</a>}
      </div>
      {view?.sections.length === 0 && <EmptyState>{t('customer.noQuestions')}</EmptyState>}
      {view !== undefined && view.sections.length > 0 && (
        <GuidedQuestionnaire view={view} speaker={contact === undefined ? { by: by.trim() } : { contact }} />
      )}
    </>
  );
}
