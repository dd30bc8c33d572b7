import type { PlanHead } from '../../../main/contract/plan.contract.ts';
import { useSite } from '../../app/queries.ts';
import { goTo, hrefOf, useRoutePart } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { moment } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Failure } from '../shared/failure.tsx';
import { Difference } from './difference.tsx';

/** Every revision with its approval, and what any two of them differ in. */
export function ChangesSection() {
  const { t } = useWords();
  const list = useSite('planRevisions');
  const revisions = list.data ?? [];
  return (
    <>
      <Failure of={[list.error]} />
      {revisions.length > 1 && <Comparison revisions={revisions} />}
      <Section title={t('plan.revisions')} note={t('plan.revisionsNote')}>
        <LongTable
          caption={t('plan.revisions')}
          columns={[t('plan.revision'), t('plan.madeAt'), t('approve.title'), t('plan.compare'), t('plan.hash')]}
          empty={t('plan.revisions.none')}
          rows={revisions.map(({ revision, createdAt, approval, hash }) => ({
            key: String(revision),
            text: `${revision} ${approval?.by ?? ''}`,
            cells: [
              `r${revision}`,
              moment(createdAt),
              approval === null ? (
                t('plan.notApproved')
              ) : (
                <StateMark
                  key="approval"
                  kind="done"
                  word={t('approve.done', { by: approval.by, at: moment(approval.at) })}
                />
              ),
              revision === 1 ? (
                t('home.none')
              ) : (
                <a key="compare" href={hrefOf('plan', 'changes', `${revision - 1}-${revision}`)}>
                  {t('plan.compareWith', { revision: revision - 1 })}
                </a>
              ),
              <Hash key="hash" value={hash} />,
            ],
          }))}
        />
      </Section>
    </>
  );
}

function Comparison({ revisions }: { readonly revisions: readonly PlanHead[] }) {
  const { t } = useWords();
  const [, named = ''] = useRoutePart();
  const newest = revisions[0]?.revision ?? 1;
  const [, from = newest - 1, to = newest] = (/^(\d+)-(\d+)$/.exec(named) ?? []).map(Number);
  const choose = (name: 'from' | 'to', value: number) => {
    const choice = { from, to, [name]: value };
    goTo('plan', 'changes', `${choice.from}-${choice.to}`);
  };
  return (
    <Section title={t('plan.difference')}>
      <div className="compare">
        {(['from', 'to'] as const).map((name) => (
          <label key={name}>
            {t(`plan.difference.${name}`)}{' '}
            <select value={name === 'from' ? from : to} onChange={({ target }) => choose(name, Number(target.value))}>
              {revisions.map(({ revision, approval }) => (
                <option key={revision} value={revision}>
                  {`r${revision}${approval === null ? '' : ` · ${t('plan.approvedBy', { by: approval.by })}`}`}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <Difference from={from} to={to} />
    </Section>
  );
}
