import { DownloadOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { DocumentLanguage, LetterFormat, OfferRequest } from '../../../../main/contract/plan.contract.ts';
import { useAsk, useSite } from '../../../app/queries.ts';
import { useWords } from '../../../i18n/words.ts';
import { Section } from '../../../ui/page.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { Failure } from '../../shared/failure.tsx';

const formats: readonly LetterFormat[] = ['docx', 'pdf', 'html'];
const languages = ['zh', 'en', 'both'] as const;

/** The one page for the customer to tick and sign. */
export function Letter({ request }: { readonly request: OfferRequest }) {
  const { t, language: shown } = useWords();
  const [language, setLanguage] = useState<DocumentLanguage>(shown);
  const canPrint = useSite('documents').data?.canPrint ?? true;
  const write = useAsk((client, format: LetterFormat) => client.plan.writeLetter({ ...request, format, language }));
  return (
    <Section title={t('plan.negotiate.letter')} note={t('plan.negotiate.letterNote')}>
      <Failure of={[write.error]} />
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
      <div className="actions">
        {formats.map((format) => (
          <Button
            key={format}
            icon={<DownloadOutlined aria-hidden />}
            aria-label={t('documents.saveAs', { document: t('plan.negotiate.letter'), format: format.toUpperCase() })}
            disabled={format === 'pdf' && !canPrint}
            loading={write.isPending && write.variables === format}
            onClick={() => write.mutate(format, { onSuccess: saveFile })}
          >
            {format.toUpperCase()}
          </Button>
        ))}
      </div>
    </Section>
  );
}
