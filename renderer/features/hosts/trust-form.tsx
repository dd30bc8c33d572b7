import { Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import type { HostView } from '../../../main/contract/hosts.contract.ts';
import { useAct } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Failure } from '../shared/failure.tsx';

/** A person says that the fingerprints were compared with what the consoles show, and puts a name to it. */
export function TrustForm({ rows }: { readonly rows: readonly HostView[] }) {
  const { t } = useWords();
  const [by, setBy] = useState('');
  const [isCompared, setCompared] = useState(false);
  const nameId = useId();
  const trust = useAct((client, machines: { machine: string; fingerprint: string }[]) =>
    client.hosts.trust({ machines, by }),
  );
  if (rows.length === 0) return <Failure of={[trust.error]} />;
  const machines = rows.flatMap(({ machine, shown }) => (shown === undefined ? [] : [{ machine, fingerprint: shown }]));
  return (
    <>
      <Failure of={[trust.error]} />
      <Checkbox checked={isCompared} onChange={({ target }) => setCompared(target.checked)}>
        {t('hosts.compared', { count: machines.length })}
      </Checkbox>
      <div className="field-row">
        <div className="field">
          <label htmlFor={nameId}>{t('word.yourName')}</label>
          <Input id={nameId} value={by} autoComplete="name" onChange={({ target }) => setBy(target.value)} />
        </div>
        <Button
          type="primary"
          disabled={!isCompared || by.trim() === ''}
          loading={trust.isPending}
          onClick={() => trust.mutate(machines)}
        >
          {t('hosts.trust')}
        </Button>
      </div>
    </>
  );
}
