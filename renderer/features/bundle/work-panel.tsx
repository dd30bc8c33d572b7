import { Button, Progress } from 'antd';
import type { BundleWorkView } from '../../../main/contract/bundle.contract.ts';
import { useAsk } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { bytes, duration } from '../../ui/format.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { Failure } from '../shared/failure.tsx';
import { useBundleWork, useIsBusy } from './bundle-work.tsx';
import { ResumeWork } from './resume-work.tsx';
import type { BundleSection } from './sections.ts';
import { WorkResult } from './work-result.tsx';

const homes: Readonly<Record<BundleWorkView['kind'], BundleSection>> = {
  resolve: 'build',
  build: 'build',
  split: 'carry',
  verify: 'carry',
  papers: 'carry',
  repository: 'carry',
  'take-in': 'take-in',
  push: 'site',
  'push-to': 'push',
};

/** The work under way, in every part of the page; how the last one ended, in its own. */
export function WorkPanel({ section }: { readonly section: BundleSection }) {
  const { t } = useWords();
  const { work, isConnected } = useBundleWork();
  const isBusy = useIsBusy();
  const stop = useAsk((client) => client.bundle.stop());
  if (work === null || (!isBusy && homes[work.kind] !== section)) return null;
  const canResume = work.status === 'stopped' || work.status === 'failed';
  return (
    <section className="card" aria-label={t('bundle.work.result')}>
      <div className="progress-line" role="status">
        <strong>{t(isBusy ? `bundle.work.${work.kind}` : `bundle.${titles[work.kind]}.title`)}</strong>
        <StateMark kind={work.status} word={t(`bundle.work.status.${work.status}`)} />
        {!isConnected && <span className="is-warn">{t('bundle.work.lost')}</span>}
      </div>
      <span className="muted wrap-anywhere">{work.subject}</span>
      {work.progress !== null && work.status !== 'done' && <WorkProgress progress={work.progress} />}
      {isBusy && (
        <div className="actions">
          <Button disabled={work.status === 'stopping'} onClick={() => stop.mutate(undefined)}>
            {t('bundle.work.stop')}
          </Button>
        </div>
      )}
      {work.error !== null && <ErrorCard record={work.error} />}
      {canResume && <ResumeWork key={work.id} secret={work.secret} />}
      <Failure of={[stop.error]} />
      <WorkResult work={work} />
    </section>
  );
}

const titles = {
  resolve: 'resolve',
  build: 'build',
  split: 'split',
  verify: 'verify',
  papers: 'papers',
  repository: 'repository',
  'take-in': 'takeIn',
  push: 'push',
  'push-to': 'pushTo',
} as const;

function WorkProgress({ progress }: { readonly progress: NonNullable<BundleWorkView['progress']> }) {
  const { t, language } = useWords();
  const { doneBytes, totalBytes, what, remainingMs } = progress;
  const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
  return (
    <>
      <Progress percent={share * 100} showInfo={false} aria-label={t('bundle.work.result')} />
      <div className="progress-line muted">
        <span>{Math.floor(share * 100)} %</span>
        <span>{t('bundle.work.of', { done: bytes(doneBytes), total: bytes(totalBytes) })}</span>
        {remainingMs !== undefined && <span>{t('bundle.work.left', { time: duration(remainingMs, language) })}</span>}
        <span className="wrap-anywhere">{what}</span>
      </div>
    </>
  );
}
