import { DiffGroup, type PlanChange } from '../../../main/model/plan/plan-change.ts';
import { useDifference, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Failure } from '../shared/failure.tsx';
import { reasonWords } from './answers.ts';

/** What the second revision has that the first has not. */
export function Difference({ from, to }: { readonly from: number; readonly to: number }) {
  const { data, error } = useDifference(from, to);
  return (
    <>
      <Failure of={[error]} />
      {data !== undefined && <ChangeGroups changes={data} />}
    </>
  );
}

/** Differences by group, each with the answers it comes from. */
export function ChangeGroups({ changes }: { readonly changes: readonly PlanChange[] }) {
  const { t, say } = useWords();
  const defaults = useSite('plannerDefaults');
  const titles = Object.fromEntries((defaults.data ?? []).map(({ id, title }) => [id, say(title)]));
  if (changes.length === 0) return <p>{t('plan.difference.none')}</p>;
  return (
    <div className="difference">
      {DiffGroup.options.map((group) => {
        const own = changes.filter((change) => change.group === group);
        if (own.length === 0) return null;
        return (
          <section key={group}>
            <h3>
              {t(`plan.difference.${group}`)} <span className="muted">{own.length}</span>
            </h3>
            <ul>
              {own.map(({ sign, object, what, because }) => (
                <li key={`${sign} ${object} ${what.en}`}>
                  <span className={`sign is-${group === 'findings' ? worse[sign] : signs[sign]}`}>
                    <span aria-hidden>{sign === '-' ? '−' : sign}</span>
                    <span className="visually-hidden">{t(`plan.difference.${signs[sign]}`)}</span>
                  </span>
                  <span>
                    <strong>{object}</strong> {say(what)}
                    {because.length > 0 && (
                      <span className="muted block">
                        {t('plan.difference.because', {
                          answers: because.map((reason) => reasonWords(reason, t, titles)).join(', '),
                        })}
                      </span>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

const signs = { '+': 'more', '-': 'less', '~': 'other' } as const;

/** Of findings fewer are better. */
const worse = { '+': 'less', '-': 'more', '~': 'other' } as const;
