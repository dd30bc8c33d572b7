import { Button, Input } from 'antd';
import { Controller, useForm } from 'react-hook-form';
import type { PlanView } from '../../../main/contract/plan.contract.ts';
import { useAct } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { moment } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { Section } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Failure } from '../shared/failure.tsx';

/** A name put to this very plan; a later plan needs a new one. */
export function ApproveForm({ view: { hash, approval, revision } }: { readonly view: PlanView }) {
  const { t } = useWords();
  const approve = useAct((client, by: string) => client.plan.approve({ hash, by }));
  const { control, handleSubmit } = useForm({ defaultValues: { by: '' } });
  if (approval !== null) {
    return (
      <Section title={t('approve.title')}>
        <p className="progress-line">
          <StateMark kind="done" word={t('approve.done', { by: approval.by, at: moment(approval.at) })} />
          <span className="muted">
            {t('plan.hash')} <Hash value={hash} />
          </span>
        </p>
      </Section>
    );
  }
  return (
    <Section title={t('approve.title')} note={t('approve.note', { revision })}>
      <form className="field-row" onSubmit={handleSubmit(({ by }) => approve.mutate(by.trim()))}>
        <div className="field">
          <label htmlFor="approver">{t('word.yourName')}</label>
          <Controller
            name="by"
            control={control}
            rules={{ validate: (by) => by.trim() !== '' }}
            render={({ field, fieldState }) => (
              <>
                <Input
                  {...field}
                  id="approver"
                  autoComplete="name"
                  aria-invalid={fieldState.invalid}
                  aria-describedby={fieldState.invalid ? 'approver-error' : undefined}
                />
                {fieldState.invalid && (
                  <span id="approver-error" className="is-bad" role="alert">
                    {t('approve.nameWanted')}
                  </span>
                )}
              </>
            )}
          />
        </div>
        <Button type="primary" htmlType="submit" loading={approve.isPending}>
          {t('approve.approve')}
        </Button>
      </form>
      <p className="muted">
        {t('plan.hash')} <Hash value={hash} />
      </p>
      <Failure of={[approve.error]} />
    </Section>
  );
}
