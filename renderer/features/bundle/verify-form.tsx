import { Button } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';
import { useIsBusy } from './bundle-work.tsx';
import { otherThan, problemOf } from './field-problem.ts';

const sourceCodes = /^INTAKE_E0001$/;

export function VerifyForm() {
  const { t } = useWords();
  const [source, setSource] = useState('');
  const isBusy = useIsBusy();
  const verify = useAsk((client) => client.bundle.verify({ source: source.trim() }));
  return (
    <Section title={t('bundle.verify.title')} note={t('bundle.verify.note')}>
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          verify.mutate(undefined);
        }}
      >
        <TextField
          label={t('bundle.sourcePath')}
          value={source}
          onChange={setSource}
          problem={problemOf(verify.error, sourceCodes)}
        />
        <Failure of={[otherThan(verify.error, sourceCodes)]} />
        <div className="actions">
          <Button htmlType="submit" disabled={isBusy || source.trim() === ''} loading={verify.isPending}>
            {t('bundle.verify.start')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
