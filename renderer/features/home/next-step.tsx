import { Button } from 'antd';
import type { Stage } from '../../../main/contract/site.contract.ts';
import { hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';

/** Where the work goes on: the first stage that is not done. */
export function NextStep({ stages }: { readonly stages: readonly Stage[] }) {
  const { t } = useWords();
  const next = stages.find(({ state }) => state !== 'done');
  if (next === undefined) {
    return (
      <section className="card hero">
        <h2>{t('home.allDone')}</h2>
        <p className="muted">{t('home.allDoneNote')}</p>
      </section>
    );
  }
  return (
    <section className="card hero">
      <h2>{t('home.next', { stage: t(`stage.${next.id}`) })}</h2>
      <p className="muted">{t(`stage.${next.id}.lead`)}</p>
      <div className="actions">
        <Button type="primary" size="large" href={hrefOf(next.id)}>
          {t('home.continue', { stage: t(`stage.${next.id}`) })}
        </Button>
      </div>
    </section>
  );
}
