import type { CheckResult } from '../../../main/model/checks/check-kind.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** Checks down, machines across. */
export function CheckMatrix({ results }: { readonly results: readonly CheckResult[] }) {
  const { t, say } = useWords();
  const targets = [...new Set(results.map(({ target }) => target))];
  const titles = new Map(results.map(({ id, title }) => [id, title]));
  const byPlace = new Map(results.map((result) => [`${result.id} ${result.target}`, result]));
  return (
    <DataTable
      caption={t('preflight.all')}
      columns={[t('word.check'), ...targets.map((target) => (target === 'site' ? t('word.site') : target))]}
      rows={[...titles].map(([id, title]) => ({
        key: id,
        cells: [
          say(title),
          ...targets.map((target) => {
            const result = byPlace.get(`${id} ${target}`);
            if (result === undefined) return t('home.none');
            return (
              <span key={target} title={say(result.summary)}>
                <StateMark kind={result.outcome} word={t(`outcome.${result.outcome}`)} />
              </span>
            );
          }),
        ],
      }))}
    />
  );
}
