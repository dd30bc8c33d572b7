import { Button } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';
import { useIsBusy } from './bundle-work.tsx';
import { otherThan, problemOf } from './field-problem.ts';

const sizeCodes = /^VOLUME_E000[12]$/;
const bundleCodes = /^BUNDLE_E000[1-9]$/;

export function SplitForm() {
  const { t } = useWords();
  const [directory, setDirectory] = useState('');
  const [outputDirectory, setOutput] = useState('');
  const [size, setSize] = useState('fat32');
  const isBusy = useIsBusy();
  const split = useAsk((client) =>
    client.bundle.split({
      directory: directory.trim(),
      outputDirectory: outputDirectory.trim(),
      size: size.trim(),
    }),
  );
  const isReady = [directory, outputDirectory, size].every((each) => each.trim() !== '');
  const rest = otherThan(otherThan(split.error, sizeCodes), bundleCodes);
  return (
    <Section title={t('bundle.split.title')} note={t('bundle.split.note')}>
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          split.mutate(undefined);
        }}
      >
        <div className="field-row is-top">
          <TextField
            label={t('bundle.path')}
            value={directory}
            onChange={setDirectory}
            problem={problemOf(split.error, bundleCodes)}
          />
          <TextField label={t('bundle.outputDirectory')} value={outputDirectory} onChange={setOutput} />
          <TextField
            label={t('bundle.split.size')}
            hint={t('bundle.split.sizeHint')}
            value={size}
            onChange={setSize}
            problem={problemOf(split.error, sizeCodes)}
          />
        </div>
        <Failure of={[rest]} />
        <div className="actions">
          <Button htmlType="submit" disabled={isBusy || !isReady} loading={split.isPending}>
            {t('bundle.split.start')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
