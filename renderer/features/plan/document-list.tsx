import { DownloadOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { DocumentFormat, DocumentLanguage } from '../../../main/contract/plan.contract.ts';
import { useAct, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/page.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Failure } from '../shared/failure.tsx';

interface Wanted {
  readonly id: string;
  readonly format: DocumentFormat;
  readonly language: DocumentLanguage;
}

const languages = ['zh', 'en', 'both'] as const;

/** The planning documents of the saved plan, each in every format it has. */
export function DocumentList({ title: heading }: { readonly title?: string }) {
  const { t, say, language: shown } = useWords();
  const [language, setLanguage] = useState<DocumentLanguage>(shown);
  const list = useSite('documents');
  const fetchOne = useAct((client, wanted: Wanted) => client.plan.readDocument(wanted));
  const { documents = [], canPrint = true } = list.data ?? {};
  const busy = fetchOne.isPending ? fetchOne.variables : undefined;
  return (
    <Section title={heading ?? t('documents.title')} note={t('documents.note')}>
      <Failure of={[list.error, fetchOne.error]} />
      <fieldset className="document-language">
        <legend className="muted">{t('documents.language')}</legend>
        <Segmented
          aria-label={t('documents.language')}
          value={language}
          onChange={setLanguage}
          options={languages.map((value) => ({ value, label: t(`documents.language.${value}`) }))}
        />
      </fieldset>
      {!canPrint && <p className="muted">{t('documents.noPrinter')}</p>}
      <DataTable
        caption={heading ?? t('documents.title')}
        columns={[t('documents.document'), t('documents.for'), t('documents.save')]}
        rows={documents.map(({ id, title, purpose, formats }) => ({
          key: id,
          cells: [
            say(title),
            say(purpose),
            <span key="save" className="actions">
              {formats.map((format) => (
                <Button
                  key={format}
                  size="small"
                  icon={<DownloadOutlined aria-hidden />}
                  aria-label={t('documents.saveAs', { document: say(title), format: format.toUpperCase() })}
                  disabled={format === 'pdf' && !canPrint}
                  loading={busy?.id === id && busy.format === format}
                  onClick={() => fetchOne.mutate({ id, format, language }, { onSuccess: saveFile })}
                >
                  {format.toUpperCase()}
                </Button>
              ))}
            </span>,
          ],
        }))}
      />
    </Section>
  );
}
