import { Button, Checkbox, Segmented } from 'antd';
import { useId, useState } from 'react';
import type { DocumentLanguage } from '../../../main/contract/plan.contract.ts';
import { useAsk, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';
import { useIsBusy } from './bundle-work.tsx';
import { otherThan, problemOf } from './field-problem.ts';

const languages = ['zh', 'en', 'both'] as const;
const formats = ['docx', 'pdf', 'html'] as const;
const sourceCodes = /^INTAKE_E0001$/;

/** Checksum sheet, burn list, custody form and virus-scan record, written into a folder. */
export function PapersForm() {
  const { t } = useWords();
  const formatsLabel = useId();
  const [source, setSource] = useState('');
  const [outputDirectory, setOutput] = useState('');
  const [language, setLanguage] = useState<DocumentLanguage>('both');
  const [wanted, setWanted] = useState<readonly (typeof formats)[number][]>(['docx']);
  const { canPrint = true } = useSite('documents').data ?? {};
  const isBusy = useIsBusy();
  const write = useAsk((client) =>
    client.bundle.papers({
      source: source.trim(),
      outputDirectory: outputDirectory.trim(),
      formats: [...wanted],
      language,
    }),
  );
  const isReady = source.trim() !== '' && outputDirectory.trim() !== '' && wanted.length > 0;
  return (
    <Section title={t('bundle.papers.title')} note={t('bundle.papers.note')}>
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          write.mutate(undefined);
        }}
      >
        <div className="field-row is-top">
          <TextField
            label={t('bundle.sourcePath')}
            value={source}
            onChange={setSource}
            problem={problemOf(write.error, sourceCodes)}
          />
          <TextField label={t('bundle.outputDirectory')} value={outputDirectory} onChange={setOutput} />
        </div>
        <fieldset className="document-language">
          <legend className="muted">{t('documents.language')}</legend>
          <Segmented
            aria-label={t('documents.language')}
            value={language}
            onChange={setLanguage}
            options={languages.map((value) => ({ value, label: t(`documents.language.${value}`) }))}
          />
        </fieldset>
        <div className="field">
          <span id={formatsLabel}>{t('bundle.papers.format')}</span>
          <Checkbox.Group
            aria-labelledby={formatsLabel}
            value={[...wanted]}
            onChange={setWanted}
            options={formats.map((value) => ({
              value,
              label: value.toUpperCase(),
              disabled: value === 'pdf' && !canPrint,
            }))}
          />
        </div>
        {!canPrint && <p className="muted">{t('documents.noPrinter')}</p>}
        <Failure of={[otherThan(write.error, sourceCodes)]} />
        <div className="actions">
          <Button htmlType="submit" disabled={isBusy || !isReady} loading={write.isPending}>
            {t('bundle.papers.start')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
