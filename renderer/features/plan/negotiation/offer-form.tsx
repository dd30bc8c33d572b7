import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { EnvironmentPlan } from '../../../../main/model/plan/environment-plan.ts';
import { type MachineGroup, shapeName } from '../../../../main/model/plan/planned-machine.ts';
import { useWords } from '../../../i18n/words.ts';
import { isPossible, type OfferField, type OfferRow, offerLimits, plannedRows } from './offer-rows.ts';

interface OfferFormProps {
  readonly environment: EnvironmentPlan;
  readonly rows: readonly OfferRow[];
  readonly onChange: (rows: readonly OfferRow[]) => void;
  readonly isAsking: boolean;
  readonly onAsk: () => void;
  /** Fills in the machines that stand at the site; undefined where none does. */
  readonly onStanding: (() => void) | undefined;
}

const fields: readonly OfferField[] = ['count', 'cpuCores', 'memoryGib', 'diskGb'];

/** Machines there will be, by role; several sizes of one role in rows of their own. */
export function OfferForm({ environment, rows, onChange, isAsking, onAsk, onStanding }: OfferFormProps) {
  const { t } = useWords();
  const [isChecked, setChecked] = useState(false);
  const isAllPossible = rows.every((row) => fields.every((field) => isPossible(field, row[field])));
  return (
    <form
      className="dialog-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (isAllPossible) onAsk();
      }}
    >
      {environment.machines.map((group) => (
        <RoleRows key={group.role} group={group} rows={rows} isChecked={isChecked} onChange={onChange} />
      ))}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={isAsking}>
          {t('plan.negotiate.ask')}
        </Button>
        <Button onClick={() => onChange(plannedRows(environment))}>{t('plan.negotiate.asPlanned')}</Button>
        {onStanding !== undefined && <Button onClick={onStanding}>{t('plan.negotiate.standing')}</Button>}
      </div>
    </form>
  );
}

interface RoleRowsProps {
  readonly group: MachineGroup;
  readonly rows: readonly OfferRow[];
  readonly isChecked: boolean;
  readonly onChange: (rows: readonly OfferRow[]) => void;
}

function RoleRows({ group: { role, title, count, shape }, rows, isChecked, onChange }: RoleRowsProps) {
  const { t, say } = useWords();
  const own = rows.filter((row) => row.role === role);
  const another = () => {
    const last = own.at(-1);
    const key = Math.max(...rows.map((row) => row.key)) + 1;
    if (last !== undefined) onChange([...rows, { ...last, key, count: '1' }]);
  };
  return (
    <fieldset className="offer-role">
      <legend>
        {say(title)}{' '}
        <span className="muted">{t('plan.negotiate.planned', { machines: `${count} × ${shapeName(shape)}` })}</span>
      </legend>
      {own.map((row) => (
        <div key={row.key} className="field-row">
          {fields.map((field) => (
            <OfferInput
              key={field}
              field={field}
              value={row[field]}
              isChecked={isChecked}
              onChange={(value) =>
                onChange(rows.map((other) => (other.key === row.key ? { ...other, [field]: value } : other)))
              }
            />
          ))}
          {own.length > 1 && (
            <Button
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('plan.negotiate.remove', { role: say(title) })}
              onClick={() => onChange(rows.filter((other) => other.key !== row.key))}
            />
          )}
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        aria-label={t('plan.negotiate.addTo', { role: say(title) })}
        onClick={another}
      >
        {t('plan.negotiate.add')}
      </Button>
    </fieldset>
  );
}

interface OfferInputProps {
  readonly field: OfferField;
  readonly value: string;
  readonly isChecked: boolean;
  readonly onChange: (value: string) => void;
}

function OfferInput({ field, value, isChecked, onChange }: OfferInputProps) {
  const { t } = useWords();
  const id = useId();
  const isWrong = isChecked && !isPossible(field, value);
  return (
    <div className="field">
      <label htmlFor={id}>{t(`plan.negotiate.${field}`)}</label>
      <Input
        id={id}
        inputMode="numeric"
        value={value}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-problem` : undefined}
        onChange={({ target }) => onChange(target.value)}
      />
      {isWrong && (
        <span id={`${id}-problem`} className="is-bad" role="alert">
          {t('plan.negotiate.wanted', offerLimits[field])}
        </span>
      )}
    </div>
  );
}
