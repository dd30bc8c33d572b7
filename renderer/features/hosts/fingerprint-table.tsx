import type { HostView } from '../../../main/contract/hosts.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { LongName } from '../../ui/long-name.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

export function FingerprintTable({ rows }: { readonly rows: readonly HostView[] }) {
  const { t, say } = useWords();
  return (
    <DataTable
      caption={t('hosts.fingerprints')}
      columns={[t('word.machine'), t('word.address'), t('word.state'), t('hosts.fingerprint')]}
      rows={rows.map((view) => ({
        key: view.machine,
        cells: [
          <LongName key="name" name={view.machine} />,
          view.address,
          <HostState key="state" view={view} />,
          <div key="fingerprint">
            <code>{view.shown ?? view.trusted ?? t('hosts.notAsked')}</code>
            {view.error !== undefined && <p className="step-note">{say(view.error.message)}</p>}
          </div>,
        ],
      }))}
    />
  );
}

function HostState({ view: { shown, trusted, error } }: { readonly view: HostView }) {
  const { t } = useWords();
  if (shown !== undefined && trusted !== undefined && shown !== trusted) {
    return <StateMark kind="fail" word={t('hosts.changed')} />;
  }
  if (error !== undefined) return <StateMark kind="warn" word={t('hosts.unreachable')} />;
  if (trusted !== undefined) return <StateMark kind="done" word={t('hosts.trusted')} />;
  if (shown !== undefined) return <StateMark kind="attention" word={t('hosts.compare')} />;
  return <StateMark kind="waiting" word={t('hosts.unknown')} />;
}
