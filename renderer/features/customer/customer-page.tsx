import { useOperationFeed } from '../../app/operation-feed.tsx';
import { useOverview, usePlan } from '../../app/queries.ts';
import { hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { EmptyState } from '../../ui/page.tsx';
import { ApproveForm } from '../approve/approve-form.tsx';
import { WhatChanges } from '../approve/what-changes.tsx';
import { DocumentList } from '../plan/document-list.tsx';
import { PlanNotes } from '../plan/plan-notes.tsx';
import { Failure } from '../shared/failure.tsx';
import { CustomerReport } from './customer-report.tsx';
import { WatchCard } from './watch-card.tsx';

/** The customer's staff: approve by name, watch in plain words, read the report. Nothing here can run or erase. */
export function CustomerPage() {
  const { t } = useWords();
  const overview = useOverview();
  const { view, error } = usePlan({ everyMs: 3_000 });
  const feed = useOperationFeed();
  return (
    <main id="main" tabIndex={-1} className="customer">
      <div>
        <h1>{t('customer.title')}</h1>
        <p className="lead">{t('customer.lead')}</p>
      </div>
      <Failure of={[overview.error, error]} />
      {view === null && (
        <EmptyState action={<a href={hrefOf('requirements')}>{t('customer.toAnswers')}</a>}>
          {t('customer.noPlan')}
        </EmptyState>
      )}
      <CustomerReport />
      {feed !== undefined && <WatchCard feed={feed} />}
      {view && (
        <>
          <PlanNotes plan={view.plan} />
          <WhatChanges plan={view.plan} />
          <ApproveForm view={view} />
          <DocumentList title={t('customer.documents')} />
        </>
      )}
    </main>
  );
}
