import { Button } from 'antd';
import { useState } from 'react';
import { useOperationFeed } from '../../app/operation-feed.tsx';
import { useAct } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { EmptyState, Page } from '../../ui/page.tsx';
import { Failure } from '../shared/failure.tsx';
import { LockedNotice, useStageState } from '../shared/locked-notice.tsx';
import { FailureCards } from './failure-cards.tsx';
import { OperationActions } from './operation-actions.tsx';
import { ProgressHead } from './progress-head.tsx';
import { StepLog } from './step-log.tsx';
import { StepTree } from './step-tree.tsx';

export function InstallPage() {
  const { t } = useWords();
  const feed = useOperationFeed();
  const stage = useStageState('install');
  const start = useAct((client) => client.operation.start({}));
  const [chosen, setChosen] = useState<string>();
  if (feed === undefined) {
    return (
      <Page title={t('stage.install')} lead={t('stage.install.lead')}>
        <LockedNotice stage="install" />
        <Failure of={[start.error]} />
        <EmptyState
          action={
            <Button
              type="primary"
              disabled={stage !== 'ready'}
              loading={start.isPending}
              onClick={() => start.mutate(undefined)}
            >
              {t('install.start')}
            </Button>
          }
        >
          {t('install.empty')}
        </EmptyState>
      </Page>
    );
  }
  const running = feed.live?.steps[0]?.stepId;
  const shown = chosen ?? running ?? feed.operation.plan.steps.find(({ id }) => isTold(feed.state.steps[id]))?.id;
  return (
    <Page title={t('stage.install')} lead={t('stage.install.lead')} actions={<OperationActions feed={feed} />}>
      <ProgressHead feed={feed} />
      <FailureCards feed={feed} />
      <div className="split">
        <StepTree feed={feed} chosen={shown} onChoose={setChosen} />
        <StepLog feed={feed} stepId={shown} isFollowing={chosen === undefined} onFollow={() => setChosen(undefined)} />
      </div>
    </Page>
  );
}

function isTold(step: { readonly status: string } | undefined): boolean {
  return step?.status === 'failed' || step?.status === 'blocked' || step?.status === 'unknown';
}
