import { CheckOutcome, type CheckResult } from '../../../main/model/checks/check-kind.ts';
import { useWords } from '../../i18n/words.ts';
import { StateMark } from '../../ui/state-mark.tsx';

export function CheckTotals({ results }: { readonly results: readonly CheckResult[] }) {
  const { t } = useWords();
  return (
    <p className="progress-line" role="status">
      {CheckOutcome.options.map((outcome) => {
        const count = results.filter((result) => result.outcome === outcome).length;
        if (count === 0) return null;
        return <StateMark key={outcome} kind={outcome} word={`${t(`outcome.${outcome}`)} ${count}`} />;
      })}
    </p>
  );
}
