import { Button, Input } from 'antd';
import { type ReactNode, useId } from 'react';
import { type Control, Controller, useForm } from 'react-hook-form';
import type { PlannerDefault } from '../../../main/contract/plan.contract.ts';
import { useAct } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../shared/failure.tsx';
import { amount } from './amount.ts';

interface OverrideDialogProps {
  /** The default to replace; undefined = closed. */
  readonly chosen: PlannerDefault | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

interface Fields {
  readonly value: string;
  readonly by: string;
  readonly why: string;
}

/** Another figure in the place of a planner default: which, who says so, why. What does not fit is said beside its field. */
export function OverrideDialog({ chosen, onClose, onSaved }: OverrideDialogProps) {
  const { t, say } = useWords();
  if (chosen === undefined) return null;
  return (
    <Dialog
      title={t('plan.default.editOne', { title: say(chosen.title) })}
      closeWord={t('plan.explain.close')}
      onClose={onClose}
    >
      <OverrideForm key={chosen.id} chosen={chosen} onClose={onClose} onSaved={onSaved} />
    </Dialog>
  );
}

function OverrideForm({ chosen, onClose, onSaved }: OverrideDialogProps & { readonly chosen: PlannerDefault }) {
  const { t, language } = useWords();
  const save = useAct((client, { value, by, why }: Fields) =>
    client.plan.overrideDefault({ assumption: chosen.id, value: Number(value), by: by.trim(), why: why.trim() }),
  );
  const { control, handleSubmit } = useForm<Fields>({
    defaultValues: { value: String(chosen.value), by: chosen.override?.by ?? '', why: chosen.override?.why ?? '' },
  });
  const { least, most } = chosen;
  const range = t('plan.default.range', { least, most });
  const isPossible = (value: string) => value.trim() !== '' && Number(value) >= least && Number(value) <= most;
  const isText = (most: number) => (text: string) => text.trim() !== '' && text.trim().length <= most;
  return (
    <form
      className="dialog-form"
      noValidate
      onSubmit={handleSubmit((fields) =>
        save.mutate(fields, {
          onSuccess: () => {
            onSaved();
            onClose();
          },
        }),
      )}
    >
      <p className="muted">
        {t('plan.default.usual', { value: amount(chosen.default, chosen.unit, language) })} {range}
      </p>
      <Field control={control} name="value" label={t('plan.default.newValue')} problem={range} isValid={isPossible} />
      <Field
        control={control}
        name="by"
        label={t('plan.default.who')}
        problem={t('plan.default.whoWanted')}
        isValid={isText(60)}
      />
      <Field
        control={control}
        name="why"
        label={t('plan.default.why')}
        problem={t('plan.default.whyWanted')}
        isValid={isText(300)}
      />
      <Failure of={[save.error]} />
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('plan.default.save')}
        </Button>
        <Button onClick={onClose}>{t('plan.default.cancel')}</Button>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly control: Control<Fields>;
  readonly name: keyof Fields;
  readonly label: ReactNode;
  /** What is wanted, said when something else stands there. */
  readonly problem: string;
  readonly isValid: (given: string) => boolean;
}

function Field({ control, name, label, problem, isValid }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Controller
        name={name}
        control={control}
        rules={{ validate: isValid }}
        render={({ field, fieldState }) => (
          <>
            <Input
              {...field}
              id={id}
              inputMode={name === 'value' ? 'decimal' : 'text'}
              aria-invalid={fieldState.invalid}
              aria-describedby={fieldState.invalid ? `${id}-problem` : undefined}
            />
            {fieldState.invalid && (
              <span id={`${id}-problem`} className="is-bad" role="alert">
                {problem}
              </span>
            )}
          </>
        )}
      />
    </div>
  );
}
