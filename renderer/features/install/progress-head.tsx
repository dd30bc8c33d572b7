import { Progress } from 'antd';
import { isDone } from '../../../main/model/operation/operation-state.ts';
import type { OperationFeed } from '../../app/operation-feed.tsx';
import { useNow } from '../../app/use-now.ts';
import { useWords } from '../../i18n/words.ts';
import { duration } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Technical } from '../shared/technical.tsx';

/** How far, how long still, and whether anybody is alive in there. */
export function ProgressHead({ feed }: { readonly feed: OperationFeed }) {
  const { t, language } = useWords();
  const { operation, state, live, isConnected } = feed;
  const now = useNow();
  const steps = operation.plan.steps;
  const done = steps.filter(({ id }) => isDone(state.steps[id]?.status ?? 'waiting')).length;
  const share = state.status === 'succeeded' ? 1 : (live?.progress.share ?? weightShare(feed));
  const remaining = live?.progress.remainingMs;
  const isCutOff = live === null && (state.status === 'running' || state.status === 'stopping');
  const status = isCutOff && isConnected ? 'unknown' : state.status;
  return (
    <section className="card" aria-label={t('install.progress')}>
      <div className="progress-line" role="status">
        <span className="share">{Math.floor(share * 100)} %</span>
        <StateMark kind={status} word={t(isCutOff && isConnected ? 'install.cutOff' : `status.${state.status}`)} />
        <span>{t('install.steps', { done, total: steps.length })}</span>
      </div>
      <Progress percent={share * 100} showInfo={false} aria-label={t('install.progress')} />
      <div className="progress-line muted">
        {remaining !== undefined && (
          <span>
            {t('install.left', { from: duration(remaining.from, language), to: duration(remaining.to, language) })}
          </span>
        )}
        {live !== null && (
          <span>{t('install.alive', { ago: duration(now - Date.parse(live.aliveAt), language) })}</span>
        )}
        {!isConnected && <span className="is-warn">{t('install.reconnecting')}</span>}
        {state.endedAt !== undefined && state.startedAt !== undefined && live === null && (
          <span>
            {t('install.took', {
              time: duration(Date.parse(state.endedAt) - Date.parse(state.startedAt), language),
            })}
          </span>
        )}
        <Technical>
          <span>
            {operation.id} · <Hash value={operation.planHash} /> · {t('install.fence', { fence: state.fence })}
          </span>
        </Technical>
      </div>
    </section>
  );
}

/** Without an engine there is no live share: what is done, by weight. */
function weightShare({ operation, state }: OperationFeed): number {
  const total = operation.plan.steps.reduce((sum, { weightMs }) => sum + weightMs, 0);
  const done = operation.plan.steps
    .filter(({ id }) => isDone(state.steps[id]?.status ?? 'waiting'))
    .reduce((sum, { weightMs }) => sum + weightMs, 0);
  return total === 0 ? 0 : done / total;
}
