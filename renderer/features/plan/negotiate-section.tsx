import { useState } from 'react';
import type { OfferRequest } from '../../../main/contract/plan.contract.ts';
import type { EnvironmentPlan } from '../../../main/model/plan/environment-plan.ts';
import type { Negotiation } from '../../../main/model/plan/negotiation.ts';
import { shapeName } from '../../../main/model/plan/planned-machine.ts';
import { useAsk } from '../../app/queries.ts';
import { hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { Failure } from '../shared/failure.tsx';
import { EnvironmentLinks, useEnvironment } from './environment-links.tsx';
import { Letter } from './negotiation/letter.tsx';
import { OfferForm } from './negotiation/offer-form.tsx';
import { haveOf, type OfferRow, offeredRows, plannedRows } from './negotiation/offer-rows.ts';
import { PromiseTable } from './negotiation/promise-table.tsx';
import { WayList } from './negotiation/way-list.tsx';
import { useShownPlan } from './plan-context.tsx';

/** Fewer or smaller machines than planned: what cannot be promised then, and the ways back. */
export function NegotiateSection() {
  const { t } = useWords();
  const environment = useEnvironment();
  if (environment === undefined) return <p>{t('plan.negotiate.none')}</p>;
  return (
    <>
      <EnvironmentLinks section="negotiate" current={environment.name} />
      <Talk key={environment.name} environment={environment} />
    </>
  );
}

function Talk({ environment }: { readonly environment: EnvironmentPlan }) {
  const { t } = useWords();
  const { plan, revision } = useShownPlan();
  const [rows, setRows] = useState<readonly OfferRow[]>(() => plannedRows(environment));
  const [takenFrom, setTakenFrom] = useState<number>();
  const ask = useAsk((client, request: OfferRequest) => client.plan.negotiate(request));
  const negotiate = (have: string) => {
    setTakenFrom(undefined);
    ask.mutate(
      { environment: environment.name, have },
      { onSuccess: ({ offer }) => have === '' && setRows(offeredRows(environment, offer)) },
    );
  };
  return (
    <>
      <Section title={t('plan.negotiate')} note={t('plan.negotiateNote')}>
        <OfferForm
          environment={environment}
          rows={rows}
          onChange={setRows}
          isAsking={ask.isPending}
          onAsk={() => negotiate(haveOf(rows))}
          onStanding={plan.existing.length === 0 ? undefined : () => negotiate('')}
        />
        <Failure of={[ask.error]} />
        <p role="status" className={takenFrom === undefined ? 'visually-hidden' : 'notice is-calm'}>
          {takenFrom !== undefined && (
            <span>
              {t('plan.defaults.remade', { revision })}{' '}
              <a href={hrefOf('plan', 'changes', `${takenFrom}-${revision}`)}>{t('plan.defaults.seeChanges')}</a>
            </span>
          )}
        </p>
      </Section>
      {ask.data !== undefined && ask.variables !== undefined && (
        <Outcome
          negotiation={ask.data}
          request={ask.variables}
          onTaken={() => {
            setTakenFrom(revision);
            ask.reset();
          }}
        />
      )}
    </>
  );
}

interface OutcomeProps {
  readonly negotiation: Negotiation;
  readonly request: OfferRequest;
  readonly onTaken: () => void;
}

function Outcome({ negotiation: { promises, ways, offer }, request, onTaken }: OutcomeProps) {
  const { t } = useWords();
  // the form above may say something else by now
  const offered = offer.roles
    .flatMap(({ role, machines }) => machines.map(({ count, shape }) => `${role} ${count} × ${shapeName(shape)}`))
    .join(', ');
  const fallen = promises.filter(({ holds }) => !holds).length;
  return (
    <>
      <Section title={t('plan.negotiate.promises')} note={t('plan.negotiate.for', { machines: offered })}>
        <p role="status" className={fallen === 0 ? 'notice is-calm' : 'notice'}>
          {fallen === 0 ? t('plan.negotiate.allHold') : t('plan.negotiate.fallen', { count: fallen })}
        </p>
        <PromiseTable promises={promises} />
      </Section>
      {fallen > 0 && (
        <Section title={t('plan.negotiate.ways')} note={t('plan.negotiate.waysNote')}>
          <WayList ways={ways} offer={offer} request={request} onTaken={onTaken} />
        </Section>
      )}
      <Letter request={request} />
    </>
  );
}
