import type { CheckResult } from '../../../main/model/checks/check-kind.ts';
import { useWords } from '../../i18n/words.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { CheckItem } from '../shared/check-item.tsx';

/** One check over all its targets; open when something is not right. */
export function CheckGroup({ results }: { readonly results: readonly CheckResult[] }) {
  const { t, say } = useWords();
  const [first] = results;
  if (first === undefined) return null;
  const worst = (['fail', 'warn', 'pass'] as const).find((outcome) => results.some((one) => one.outcome === outcome));
  const passed = results.filter(({ outcome }) => outcome === 'pass').length;
  return (
    <details className="card phase" open={worst === 'fail' || worst === 'warn'}>
      <summary>
        <span>{say(first.title)}</span>
        <span className="muted">
          {passed} / {results.length}
        </span>
        <StateMark kind={worst ?? 'not-applicable'} word={t(`outcome.${worst ?? 'not-applicable'}`)} />
      </summary>
      <ul>
        {results.map((result) => (
          <CheckItem key={result.target} result={result} />
        ))}
      </ul>
    </details>
  );
}
