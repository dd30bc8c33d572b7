import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { OfferRequest } from '../../../../main/contract/plan.contract.ts';
import type { WayBack } from '../../../../main/model/plan/negotiation.ts';
import { useAct } from '../../../app/queries.ts';
import { useWords } from '../../../i18n/words.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../shared/failure.tsx';

interface TakeWayDialogProps {
  readonly way: WayBack;
  readonly request: OfferRequest;
  readonly onTaken: () => void;
  readonly onClose: () => void;
}

const longestName = 60;

/** Who decided; then the answers are written and the plan is another. */
export function TakeWayDialog({ way, request, onTaken, onClose }: TakeWayDialogProps) {
  const { t, say } = useWords();
  const id = useId();
  const [by, setBy] = useState('');
  const [isChecked, setChecked] = useState(false);
  const take = useAct((client, name: string) => client.plan.takeWay({ ...request, way: way.id, by: name }));
  const isNamed = by.trim() !== '' && by.trim().length <= longestName;
  const isWrong = isChecked && !isNamed;
  return (
    <Dialog title={t('plan.negotiate.takeTitle')} closeWord={t('plan.explain.close')} onClose={onClose}>
      <form
        className="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (isNamed) take.mutate(by.trim(), { onSuccess: onTaken });
        }}
      >
        <p>
          <strong>{say(way.title)}</strong>
        </p>
        <p className="muted">{t('plan.negotiate.takeNote')}</p>
        <div className="field">
          <label htmlFor={id}>{t('plan.default.who')}</label>
          <Input
            id={id}
            value={by}
            aria-invalid={isWrong}
            aria-describedby={isWrong ? `${id}-problem` : undefined}
            onChange={({ target }) => setBy(target.value)}
          />
          {isWrong && (
            <span id={`${id}-problem`} className="is-bad" role="alert">
              {t('plan.default.whoWanted')}
            </span>
          )}
        </div>
        <Failure of={[take.error]} />
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={take.isPending}>
            {t('plan.default.save')}
          </Button>
          <Button onClick={onClose}>{t('plan.default.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
