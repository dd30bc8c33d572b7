import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { saveText } from '../../ui/save-file.ts';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';
import { useIsBusy } from './bundle-work.tsx';
import { otherThan, problemOf } from './field-problem.ts';
import { IntakePlan } from './intake-plan.tsx';

const sourceCodes = /^(INTAKE_E0001|VOLUME_E000[345]|BUNDLE_E000[1-9])$/;

interface Request {
  readonly source: string;
  readonly allowOlder?: string;
}

/** From a medium into the site's own store, one medium after the other. */
export function TakeInSection() {
  const { t } = useWords();
  const [source, setSource] = useState('');
  const [typed, setTyped] = useState('');
  const [isUsed, setUsed] = useState(true);
  const isBusy = useIsBusy();
  const request: Request = { source: source.trim(), ...(typed.trim() === '' ? {} : { allowOlder: typed.trim() }) };
  const plan = useAsk((client, wanted: Request) => client.bundle.planIntake(wanted));
  const take = useAsk((client, wanted: Request) => client.bundle.takeIn({ ...wanted, isUsed }));
  const found = plan.data;
  const isOlder = found?.age === 'older';
  const error = take.error ?? plan.error;
  const isReady = source.trim() !== '' && !isBusy;
  return (
    <>
      <Section title={t('bundle.takeIn.title')} note={t('bundle.takeIn.note')}>
        <form
          className="form-stack"
          onSubmit={(event) => {
            event.preventDefault();
            plan.reset();
            take.mutate(request);
          }}
        >
          <TextField
            label={t('bundle.sourcePath')}
            value={source}
            onChange={(path) => {
              setSource(path);
              plan.reset();
              take.reset();
            }}
            problem={problemOf(error, sourceCodes)}
          />
          {isOlder && (
            <TextField
              label={t('bundle.takeIn.typeOlder', { wanted: `${found.name} ${found.version}` })}
              value={typed}
              onChange={setTyped}
            />
          )}
          <Checkbox checked={isUsed} onChange={({ target }) => setUsed(target.checked)}>
            {t('bundle.takeIn.use')}
          </Checkbox>
          <Failure of={[otherThan(error, sourceCodes)]} />
          <div className="actions">
            <Button
              disabled={!isReady}
              loading={plan.isPending}
              onClick={() => {
                take.reset();
                plan.mutate(request);
              }}
            >
              {t('bundle.takeIn.look')}
            </Button>
            <Button type="primary" htmlType="submit" disabled={!isReady} loading={take.isPending}>
              {t('bundle.takeIn.start')}
            </Button>
          </div>
        </form>
      </Section>
      {found !== undefined && <IntakePlan plan={found} />}
      <Inventory />
    </>
  );
}

function Inventory() {
  const { t } = useWords();
  const inventory = useAsk((client) => client.bundle.inventory());
  return (
    <Section title={t('bundle.inventory.title')} note={t('bundle.inventory.note')}>
      <Failure of={[inventory.error]} />
      <div className="actions">
        <Button
          loading={inventory.isPending}
          onClick={() =>
            inventory.mutate(undefined, {
              onSuccess: (found) =>
                saveText(`${found.site || 'site'}-inventory.json`, 'application/json', JSON.stringify(found)),
            })
          }
        >
          {t('bundle.inventory.save')}
        </Button>
      </div>
    </Section>
  );
}
