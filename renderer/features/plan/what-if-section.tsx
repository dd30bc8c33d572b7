import { Segmented } from 'antd';
import { useState } from 'react';
import type { WayChoice, WhatIfAnswer, WhatIfQuestion } from '../../../main/contract/plan.contract.ts';
import { useAsk, useSite } from '../../app/queries.ts';
import { useRoutePart } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Failure } from '../shared/failure.tsx';
import { AnswerQuestion } from './answer-question.tsx';
import { ChangeGroups } from './difference.tsx';
import { SourceQuestion } from './source-question.tsx';
import { WayQuestion } from './way-question.tsx';

/** The difference another answer would make. Nothing of it is kept. */
export function WhatIfSection() {
  const { t } = useWords();
  const [way, setWay] = useState<'answer' | 'source'>('answer');
  const choice = useChoice();
  const requirements = useSite('requirements');
  const ask = useAsk((client, question: WhatIfQuestion) => client.plan.whatIf(question));
  const Question = way === 'answer' ? AnswerQuestion : SourceQuestion;
  return (
    <>
      <Section title={t('plan.whatIf')} note={t('plan.whatIfNote')}>
        {choice === undefined ? (
          <>
            <div>
              <Segmented
                aria-label={t('plan.whatIf')}
                value={way}
                onChange={setWay}
                options={(['answer', 'source'] as const).map((value) => ({ value, label: t(`plan.whatIf.${value}`) }))}
              />
            </div>
            <Failure of={[requirements.error]} />
            {requirements.data && (
              <Question key={way} view={requirements.data} isAsking={ask.isPending} onAsk={ask.mutate} />
            )}
          </>
        ) : (
          <WayQuestion choice={choice} isAsking={ask.isPending} onAsk={ask.mutate} />
        )}
        <Failure of={[ask.error]} />
      </Section>
      {ask.data !== undefined && <Answer answer={ask.data} />}
    </>
  );
}

/** A way out when machines are short, where the address names one: `#/plan/what-if/way/<environment>/<machines>/<way>`. */
function useChoice(): WayChoice | undefined {
  const [, kind, environment, have, way] = useRoutePart();
  if (kind !== 'way' || environment === undefined || have === undefined || way === undefined) return undefined;
  return { environment, have, way };
}

function Answer({ answer: { changes, blockers } }: { readonly answer: WhatIfAnswer }) {
  const { t, say } = useWords();
  return (
    <Section title={t('plan.whatIf.result')} note={t('plan.whatIf.kept')}>
      {blockers.length > 0 && (
        <div className="notice is-refusal" role="alert">
          <div>
            <p>
              <strong>{t('plan.whatIf.refused', { count: blockers.length })}</strong>
            </p>
            <ul className="finding-list">
              {blockers.map(({ rule, object, reason, remedy }) => (
                <li key={`${rule} ${object}`}>
                  <StateMark kind="fail" word={object} />
                  <p>{say(reason)}</p>
                  <p className="muted">
                    {t('plan.remedy')} {say(remedy)}
                  </p>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <div role="status">
        <ChangeGroups changes={changes} />
      </div>
    </Section>
  );
}
