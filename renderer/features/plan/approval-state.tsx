import { useState } from 'react';
import type { PlanView } from '../../../main/contract/plan.contract.ts';
import { useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { moment } from '../../ui/format.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { Failure } from '../shared/failure.tsx';
import { Difference } from './difference.tsx';

/** Whether this very plan is approved; an approval that a later edit left behind is named, with what changed since. */
export function ApprovalState({ view: { plan, approval, revision } }: { readonly view: PlanView }) {
  const { t } = useWords();
  const revisions = useSite('planRevisions', { isWanted: approval === null && revision > 1 });
  const blockers = plan.findings.filter(({ severity }) => severity === 'blocker').length;
  const before = revisions.data?.find((head) => head.revision < revision && head.approval !== null);
  if (approval !== null) {
    return (
      <p className="approval-state">
        <strong>r{revision}</strong>
        <StateMark kind="done" word={t('approve.done', { by: approval.by, at: moment(approval.at) })} />
      </p>
    );
  }
  return (
    <div className="approval-state">
      <strong>r{revision}</strong>
      <Failure of={[revisions.error]} />
      {blockers > 0 && <StateMark kind="fail" word={t('plan.approval.blocked', { count: blockers })} />}
      {before?.approval ? (
        <>
          <StateMark
            kind="attention"
            word={t('plan.approval.broken', {
              revision: before.revision,
              by: before.approval.by,
              at: moment(before.approval.at),
            })}
          />
          <Since from={before.revision} to={revision} />
        </>
      ) : (
        blockers === 0 && <StateMark kind="waiting" word={t('plan.approval.none')} />
      )}
    </div>
  );
}

function Since({ from, to }: { readonly from: number; readonly to: number }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="since" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('plan.approval.since', { revision: from })}</summary>
      {isOpen && <Difference from={from} to={to} />}
    </details>
  );
}
