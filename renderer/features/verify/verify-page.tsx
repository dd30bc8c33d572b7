import { Button } from 'antd';
import { useAct, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { EmptyState, Page } from '../../ui/page.tsx';
import { CheckTotals } from '../shared/check-totals.tsx';
import { Failure } from '../shared/failure.tsx';
import { LockedNotice, useStageState } from '../shared/locked-notice.tsx';
import { CheckGroup } from './check-group.tsx';

export function VerifyPage() {
  const { t } = useWords();
  const checks = useSite('verification');
  const verify = useAct((client) => client.operation.verify());
  const isLocked = useStageState('verify') === 'locked';
  const results = checks.data ?? [];
  const ids = [...new Set(results.map(({ id }) => id))];
  return (
    <Page
      title={t('stage.verify')}
      lead={t('stage.verify.lead')}
      actions={
        <Button
          type={results.length === 0 ? 'primary' : 'default'}
          disabled={isLocked}
          loading={verify.isPending}
          onClick={() => verify.mutate(undefined)}
        >
          {t(results.length === 0 ? 'verify.run' : 'verify.again')}
        </Button>
      }
    >
      <LockedNotice stage="verify" />
      <Failure of={[verify.error, checks.error]} />
      {checks.data?.length === 0 && <EmptyState>{t('verify.empty')}</EmptyState>}
      {results.length > 0 && <CheckTotals results={results} />}
      {ids.map((id) => (
        <CheckGroup key={id} results={results.filter((result) => result.id === id)} />
      ))}
    </Page>
  );
}
