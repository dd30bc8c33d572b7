import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReportView } from '../../../main/contract/operation.contract.ts';
import { useAct, useOverview } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { saveText } from '../../ui/save-file.ts';

export function ReportDownloads({ report }: { readonly report: ReportView }) {
  const { t } = useWords();
  const siteName = useOverview().data?.siteName || 'site';
  const json = useAct((client) => client.operation.readReportJson());
  const name = `${siteName}-${report.createdAt.slice(0, 10)}`;
  return (
    <>
      <Button
        icon={<DownloadOutlined aria-hidden />}
        onClick={() => saveText(`${name}.html`, 'text/html', report.html)}
      >
        {t('deliver.saveHtml')}
      </Button>
      <Button
        icon={<DownloadOutlined aria-hidden />}
        loading={json.isPending}
        onClick={() =>
          json.mutate(undefined, { onSuccess: (content) => saveText(`${name}.json`, 'application/json', content) })
        }
      >
        {t('deliver.saveJson')}
      </Button>
    </>
  );
}
