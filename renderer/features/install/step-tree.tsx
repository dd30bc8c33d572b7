import { isDone, type StepStatus } from '../../../main/model/operation/operation-state.ts';
import { phases } from '../../../main/model/operation/step-kind.ts';
import type { OperationFeed } from '../../app/operation-feed.tsx';
import { useWords } from '../../i18n/words.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { StepRow } from './step-row.tsx';

interface StepTreeProps {
  readonly feed: OperationFeed;
  readonly chosen: string | undefined;
  readonly onChoose: (stepId: string) => void;
}

/** Phases with their steps; a phase is open while there is something to see in it. */
export function StepTree({ feed, chosen, onChoose }: StepTreeProps) {
  const { t } = useWords();
  const { operation, state } = feed;
  return (
    <section className="card" aria-label={t('install.tree')}>
      {phases.map((phase) => {
        const steps = operation.plan.steps.filter((step) => step.phase === phase);
        if (steps.length === 0) return null;
        const statuses = steps.map(({ id }) => state.steps[id]?.status ?? 'waiting');
        const summary = summaryOf(statuses);
        const isOpen = summary !== 'waiting' && summary !== 'completed';
        return (
          <details key={`${phase} ${isOpen}`} className="phase" open={isOpen}>
            <summary>
              <span>{t(`phase.${phase}`)}</span>
              <span className="muted">
                {statuses.filter(isDone).length} / {steps.length}
              </span>
              <StateMark kind={summary} word={t(`step.${summary}`)} />
            </summary>
            <ol>
              {steps.map((step) => (
                <StepRow
                  key={step.id}
                  step={step}
                  state={state.steps[step.id]}
                  live={feed.live?.steps.find(({ stepId }) => stepId === step.id)}
                  isChosen={chosen === step.id}
                  onChoose={onChoose}
                />
              ))}
            </ol>
          </details>
        );
      })}
    </section>
  );
}

function summaryOf(statuses: readonly StepStatus[]): StepStatus {
  const first = (['failed', 'blocked', 'running', 'unknown'] as const).find((status) => statuses.includes(status));
  if (first !== undefined) return first;
  if (statuses.every(isDone)) return 'completed';
  return statuses.some(isDone) ? 'running' : 'waiting';
}
