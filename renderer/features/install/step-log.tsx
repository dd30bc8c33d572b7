import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useClient } from '../../app/client.ts';
import type { OperationFeed } from '../../app/operation-feed.tsx';
import { useWords } from '../../i18n/words.ts';

interface StepLogProps {
  readonly feed: OperationFeed;
  readonly stepId: string | undefined;
  /** True while it shows whatever is running. */
  readonly isFollowing: boolean;
  readonly onFollow: () => void;
}

const everyMs = 1_000;
const mostCharacters = 100_000;

/** What one step said, and the evidence it left; text only, whatever it looks like. */
export function StepLog({ feed: { operation, state }, stepId, isFollowing, onFollow }: StepLogProps) {
  const { t, say } = useWords();
  const log = useLog(operation.id, stepId);
  const end = useRef<HTMLPreElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new text moves the view to its end
  useEffect(() => {
    // some browsers answer with a promise, which an effect must not hand on
    end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [log]);
  const step = operation.plan.steps.find(({ id }) => id === stepId);
  const evidence = stepId === undefined ? undefined : state.steps[stepId]?.evidence?.evidence;
  return (
    <section className="card sticky" aria-label={t('install.log')}>
      <h2>{step === undefined ? t('install.log') : say(step.title)}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <pre className="log" ref={end} tabIndex={0}>
        {log || t('install.noLog')}
      </pre>
      {evidence && (
        <details>
          <summary className="muted">{t('check.evidence')}</summary>
          <pre>{evidence}</pre>
        </details>
      )}
      {!isFollowing && (
        <div>
          <Button size="small" onClick={onFollow}>
            {t('install.follow')}
          </Button>
        </div>
      )}
    </section>
  );
}

function useLog(operationId: string, stepId: string | undefined): string {
  const client = useClient();
  const [log, setLog] = useState('');
  useEffect(() => {
    setLog('');
    if (stepId === undefined) return;
    const leaving = new AbortController();
    let offset = 0;
    const read = async () => {
      while (!leaving.signal.aborted) {
        const part = await client.operation
          .log({ operationId, stepId, offset }, { signal: leaving.signal })
          .catch(() => undefined);
        if (leaving.signal.aborted) return;
        if (part !== undefined && part.text !== '') {
          offset = part.nextOffset;
          setLog((before) => (before + part.text).slice(-mostCharacters));
        }
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
    };
    void read();
    return () => leaving.abort();
  }, [client, operationId, stepId]);
  return log;
}
