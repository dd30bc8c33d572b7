import { Button } from 'antd';
import { useState } from 'react';
import type { RegistryPasswordView } from '../../../main/contract/site.contract.ts';
import { useAct, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { moment } from '../../ui/format.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Section } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';

/** Only where the site has a registry of ours: where its password lies, and a copy of it under the site's passphrase. */
export function RegistryPassword() {
  const { t } = useWords();
  const { data, error } = useSite('registryPassword');
  if (!data) return <Failure of={[error]} />;
  const { user, machine, file, secret } = data;
  return (
    <Section title={t('escrow.title')} note={t('escrow.note')}>
      <p>
        <EscrowState escrow={data.escrow} />
      </p>
      <KeyValues
        rows={[
          [t('escrow.user'), <code key="user">{user}</code>],
          [
            t('escrow.original'),
            <code key="original" className="wrap-anywhere">
              {machine}:{file}
            </code>,
          ],
          [
            t('escrow.secret'),
            <code key="secret" className="wrap-anywhere">
              {secret}
            </code>,
          ],
        ]}
      />
      <EscrowForm hasPassphrase={data.hasPassphrase} />
    </Section>
  );
}

function EscrowState({ escrow }: Pick<RegistryPasswordView, 'escrow'>) {
  const { t } = useWords();
  if (escrow === null) return <StateMark kind="warn" word={t('escrow.none')} />;
  const said = { by: escrow.by, at: moment(escrow.at) };
  return escrow.isOutdated ? (
    <StateMark kind="warn" word={t('escrow.outdated', said)} />
  ) : (
    <StateMark kind="pass" word={t('escrow.kept', said)} />
  );
}

/** A passphrase that is chosen here is typed twice: nobody could open what a slip of the finger locks. */
function EscrowForm({ hasPassphrase }: Pick<RegistryPasswordView, 'hasPassphrase'>) {
  const { t } = useWords();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  // the passphrase is no part of what the call is remembered by
  const escrow = useAct((client) => client.site.escrowRegistryPassword({ passphrase }));
  const isReady = passphrase !== '' && (hasPassphrase || again === passphrase);
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        escrow.mutate(undefined, {
          onSuccess: () => {
            setPassphrase('');
            setAgain('');
          },
        });
      }}
    >
      <div className="field-row is-top">
        <TextField
          label={t('escrow.passphrase')}
          hint={t(hasPassphrase ? 'escrow.passphraseKnown' : 'escrow.passphraseNew')}
          isSecret
          value={passphrase}
          onChange={setPassphrase}
        />
        {!hasPassphrase && <TextField label={t('escrow.again')} isSecret value={again} onChange={setAgain} />}
      </div>
      <Failure of={[escrow.error]} />
      <div className="actions">
        <Button htmlType="submit" disabled={!isReady} loading={escrow.isPending}>
          {t('escrow.keep')}
        </Button>
      </div>
    </form>
  );
}
