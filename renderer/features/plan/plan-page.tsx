import { Button } from 'antd';
import { useAct, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { EmptyState, Page } from '../../ui/page.tsx';
import { Failure } from '../shared/failure.tsx';
import { LockedNotice, useStageState } from '../shared/locked-notice.tsx';
import { ChangeList } from './change-list.tsx';
import { DocumentList } from './document-list.tsx';
import { FigureTable } from './figure-table.tsx';
import { NetworkTable } from './network-table.tsx';
import { PlanNotes } from './plan-notes.tsx';
import { PlanSummary } from './plan-summary.tsx';

export function PlanPage() {
  const { t } = useWords();
  const plan = useSite('plan');
  const isLocked = useStageState('plan') === 'locked';
  const make = useAct((client) => client.plan.make());
  const view = plan.data;
  return (
    <Page
      title={t('stage.plan')}
      lead={t('stage.plan.lead')}
      actions={
        <Button
          type={view ? 'default' : 'primary'}
          disabled={isLocked && !view}
          loading={make.isPending}
          onClick={() => make.mutate(undefined)}
        >
          {t(view ? 'plan.remake' : 'plan.make')}
        </Button>
      }
    >
      <LockedNotice stage="plan" />
      <Failure of={[plan.error, make.error]} />
      {view === null && <EmptyState>{t('plan.empty')}</EmptyState>}
      {view && (
        <>
          <PlanNotes plan={view.plan} />
          <PlanSummary view={view} />
          <DocumentList />
          <FigureTable figures={view.plan.figures} />
          <NetworkTable rows={view.plan.ports} />
          <ChangeList />
        </>
      )}
    </Page>
  );
}
