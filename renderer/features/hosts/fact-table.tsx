import type { HostView } from '../../../main/contract/hosts.contract.ts';
import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { bytes } from '../../ui/format.ts';

export function FactTable({ rows }: { readonly rows: readonly HostView[] }) {
  const { t } = useWords();
  const { isTechnical } = useSettings();
  const known = rows.flatMap(({ machine, facts }) => (facts === undefined ? [] : [{ machine, facts }]));
  if (known.length === 0) return <p className="muted">{t('hosts.noFacts')}</p>;
  const technical = isTechnical ? [t('facts.kernel'), 'cgroup', 'systemd', t('facts.machineId')] : [];
  return (
    <DataTable
      caption={t('hosts.facts')}
      columns={[t('word.machine'), t('facts.os'), t('facts.cpu'), t('facts.memory'), t('facts.disk'), ...technical]}
      rows={known.map(({ machine, facts }) => ({
        key: machine,
        cells: [
          machine,
          facts.os.name,
          `${facts.cpuCount} × ${facts.architecture}`,
          bytes(facts.memoryMiB * 2 ** 20),
          `${bytes((facts.mounts.find(({ path }) => path === '/')?.freeMiB ?? 0) * 2 ** 20)}`,
          ...(isTechnical
            ? [
                facts.kernel,
                `v${facts.cgroupVersion}`,
                String(facts.systemdVersion),
                <code key="id">{facts.machineId}</code>,
              ]
            : []),
        ],
      }))}
    />
  );
}
