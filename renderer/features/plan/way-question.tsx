import { useEffect } from 'react';
import type { WayChoice } from '../../../main/contract/plan.contract.ts';
import { hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';

interface WayQuestionProps {
  readonly choice: WayChoice;
  readonly isAsking: boolean;
  readonly onAsk: (choice: WayChoice) => void;
}

/** The answers of a way out, asked at once: the address says it all. */
export function WayQuestion({ choice: { environment, have, way }, isAsking, onAsk }: WayQuestionProps) {
  const { t } = useWords();
  useEffect(() => onAsk({ environment, have, way }), [environment, have, way, onAsk]);
  return (
    <>
      <p>
        {t('plan.whatIf.way', { have, environment })} <code>{way}</code>
      </p>
      <p role="status">{isAsking && t('plan.whatIf.asking')}</p>
      <p className="actions">
        <a href={hrefOf('plan', 'negotiate', environment)}>{t('plan.whatIf.backToWays')}</a>
        <a href={hrefOf('plan', 'what-if')}>{t('plan.whatIf.otherAnswer')}</a>
      </p>
    </>
  );
}
