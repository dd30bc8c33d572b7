import { Button } from 'antd';
import { useState } from 'react';
import type { OfferRequest } from '../../../../main/contract/plan.contract.ts';
import type { MachineOffer, WayBack } from '../../../../main/model/plan/negotiation.ts';
import { costWords, leftToDo, promiseWords } from '../../../../main/model/plan/way-words.ts';
import { hrefOf } from '../../../app/route.ts';
import { useWords } from '../../../i18n/words.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { reasonWords } from '../answers.ts';
import { TakeWayDialog } from './take-way-dialog.tsx';

interface WayListProps {
  readonly ways: readonly WayBack[];
  readonly offer: MachineOffer;
  readonly request: OfferRequest;
  readonly onTaken: () => void;
}

/** The ways back in their order, each with what it costs, what is given up and which answers change. */
export function WayList({ ways, offer, request, onTaken }: WayListProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<WayBack>();
  if (ways.length === 0) return <p>{t('plan.negotiate.noWay')}</p>;
  return (
    <>
      <ol className="way-list">
        {ways.map((way, index) => (
          <li key={way.id}>
            <Way way={way} number={index + 1} offer={offer} request={request} onTake={() => setChosen(way)} />
          </li>
        ))}
      </ol>
      {chosen !== undefined && (
        <TakeWayDialog
          way={chosen}
          request={request}
          onTaken={() => {
            setChosen(undefined);
            onTaken();
          }}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}

interface WayProps {
  readonly way: WayBack;
  readonly number: number;
  readonly offer: MachineOffer;
  readonly request: OfferRequest;
  readonly onTake: () => void;
}

function Way({ way, number, offer, request, onTake }: WayProps) {
  const { t, say } = useWords();
  const { id, title, cost, given, answers } = way;
  const left = leftToDo(way, offer);
  const lost = [...new Set(given.map(({ promise }) => say(promiseWords[promise])))];
  return (
    <>
      <p>
        <strong>
          {number}. {say(title)}
        </strong>
      </p>
      <StateMark
        kind={lost.length === 0 ? 'pass' : 'attention'}
        word={lost.length === 0 ? t('plan.negotiate.keepsAll') : t('plan.negotiate.gives', { what: lost.join(' · ') })}
      />
      <p className="muted">{t('plan.negotiate.cost', { cost: say(costWords(cost)) })}</p>
      {left !== undefined && <p className="muted">{t('plan.negotiate.left', { what: say(left) })}</p>}
      {answers.length > 0 && (
        <>
          <ul className="muted" aria-label={t('plan.negotiate.answers')}>
            {answers.map(({ path, before, after }) => (
              <li key={path}>{reasonWords(`${path} ${before} → ${after}`, t)}</li>
            ))}
          </ul>
          <div className="actions">
            <a href={hrefOf('plan', 'what-if', 'way', request.environment, request.have, id)}>
              {t('plan.negotiate.try', { number })}
            </a>
            <Button size="small" onClick={onTake}>
              {t('plan.negotiate.take', { number })}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
