import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { ReportDownloads } from '../deliver/report-downloads.tsx';
import { ReportFrame } from '../deliver/report-frame.tsx';
import { useReport } from '../deliver/use-report.ts';
import { VerdictLine } from '../deliver/verdict-line.tsx';

export function CustomerReport() {
  const { t } = useWords();
  const report = useReport(useSettings().language).data;
  if (!report) return null;
  return (
    <Section title={t('customer.report')} note={t('customer.reportNote')}>
      <VerdictLine report={report} />
      <div className="actions">
        <ReportDownloads report={report} />
      </div>
      <details>
        <summary>{t('customer.readReport')}</summary>
        <ReportFrame html={report.html} />
      </details>
    </Section>
  );
}
