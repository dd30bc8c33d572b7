import type { Step } from '../../../main/model/operation/operation-plan.ts';
import type { StepState } from '../../../main/model/operation/operation-state.ts';
import type { LiveStatus } from '../../../main/model/operation/progress.ts';
import { useWords } from '../../i18n/words.ts';
import { duration } from '../../ui/format.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { Technical } from '../shared/technical.tsx';

interface StepRowProps {
  readonly step: Step;
  readonly state: StepState | undefined;
  readonly live: LiveStatus['steps'][number] | undefined;
  readonly isChosen: boolean;
  readonly onChoose: (stepId: string) => void;
}

export function StepRow({ step, state, live, isChosen, onChoose }: StepRowProps) {
  const { t, say, language } = useWords();
  const status = state?.status ?? 'waiting';
  return (
    <li>
      <button type="button" className="step" aria-pressed={isChosen} onClick={() => onChoose(step.id)}>
        <span>{say(step.title)}</span>
        <StateMark kind={status} word={t(`step.${status}`)} />
        <span className="step-note">
          {live !== undefined && (
            <>
              {duration(live.elapsedMs, language)} ({t('install.usual', { time: duration(step.weightMs, language) })})
              {live.pace !== 'usual' && ` · ${t(`pace.${live.pace}`)}`}
              {live.what !== '' && ` · ${live.what}`}
            </>
          )}
          {live === undefined && state?.durationMs !== undefined && duration(state.durationMs, language)}
          {(state?.attempt ?? 0) > 1 && ` · ${t('install.attempt', { count: state?.attempt ?? 0 })}`}
          <Technical>
            {' '}
            <code>{step.id}</code>
          </Technical>
        </span>
      </button>
    </li>
  );
}
