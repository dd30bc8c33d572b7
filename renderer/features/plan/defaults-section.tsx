import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { PlannerDefault } from '../../../main/contract/plan.contract.ts';
import { useAct, useSite } from '../../app/queries.ts';
import { hrefOf, useRoutePart } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { Failure } from '../shared/failure.tsx';
import { amount } from './amount.ts';
import { OverrideDialog } from './override-dialog.tsx';
import { useShownPlan } from './plan-context.tsx';

/** The figures that are ours and nobody's fact: each may be replaced, with who says so and why, and put back. */
export function DefaultsSection() {
  const { t, say, language } = useWords();
  const [, named] = useRoutePart();
  const { revision } = useShownPlan();
  const list = useSite('plannerDefaults');
  const remove = useAct((client, assumption: string) => client.plan.removeOverride({ assumption }));
  const [edited, setEdited] = useState<string>();
  const [madeFrom, setMadeFrom] = useState<number>();
  useEffect(() => setEdited(named), [named]);
  const defaults = list.data ?? [];
  const shown = (each: PlannerDefault, value: number) => amount(value, each.unit, language);
  return (
    <Section title={t('plan.defaults')} note={t('plan.defaultsNote')}>
      <Failure of={[list.error, remove.error]} />
      <p role="status" className={madeFrom === undefined ? 'visually-hidden' : 'notice is-calm'}>
        {madeFrom !== undefined &&
          (madeFrom === revision ? (
            t('plan.defaults.same')
          ) : (
            <span>
              {t('plan.defaults.remade', { revision })}{' '}
              <a href={hrefOf('plan', 'changes', `${madeFrom}-${revision}`)}>{t('plan.defaults.seeChanges')}</a>
            </span>
          ))}
      </p>
      <LongTable
        caption={t('plan.defaults')}
        columns={[
          t('plan.default.what'),
          t('plan.value'),
          t('plan.default.change'),
          t('plan.default.by'),
          t('plan.source'),
        ]}
        empty={t('plan.defaults.none')}
        rows={defaults.map((each) => ({
          key: each.id,
          text: `${each.id} ${each.title.zh} ${each.title.en}`,
          cells: [
            <span key="title" className="stack">
              {say(each.title)}
              <span className="muted">
                <code>{each.id}</code>
                {!each.isUsed && ` · ${t('plan.default.unused')}`}
              </span>
            </span>,
            <span key="value" className="stack">
              <strong className="nowrap">{shown(each, each.value)}</strong>
              {each.override !== null && (
                <span className="muted">{t('plan.default.was', { value: shown(each, each.default) })}</span>
              )}
            </span>,
            <span key="change" className="actions">
              <Button
                size="small"
                aria-label={t('plan.default.editOne', { title: say(each.title) })}
                onClick={() => setEdited(each.id)}
              >
                {t('plan.default.edit')}
              </Button>
              {each.override !== null && (
                <Button
                  size="small"
                  aria-label={t('plan.default.removeOne', { title: say(each.title) })}
                  loading={remove.isPending && remove.variables === each.id}
                  onClick={() => remove.mutate(each.id, { onSuccess: () => setMadeFrom(revision) })}
                >
                  {t('plan.default.remove')}
                </Button>
              )}
            </span>,
            each.override === null ? (
              t('home.none')
            ) : (
              <span key="by" className="stack">
                {each.override.by}
                <span className="muted">{each.override.why}</span>
              </span>
            ),
            each.source,
          ],
        }))}
      />
      <OverrideDialog
        chosen={defaults.find(({ id }) => id === edited)}
        onClose={() => {
          setEdited(undefined);
          if (named !== undefined) location.replace(hrefOf('plan', 'defaults'));
        }}
        onSaved={() => setMadeFrom(revision)}
      />
    </Section>
  );
}
