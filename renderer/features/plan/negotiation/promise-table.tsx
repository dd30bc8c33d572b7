import type { PlanPromise } from '../../../../main/model/plan/negotiation.ts';
import { useWords } from '../../../i18n/words.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';

/** Every promise of the plan, and whether these machines keep it. */
export function PromiseTable({ promises }: { readonly promises: readonly PlanPromise[] }) {
  const { t, say } = useWords();
  return (
    <DataTable
      caption={t('plan.negotiate.promises')}
      columns={[
        t('plan.negotiate.promise'),
        t('plan.negotiate.state'),
        t('plan.negotiate.wantedColumn'),
        t('plan.negotiate.found'),
      ]}
      rows={promises.map(({ id, title, wanted, found, holds }) => ({
        key: `${id} ${title.en}`,
        cells: [
          say(title),
          <StateMark
            key="state"
            kind={holds ? 'pass' : 'fail'}
            word={t(holds ? 'plan.negotiate.holds' : 'plan.negotiate.falls')}
          />,
          say(wanted),
          say(found),
        ],
      }))}
    />
  );
}
