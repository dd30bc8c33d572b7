import { Button } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';
import { useIsBusy } from './bundle-work.tsx';
import { otherThan, problemOf } from './field-problem.ts';

const bundleCodes = /^BUNDLE_E000[1-9]$/;
const folderCodes = /^PACKAGE_E000[56]$/;

/** The bundle's OS packages as apt and dnf repositories, for the customer's machines to install from. */
export function RepositoryForm() {
  const { t } = useWords();
  const [directory, setDirectory] = useState('');
  const [outputDirectory, setOutput] = useState('');
  const isBusy = useIsBusy();
  const write = useAsk((client) =>
    client.bundle.repository({ directory: directory.trim(), outputDirectory: outputDirectory.trim() }),
  );
  const isReady = directory.trim() !== '' && outputDirectory.trim() !== '';
  return (
    <Section title={t('bundle.repository.title')} note={t('bundle.repository.note')}>
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          write.mutate(undefined);
        }}
      >
        <div className="field-row is-top">
          <TextField
            label={t('bundle.path')}
            value={directory}
            onChange={setDirectory}
            problem={problemOf(write.error, bundleCodes)}
          />
          <TextField
            label={t('bundle.outputDirectory')}
            hint={t('bundle.repository.outputHint')}
            value={outputDirectory}
            onChange={setOutput}
            problem={problemOf(write.error, folderCodes)}
          />
        </div>
        <Failure of={[otherThan(otherThan(write.error, folderCodes), bundleCodes)]} />
        <div className="actions">
          <Button htmlType="submit" disabled={isBusy || !isReady} loading={write.isPending}>
            {t('bundle.repository.start')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
