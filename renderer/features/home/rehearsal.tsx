import { Button } from 'antd';
import type { SiteOverview } from '../../../main/contract/site.contract.ts';
import { useOperationFeed } from '../../app/operation-feed.tsx';
import { useAct } from '../../app/queries.ts';
import { goTo, hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { Failure } from '../shared/failure.tsx';

/** Practice sites only: the whole delivery on simulated machines with one call, then the same pages as for a real one. */
export function Rehearsal({ overview }: { readonly overview: SiteOverview }) {
  const { t } = useWords();
  const status = useOperationFeed()?.state.status;
  const rehearse = useAct((client) => client.operation.rehearse());
  const isOpen = status !== undefined && status !== 'succeeded';
  const hasReport = overview.stages.some(({ id, state }) => id === 'deliver' && state === 'done');
  const start = () => rehearse.mutate(undefined, { onSuccess: () => goTo('install') });
  return (
    <section className="card hero">
      <h2>{t('rehearse.title')}</h2>
      <p>{t('rehearse.what')}</p>
      <p className="muted">{t('rehearse.safe')}</p>
      <Failure of={[rehearse.error]} />
      <div className="actions">
        {isOpen ? (
          <Button type="primary" size="large" href={hrefOf('install')}>
            {t(status === 'running' || status === 'stopping' ? 'rehearse.watch' : 'rehearse.resume')}
          </Button>
        ) : (
          <Button type="primary" size="large" loading={rehearse.isPending} onClick={start}>
            {t(status === undefined ? 'rehearse.start' : 'rehearse.again')}
          </Button>
        )}
        {hasReport && (
          <Button size="large" href={hrefOf('deliver')}>
            {t('rehearse.report')}
          </Button>
        )}
        <span role="status" className="muted">
          {rehearse.isPending && t('rehearse.preparing')}
        </span>
      </div>
    </section>
  );
}
