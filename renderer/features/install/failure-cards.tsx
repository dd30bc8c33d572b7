import { text } from '../../../main/model/text.ts';
import type { OperationFeed } from '../../app/operation-feed.tsx';
import { useWords } from '../../i18n/words.ts';
import { ErrorCard } from '../../ui/error-card.tsx';

const mostShown = 5;

/** Every step that failed or was blocked: cause, what to do, code. What is done stays done. */
export function FailureCards({ feed: { operation, state } }: { readonly feed: OperationFeed }) {
  const { t, say } = useWords();
  const failed = operation.plan.steps.flatMap((step) => {
    const found = state.steps[step.id];
    if (found?.status === 'failed' && found.error !== undefined) return [{ step, record: found.error }];
    if (found?.status === 'blocked' && found.evidence !== undefined) {
      const { reason, evidence } = found.evidence;
      const record = {
        code: 'OP_E0001',
        source: 'environment' as const,
        retry: 'after-fix' as const,
        message: reason ?? text(evidence, evidence),
        remedy: text('处理后点“继续”。', 'Fix the cause, then resume.'),
        evidence,
      };
      return [{ step, record }];
    }
    return [];
  });
  if (failed.length === 0) return null;
  return (
    <>
      {failed.slice(0, mostShown).map(({ step, record }) => (
        <ErrorCard key={step.id} record={record} title={say(step.title)} />
      ))}
      {failed.length > mostShown && <p>{t('install.moreFailed', { count: failed.length - mostShown })}</p>}
      <p className="muted">{t('install.safe')}</p>
    </>
  );
}
