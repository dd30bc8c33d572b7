import type { CheckResult } from '../../../main/model/checks/check-kind.ts';
import { useWords } from '../../i18n/words.ts';
import { moment } from '../../ui/format.ts';
import { StateMark } from '../../ui/state-mark.tsx';

interface CheckItemProps {
  readonly result: CheckResult;
  /** With the check's title, where items of several checks stand together. */
  readonly isOpen?: boolean;
}

/** One result: state, sentence, what to do, and the evidence folded away. */
export function CheckItem({ result, isOpen = false }: CheckItemProps) {
  const { t, say } = useWords();
  const { title, target, outcome, summary, evidence, remedy, observedAt } = result;
  return (
    <li className="check-item">
      <div className="progress-line">
        <StateMark kind={outcome} word={t(`outcome.${outcome}`)} />
        <strong>{isOpen ? `${say(title)} · ${target}` : target}</strong>
        <span>{say(summary)}</span>
      </div>
      {remedy !== undefined && outcome !== 'pass' && (
        <p>
          <strong>{t('error.next')}</strong> {say(remedy)}
        </p>
      )}
      <details>
        <summary className="muted">{t('check.evidence')}</summary>
        {evidence === '' ? <p className="muted">{t('check.noEvidence')}</p> : <pre>{evidence}</pre>}
        <p className="step-note">{t('check.seen', { at: moment(observedAt) })}</p>
      </details>
    </li>
  );
}
