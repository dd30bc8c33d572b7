import { Button } from 'antd';
import { usePlan } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { EmptyState, Page } from '../../ui/page.tsx';
import { ChangeList } from '../plan/change-list.tsx';
import { PlanNotes } from '../plan/plan-notes.tsx';
import { Failure } from '../shared/failure.tsx';
import { LockedNotice } from '../shared/locked-notice.tsx';
import { ApproveForm } from './approve-form.tsx';
import { WhatChanges } from './what-changes.tsx';

export function ApprovePage() {
  const { t } = useWords();
  const { view, error } = usePlan();
  return (
    <Page title={t('stage.approve')} lead={t('stage.approve.lead')}>
      <LockedNotice stage="approve" />
      <Failure of={[error]} />
      {view === null && (
        <EmptyState action={<Button href="#/plan">{t('stage.plan')}</Button>}>{t('approve.empty')}</EmptyState>
      )}
      {view && (
        <>
          <PlanNotes plan={view.plan} />
          <WhatChanges plan={view.plan} />
          <ApproveForm view={view} />
          <ChangeList />
        </>
      )}
    </Page>
  );
}
