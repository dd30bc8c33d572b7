import { Button } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';

/** Goes on with the last work; a secret it has forgotten is asked for again. */
export function ResumeWork({ secret }: { readonly secret: string | null }) {
  const { t } = useWords();
  const [value, setValue] = useState('');
  const resume = useAsk(async (client) => {
    if (secret !== null) await client.site.provideSecret({ name: secret, value });
    return await client.bundle.resume();
  });
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        resume.mutate(undefined, { onSuccess: () => setValue('') });
      }}
    >
      {secret !== null && (
        <TextField label={t('bundle.work.secret', { name: secret })} isSecret value={value} onChange={setValue} />
      )}
      <Failure of={[resume.error]} />
      <div className="actions">
        <Button type="primary" htmlType="submit" disabled={secret !== null && value === ''} loading={resume.isPending}>
          {t('bundle.work.resume')}
        </Button>
      </div>
    </form>
  );
}
