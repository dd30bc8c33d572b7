import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useAct } from '../../app/queries.ts';
import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { EmptyState, Page, Section } from '../../ui/page.tsx';
import { Failure } from '../shared/failure.tsx';
import { LockedNotice, useStageState } from '../shared/locked-notice.tsx';
import { AuditSection } from './audit-section.tsx';
import { RegistryPassword } from './registry-password.tsx';
import { ReportDownloads } from './report-downloads.tsx';
import { ReportFrame } from './report-frame.tsx';
import { type ReportLanguage, useReport } from './use-report.ts';
import { VerdictLine } from './verdict-line.tsx';

export function DeliverPage() {
  const { t } = useWords();
  const { language } = useSettings();
  const [chosen, setChosen] = useState<ReportLanguage>();
  const shown = chosen ?? language;
  const report = useReport(shown);
  const write = useAct((client) => client.operation.writeReport());
  const isLocked = useStageState('deliver') === 'locked';
  return (
    <Page
      title={t('stage.deliver')}
      lead={t('stage.deliver.lead')}
      actions={
        <Button
          type={report.data ? 'default' : 'primary'}
          disabled={isLocked}
          loading={write.isPending}
          onClick={() => write.mutate(undefined)}
        >
          {t(report.data ? 'deliver.again' : 'deliver.write')}
        </Button>
      }
    >
      <LockedNotice stage="deliver" />
      <Failure of={[write.error, report.error]} />
      {report.data === null && <EmptyState>{t('deliver.empty')}</EmptyState>}
      {report.data && (
        <Section title={t('deliver.verdict')}>
          <VerdictLine report={report.data} />
          <div className="actions">
            <Segmented
              aria-label={t('deliver.language')}
              value={shown}
              onChange={setChosen}
              options={[
                { value: 'zh', label: '中文' },
                { value: 'en', label: 'English' },
                { value: 'both', label: t('deliver.both') },
              ]}
            />
            <ReportDownloads report={report.data} />
          </div>
          <ReportFrame html={report.data.html} />
        </Section>
      )}
      <RegistryPassword />
      <AuditSection />
    </Page>
  );
}
