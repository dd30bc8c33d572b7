import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useAct, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { EmptyState, Page, Section } from '../../ui/page.tsx';
import { CheckItem } from '../shared/check-item.tsx';
import { CheckTotals } from '../shared/check-totals.tsx';
import { Failure } from '../shared/failure.tsx';
import { LockedNotice, useStageState } from '../shared/locked-notice.tsx';
import { CheckMatrix } from './check-matrix.tsx';

export function PreflightPage() {
  const { t } = useWords();
  const checks = useSite('preflight');
  const run = useAct((client) => client.hosts.preflight());
  const isLocked = useStageState('preflight') === 'locked';
  const [isFiltered, setFiltered] = useState(false);
  const results = checks.data ?? [];
  const problems = results.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn');
  const shown = isFiltered ? results.filter(({ id }) => problems.some((problem) => problem.id === id)) : results;
  return (
    <Page
      title={t('stage.preflight')}
      lead={t('stage.preflight.lead')}
      actions={
        <Button
          type={results.length === 0 ? 'primary' : 'default'}
          disabled={isLocked && results.length === 0}
          loading={run.isPending}
          onClick={() => run.mutate(undefined)}
        >
          {t(results.length === 0 ? 'preflight.run' : 'preflight.again')}
        </Button>
      }
    >
      <LockedNotice stage="preflight" />
      <Failure of={[run.error, checks.error]} />
      {checks.data?.length === 0 && <EmptyState>{t('preflight.empty')}</EmptyState>}
      {results.length > 0 && (
        <>
          <CheckTotals results={results} />
          {problems.length > 0 && (
            <Section title={t('preflight.problems')}>
              <ul>
                {problems.map((result) => (
                  <CheckItem key={`${result.id} ${result.target}`} result={result} isOpen />
                ))}
              </ul>
            </Section>
          )}
          <Section title={t('preflight.all')}>
            {problems.length > 0 && (
              <Checkbox checked={isFiltered} onChange={({ target }) => setFiltered(target.checked)}>
                {t('preflight.onlyProblems')}
              </Checkbox>
            )}
            <CheckMatrix results={shown} />
          </Section>
        </>
      )}
    </Page>
  );
}
