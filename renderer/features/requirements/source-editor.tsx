import { Button } from 'antd';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { recordOf } from '../../app/error-record.ts';
import { useAct, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { WrongFields } from '../shared/wrong-fields.tsx';
import { exampleRequirements } from './example-requirements.ts';

/** The same answers as text, for those who would rather write it. */
export function SourceEditor() {
  const { t } = useWords();
  const saved = useSite('requirements');
  const save = useAct((client, source: string) => client.site.saveRequirements({ source, file: 'requirements.yaml' }));
  const { register, handleSubmit, reset, setValue, formState } = useForm({ defaultValues: { source: '' } });
  const stored = saved.data?.source;
  useEffect(() => {
    if (stored !== undefined) reset({ source: stored }, { keepDirtyValues: true });
  }, [stored, reset]);
  const submit = handleSubmit(({ source }) =>
    save.mutate(source, { onSuccess: () => reset({ source }, { keepDirty: false }) }),
  );
  const isEmpty = saved.data === null && !formState.isDirty;
  return (
    <form className="source-form" onSubmit={submit}>
      <div className="field">
        <label htmlFor="source">{t('requirements.source')}</label>
        <p className="muted" id="source-help">
          {t('requirements.help')}
        </p>
        <textarea
          id="source"
          className="code editor"
          rows={22}
          spellCheck={false}
          aria-describedby="source-help"
          aria-invalid={save.error !== null}
          {...register('source')}
        />
      </div>
      {save.error !== null && <WrongFields record={recordOf(save.error)} title={t('requirements.refused')} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('requirements.save')}
        </Button>
        {isEmpty && (
          <Button onClick={() => setValue('source', exampleRequirements, { shouldDirty: true })}>
            {t('requirements.example')}
          </Button>
        )}
        <span role="status" className="muted">
          {save.isSuccess && !formState.isDirty && t('requirements.saved', { revision: save.data.revision })}
        </span>
      </div>
    </form>
  );
}
