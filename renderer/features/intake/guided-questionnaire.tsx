import { useState } from 'react';
import type { IntakeView } from '../../../main/contract/intake.contract.ts';
import type { Question } from '../../../main/model/intake/question.ts';
import type { Section } from '../../../main/model/site/section.ts';
import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { QuestionCard } from './question-card.tsx';
import { SectionList } from './section-list.tsx';
import type { Speaker } from './use-answer.ts';

interface GuidedQuestionnaireProps {
  readonly view: IntakeView;
  readonly speaker?: Speaker;
}

/** The questions somebody may answer, by who knows the answers. */
export function GuidedQuestionnaire({ view, speaker }: GuidedQuestionnaireProps) {
  const { t, say } = useWords();
  const { isTechnical } = useSettings();
  const [wanted, setShown] = useState<Section>();
  const section = view.sections.find(({ id }) => id === wanted) ?? view.sections[0];
  const shown = section?.id ?? 'architecture';
  const questions = view.questions.filter((question) => question.section === shown);
  const isAside = (question: Question) =>
    question.form === 'field' && question.isTechnical && view.cells[question.id] === undefined;
  const aside = isTechnical ? [] : questions.filter(isAside);
  const card = (question: Question) => (
    <QuestionCard key={question.id} question={question} view={view} speaker={speaker} />
  );
  return (
    <div className="guided">
      <SectionList view={view} shown={shown} onShow={setShown} />
      <section className="card questions" aria-labelledby="section-title">
        <div>
          <h2 id="section-title">{section === undefined ? '' : say(section.title)}</h2>
          {section !== undefined && (
            <p className="muted">
              {say(section.about)} {t('intake.who', { who: say(section.who) })}
            </p>
          )}
        </div>
        {questions.filter((question) => !aside.includes(question)).map(card)}
        {aside.length > 0 && (
          <details>
            <summary>{t('intake.technical', { count: aside.length })}</summary>
            <div className="questions">{aside.map(card)}</div>
          </details>
        )}
      </section>
    </div>
  );
}
