import type { Requirements } from '../../../main/model/site/requirements.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { LongName } from '../../ui/long-name.tsx';

export function MachineTable({ requirements }: { readonly requirements: Requirements }) {
  const { t } = useWords();
  return (
    <DataTable
      caption={t('requirements.machines')}
      columns={[t('word.machine'), t('word.address'), t('word.role'), t('word.user'), t('hosts.jump')]}
      rows={requirements.machines.map(({ name, address, port, role, access }) => ({
        key: name,
        cells: [
          <LongName key="name" name={name} />,
          port === 22 ? address : `${address}:${port}`,
          t(`role.${role}`),
          access.user,
          access.jump.join(' → ') || t('home.none'),
        ],
      }))}
    />
  );
}
