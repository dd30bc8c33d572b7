import { Button } from 'antd';
import { useSite } from '../../app/queries.ts';
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
  const plan = useSite('plan');
  return (
    <Page title={t('stage.approve')} lead={t('stage.approve.lead')}>
      <LockedNotice stage="approve" />
      <Failure of={[plan.error]} />
      {plan.data === null && (
        <EmptyState action={<Button href="#/plan">{t('stage.plan')}</Button>}>{t('approve.empty')}</EmptyState>
      )}
      {plan.data && (
        <>
          <PlanNotes plan={plan.data.plan} />
          <WhatChanges plan={plan.data.plan} />
          <ApproveForm view={plan.data} />
          <ChangeList />
        </>
      )}
    </Page>
  );
}
