import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { Requirements } from '../../../main/model/site/requirements.ts';
import { useAct } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { Failure } from '../shared/failure.tsx';

/** Secrets the requirements name; kept in memory for the run, never shown again. */
export function SecretForm({ requirements }: { readonly requirements: Requirements }) {
  const { t } = useWords();
  const names = secretNames(requirements);
  if (names.length === 0) return null;
  return (
    <Section title={t('hosts.secrets')} note={t('hosts.secretsNote')}>
      {names.map((name) => (
        <SecretField key={name} name={name} />
      ))}
    </Section>
  );
}

function SecretField({ name }: { readonly name: string }) {
  const { t } = useWords();
  const id = useId();
  const [value, setValue] = useState('');
  const provide = useAct((client, given: string) => client.site.provideSecret({ name, value: given }));
  return (
    <div className="field-row">
      <div className="field">
        <label htmlFor={id}>{name}</label>
        <Input.Password
          id={id}
          value={value}
          autoComplete="off"
          visibilityToggle={false}
          placeholder={provide.isSuccess ? t('hosts.secretKept') : ''}
          onChange={({ target }) => setValue(target.value)}
        />
      </div>
      <Button
        disabled={value === ''}
        loading={provide.isPending}
        onClick={() => provide.mutate(value, { onSuccess: () => setValue('') })}
      >
        {t('hosts.giveSecret')}
      </Button>
      <Failure of={[provide.error]} />
    </div>
  );
}

function secretNames({ machines }: Requirements): string[] {
  const names = machines.flatMap(({ access: { auth, sudo } }) => {
    const login = typeof auth === 'string' ? undefined : 'key' in auth ? auth.passphrase : auth.password;
    return [login, sudo].flatMap((reference) => (reference === undefined ? [] : [reference.secret]));
  });
  return [...new Set(names)].sort();
}
