import { Button, Checkbox, Radio } from 'antd';
import { useId, useState } from 'react';
import { useAsk, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';
import { useIsBusy } from './bundle-work.tsx';
import { otherThan, problemOf } from './field-problem.ts';

const specCodes = /^BUNDLE_E001[0567]$/;
const baseCodes = /^INTAKE_E0007$/;

/** From a spec to a signed bundle: resolved, then built. */
export function BuildSection() {
  const { t } = useWords();
  const [specFile, setSpecFile] = useState('');
  const resolve = useAsk((client, file: string) => client.bundle.resolve({ specFile: file }));
  const isBusy = useIsBusy();
  return (
    <>
      <Section title={t('bundle.resolve.title')} note={t('bundle.resolve.note')}>
        <form
          className="form-stack"
          onSubmit={(event) => {
            event.preventDefault();
            resolve.mutate(specFile.trim());
          }}
        >
          <TextField
            label={t('bundle.specFile')}
            hint={t('bundle.specHint')}
            value={specFile}
            onChange={setSpecFile}
            problem={problemOf(resolve.error, specCodes)}
          />
          <Failure of={[otherThan(resolve.error, specCodes)]} />
          <div className="actions">
            <Button htmlType="submit" disabled={isBusy || specFile.trim() === ''} loading={resolve.isPending}>
              {t('bundle.resolve.start')}
            </Button>
          </div>
        </form>
      </Section>
      <BuildForm specFile={specFile.trim()} />
    </>
  );
}

interface BuildFields {
  readonly outputDirectory: string;
  readonly key: string;
  readonly passphrase: string;
  readonly isForSite: boolean;
  readonly baseFile: string;
  readonly by: string;
  readonly reason: string;
}

const empty: BuildFields = {
  outputDirectory: '',
  key: '',
  passphrase: '',
  isForSite: true,
  baseFile: '',
  by: '',
  reason: '',
};

function BuildForm({ specFile }: { readonly specFile: string }) {
  const { t, say } = useWords();
  const keysLabel = useId();
  const [fields, setFields] = useState(empty);
  const set = (change: Partial<BuildFields>) => setFields((all) => ({ ...all, ...change }));
  const keys = useSite('signingKeys');
  const hasPlan = Boolean(useSite('planHead').data);
  const isBusy = useIsBusy();
  const key = fields.key === '' ? (keys.data?.[0]?.name ?? '') : fields.key;
  const isForSite = fields.isForSite && hasPlan;
  const build = useAsk(async (client, { outputDirectory, passphrase, baseFile, by, reason }: BuildFields) => {
    if (passphrase !== '') await client.site.provideSecret({ name: `key:${key}`, value: passphrase });
    const waiver = by.trim() !== '' && reason.trim() !== '' ? { by: by.trim(), reason: reason.trim() } : null;
    return await client.bundle.build({
      specFile,
      outputDirectory: outputDirectory.trim(),
      key,
      isForSite,
      ...(baseFile.trim() === '' ? {} : { baseFile: baseFile.trim() }),
      ...(waiver === null ? {} : { waiver }),
    });
  });
  const isReady = specFile !== '' && fields.outputDirectory.trim() !== '' && key !== '';
  return (
    <Section title={t('bundle.build.title')} note={t('bundle.build.note')}>
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          build.mutate(fields, { onSuccess: () => set({ passphrase: '' }) });
        }}
      >
        <TextField
          label={t('bundle.outputDirectory')}
          value={fields.outputDirectory}
          onChange={(outputDirectory) => set({ outputDirectory })}
        />
        <div className="field">
          <span id={keysLabel}>{t('bundle.signingKey')}</span>
          {keys.data?.length === 0 && <p className="notice">{t('bundle.noKeys')}</p>}
          <Radio.Group
            className="form-stack"
            aria-labelledby={keysLabel}
            value={key}
            onChange={({ target }) => set({ key: String(target.value) })}
          >
            {(keys.data ?? []).map(({ name, spoken, use }) => (
              <Radio key={name} value={name}>
                <strong>{name}</strong> {use === 'practice' && t('bundle.practice')}{' '}
                <span className="muted">{say(spoken)}</span>
              </Radio>
            ))}
          </Radio.Group>
        </div>
        <TextField
          label={t('bundle.passphrase')}
          isSecret
          value={fields.passphrase}
          onChange={(passphrase) => set({ passphrase })}
        />
        {hasPlan && (
          <Checkbox checked={fields.isForSite} onChange={({ target }) => set({ isForSite: target.checked })}>
            {t('bundle.forSite')} <span className="muted">{t('bundle.forSiteNote')}</span>
          </Checkbox>
        )}
        <TextField
          label={t('bundle.baseFile')}
          hint={t('bundle.baseHint')}
          value={fields.baseFile}
          onChange={(baseFile) => set({ baseFile })}
          problem={problemOf(build.error, baseCodes)}
        />
        <details open={!isForSite}>
          <summary>{t(isForSite ? 'bundle.waiver' : 'bundle.waiverUnproven')}</summary>
          <p className="muted">{t('bundle.waiverNote')}</p>
          <div className="field-row">
            <TextField label={t('bundle.waiverBy')} value={fields.by} onChange={(by) => set({ by })} />
            <TextField label={t('bundle.waiverReason')} value={fields.reason} onChange={(reason) => set({ reason })} />
          </div>
        </details>
        <Failure of={[keys.error, otherThan(build.error, baseCodes)]} />
        <div className="actions">
          <Button type="primary" htmlType="submit" disabled={isBusy || !isReady} loading={build.isPending}>
            {t('bundle.build.start')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
