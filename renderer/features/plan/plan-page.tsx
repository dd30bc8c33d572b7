import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { PlanView } from '../../../main/contract/plan.contract.ts';
import { useAct, usePlan, useSite } from '../../app/queries.ts';
import { useRoutePart } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { EmptyState, Page } from '../../ui/page.tsx';
import { Failure } from '../shared/failure.tsx';
import { LockedNotice, useStageState } from '../shared/locked-notice.tsx';
import { ApprovalState } from './approval-state.tsx';
import { FigureDialog } from './figure-dialog.tsx';
import { PlanProvider } from './plan-context.tsx';
import { planSections } from './plan-sections.tsx';
import { SectionNav } from './section-nav.tsx';
import { sectionOf } from './sections.ts';

export function PlanPage() {
  const { t } = useWords();
  // the customer may approve it in a window of their own
  const { view, error } = usePlan({ everyMs: 3_000 });
  const isLocked = useStageState('plan') === 'locked';
  const requirements = useSite('requirements');
  const make = useAct((client) => client.plan.make());
  const isOld = view != null && requirements.data != null && view.plan.requirementsHash !== requirements.data.hash;
  return (
    <Page
      title={t('stage.plan')}
      lead={t('stage.plan.lead')}
      actions={
        <Button
          type={view && !isOld ? 'default' : 'primary'}
          disabled={isLocked && !view && !requirements.data}
          loading={make.isPending}
          onClick={() => make.mutate(undefined)}
        >
          {t(view ? 'plan.remake' : 'plan.make')}
        </Button>
      }
    >
      <LockedNotice stage="plan" />
      <Failure of={[error, make.error]} />
      {isOld && <p className="notice">{t('plan.isOld')}</p>}
      {view === null && <EmptyState>{t('plan.empty')}</EmptyState>}
      {view && <Parts view={view} />}
    </Page>
  );
}

function Parts({ view }: { readonly view: PlanView }) {
  const [name, detail] = useRoutePart();
  const current = sectionOf(name);
  const [figure, explain] = useState<string>();
  const access = useMemo(() => ({ ...view, explain }), [view]);
  const Current = planSections[current];
  // an address may name a figure, and leaving a part closes what explained it
  useEffect(() => explain(current === 'figures' ? detail : undefined), [current, detail]);
  return (
    <PlanProvider value={access}>
      <ApprovalState view={view} />
      <SectionNav current={current} />
      <Current />
      <FigureDialog figure={figure} onClose={() => explain(undefined)} />
    </PlanProvider>
  );
}
