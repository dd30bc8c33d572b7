import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { Client } from '../../app/client.ts';
import { useAsk, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';
import { useIsBusy } from './bundle-work.tsx';
import { otherThan, problemOf } from './field-problem.ts';
import { PushPlan } from './push-plan.tsx';

const bundleCodes = /^BUNDLE_E000[1-9]$/;
const addressCodes = /^PUSH_E000[346]$/;
const signInCodes = /^(PUSH_E0001|SSH_E0010)$/;
const certificateCodes = /^PUSH_E000[58]$/;
const fieldCodes = new RegExp(
  [bundleCodes, addressCodes, signInCodes, certificateCodes].map((each) => each.source).join('|'),
);

type Asked = Parameters<Client['bundle']['planPushTo']>[0];

const empty = { to: '', user: '', caFile: '', isPlainHttp: false };

/** Into another's registry: what it lacks is shown first, then sent. */
export function PushToSection() {
  const { t } = useWords();
  const own = useSite('bundle').data?.path ?? '';
  const [typed, setDirectory] = useState<string>();
  const [fields, setFields] = useState(empty);
  const [password, setPassword] = useState('');
  const directory = typed ?? own;
  const isBusy = useIsBusy();
  // the password is no part of what a call is remembered by
  const asked = (): Asked => {
    const [to, user, caFile] = [fields.to, fields.user, fields.caFile].map((each) => each.trim());
    return {
      directory: directory.trim(),
      to: to ?? '',
      isPlainHttp: fields.isPlainHttp,
      ...(user ? { user, ...(password === '' ? {} : { password }) } : {}),
      ...(caFile ? { caFile } : {}),
    };
  };
  const plan = useAsk((client) => client.bundle.planPushTo(asked()));
  const push = useAsk((client) => client.bundle.pushTo(asked()));
  const anew = () => {
    plan.reset();
    push.reset();
  };
  const set = (change: Partial<typeof empty>) => {
    setFields((all) => ({ ...all, ...change }));
    anew();
  };
  const error = push.error ?? plan.error;
  const isReady = directory.trim() !== '' && fields.to.trim() !== '' && !isBusy;
  return (
    <>
      <Section title={t('bundle.pushTo.title')} note={t('bundle.pushTo.note')}>
        <form
          className="form-stack"
          onSubmit={(event) => {
            event.preventDefault();
            push.reset();
            plan.mutate(undefined);
          }}
        >
          <TextField
            label={t('bundle.path')}
            value={directory}
            onChange={(path) => {
              setDirectory(path);
              anew();
            }}
            problem={problemOf(error, bundleCodes)}
          />
          <TextField
            label={t('bundle.pushTo.to')}
            hint={t('bundle.pushTo.toHint')}
            value={fields.to}
            onChange={(to) => set({ to })}
            problem={problemOf(error, addressCodes)}
          />
          <div className="field-row is-top">
            <TextField
              label={t('bundle.pushTo.user')}
              hint={t('bundle.pushTo.userHint')}
              value={fields.user}
              onChange={(user) => set({ user })}
              problem={problemOf(error, signInCodes)}
            />
            <TextField
              label={t('bundle.pushTo.password')}
              hint={t('bundle.pushTo.passwordHint')}
              isSecret
              value={password}
              onChange={setPassword}
            />
          </div>
          <TextField
            label={t('bundle.pushTo.ca')}
            hint={t('bundle.pushTo.caHint')}
            value={fields.caFile}
            onChange={(caFile) => set({ caFile })}
            problem={problemOf(error, certificateCodes)}
          />
          <Checkbox checked={fields.isPlainHttp} onChange={({ target }) => set({ isPlainHttp: target.checked })}>
            {t('bundle.pushTo.plainHttp')} <span className="muted">{t('bundle.pushTo.plainHttpNote')}</span>
          </Checkbox>
          <Failure of={[otherThan(error, fieldCodes)]} />
          <div className="actions">
            <Button
              type={plan.data === undefined ? 'primary' : 'default'}
              htmlType="submit"
              disabled={!isReady}
              loading={plan.isPending}
            >
              {t('bundle.pushTo.look')}
            </Button>
          </div>
        </form>
      </Section>
      {plan.data !== undefined && !isBusy && (
        <PushPlan
          plan={plan.data}
          isStarting={push.isPending}
          onPush={() =>
            push.mutate(undefined, {
              onSuccess: () => {
                setPassword('');
                plan.reset();
              },
            })
          }
        />
      )}
    </>
  );
}
