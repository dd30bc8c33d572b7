import { partyName } from '../../../main/model/plan/party-names.ts';
import type { PortRow } from '../../../main/model/plan/reach-plan.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/page.tsx';

export function NetworkTable({ rows }: { readonly rows: readonly PortRow[] }) {
  const { t, say } = useWords();
  return (
    <Section title={t('plan.network')} note={t('plan.networkNote')}>
      <DataTable
        caption={t('plan.network')}
        columns={[t('plan.from'), t('plan.to'), t('plan.port'), t('plan.purpose'), t('plan.duration')]}
        rows={rows.map((row) => ({
          key: [row.from, row.to, row.protocol, row.port, row.duration, ...row.components].join(' '),
          cells: [
            say(partyName(row.from)),
            say(partyName(row.to)),
            <span className="nowrap" key="port">{`${row.protocol.toUpperCase()} ${row.port}`}</span>,
            say(row.purpose),
            t(`duration.${row.duration}`),
          ],
        }))}
      />
    </Section>
  );
}
