import { Button } from 'antd';
import type { OperationFeed } from '../../app/operation-feed.tsx';
import { useAct } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Failure } from '../shared/failure.tsx';

/** Stop at a safe point, or go on: whichever has a meaning now. */
export function OperationActions({ feed: { state, live } }: { readonly feed: OperationFeed }) {
  const { t } = useWords();
  const stop = useAct((client) => client.operation.stop({}));
  const resume = useAct((client) => client.operation.resume({}));
  const isWorking = live !== null && (state.status === 'running' || state.status === 'stopping');
  const canResume = live === null && state.status !== 'succeeded';
  return (
    <>
      {isWorking && (
        <Button
          size="large"
          disabled={state.status === 'stopping'}
          loading={stop.isPending}
          onClick={() => stop.mutate(undefined)}
        >
          {t(state.status === 'stopping' ? 'install.stopping' : 'install.stop')}
        </Button>
      )}
      {canResume && (
        <Button type="primary" size="large" loading={resume.isPending} onClick={() => resume.mutate(undefined)}>
          {t('install.resume')}
        </Button>
      )}
      {state.status === 'succeeded' && (
        <Button type="primary" size="large" href="#/verify">
          {t('install.verify')}
        </Button>
      )}
      <Failure of={[stop.error, resume.error]} />
    </>
  );
}
