import type { Replanned } from '../../../main/contract/intake.contract.ts';
import { hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { ChangeGroups } from '../plan/difference.tsx';

/** What answers that came in made of the plan: another draft with its difference, nothing, or why none could be made. */
export function ReplannedNote({ plan: { revision, from, changes, failure } }: { readonly plan: Replanned }) {
  const { t } = useWords();
  if (failure !== null) {
    const title = revision === null ? t('intake.plan.failedFirst') : t('intake.plan.failed', { revision });
    return <ErrorCard record={failure} title={title} />;
  }
  if (from === null || revision === null)
    return (
      <p>
        <a href={hrefOf('plan')}>{t('intake.plan.first', { revision: revision ?? 1 })}</a>
      </p>
    );
  if (from === revision) return <p className="muted">{t('intake.plan.same', { revision })}</p>;
  return (
    <>
      <p>
        {t('intake.plan.changed', { from, revision, count: changes.length })}{' '}
        <a href={hrefOf('plan', 'changes', `${from}-${revision}`)}>{t('intake.plan.open')}</a>
      </p>
      <details className="since">
        <summary>{t('intake.plan.difference')}</summary>
        <ChangeGroups changes={changes} />
      </details>
    </>
  );
}
