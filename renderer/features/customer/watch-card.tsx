import type { OperationFeed } from '../../app/operation-feed.tsx';
import { useWords } from '../../i18n/words.ts';
import { duration } from '../../ui/format.ts';
import { Section } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useStageState } from '../shared/locked-notice.tsx';
import { outerStages } from './outer-stages.ts';

/** Three stages, one sentence, a range of time, and whether anything is needed of the reader. */
export function WatchCard({ feed }: { readonly feed: OperationFeed }) {
  const { t, say, language } = useWords();
  const verify = useStageState('verify');
  const deliver = useStageState('deliver');
  const stages = outerStages(feed, verify === 'done' && deliver === 'done');
  const { live, state, operation } = feed;
  const current = operation.plan.steps.find(({ id }) => id === live?.steps[0]?.stepId);
  const remaining = live?.progress.remainingMs;
  const isWaiting =
    state.status === 'failed' || state.status === 'stopped' || (live === null && state.status === 'running');
  return (
    <Section title={t('customer.watch')}>
      <ol className="outer-stages">
        {stages.map(({ id, state: kind }) => (
          <li key={id}>
            <strong>{t(`outer.${id}`)}</strong>
            <StateMark kind={kind} word={t(`outerState.${kind}`)} />
          </li>
        ))}
      </ol>
      <div role="status" className="field">
        {current !== undefined && <p>{t('customer.now', { what: say(current.title) })}</p>}
        {remaining !== undefined && (
          <p>{t('install.left', { from: duration(remaining.from, language), to: duration(remaining.to, language) })}</p>
        )}
        <p className={`notice ${isWaiting ? '' : 'is-calm'}`}>
          {t(
            isWaiting
              ? 'customer.engineerWorks'
              : state.status === 'succeeded'
                ? 'customer.finished'
                : 'customer.nothing',
          )}
        </p>
      </div>
    </Section>
  );
}
