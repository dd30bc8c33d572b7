import { Button, Input } from 'antd';
import { Controller, useForm } from 'react-hook-form';
import type { PlanView } from '../../../main/contract/plan.contract.ts';
import { useAct } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { moment } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { Section } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ApprovalState } from '../plan/approval-state.tsx';
import { Failure } from '../shared/failure.tsx';

/** A name put to this very plan; a later plan needs a new one. */
export function ApproveForm({ view }: { readonly view: PlanView }) {
  const { t, say } = useWords();
  const { plan, hash, approval, revision } = view;
  const blockers = plan.findings.filter(({ severity }) => severity === 'blocker');
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
  if (blockers.length > 0) {
    return (
      <Section title={t('approve.blocked')} note={t('approve.blockedNote', { count: blockers.length })}>
        <ul className="finding-list">
          {blockers.map(({ rule, object, reason, remedy }) => (
            <li key={`${rule} ${object}`}>
              <StateMark kind="fail" word={object} />
              <p>{say(reason)}</p>
              <p className="muted">
                {t('plan.remedy')} {say(remedy)}
              </p>
            </li>
          ))}
        </ul>
      </Section>
    );
  }
  return (
    <Section title={t('approve.title')} note={t('approve.note', { revision })}>
      {revision > 1 && <ApprovalState view={view} />}
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
