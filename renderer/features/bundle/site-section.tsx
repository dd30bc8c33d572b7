import { Button } from 'antd';
import { useState } from 'react';
import { useAct, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { EmptyState, Section } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';
import { BundleContents } from './bundle-contents.tsx';
import { PushSection } from './push-section.tsx';

/** The bundle the site works with, and another one in its place. */
export function SiteSection() {
  const { t } = useWords();
  const bundle = useSite('bundle');
  const [path, setPath] = useState('');
  const take = useAct((client, from: string) => client.plan.openBundle({ path: from }));
  return (
    <>
      <Section title={t(bundle.data ? 'bundle.replace' : 'bundle.take')} note={t('bundle.takeNote')}>
        <form
          className="field-row"
          onSubmit={(event) => {
            event.preventDefault();
            take.mutate(path.trim());
          }}
        >
          <TextField label={t('bundle.path')} value={path} onChange={setPath} />
          <Button type="primary" htmlType="submit" disabled={path.trim() === ''} loading={take.isPending}>
            {t('bundle.check')}
          </Button>
        </form>
        <Failure of={[take.error]} />
      </Section>
      <Failure of={[bundle.error]} />
      {bundle.data === null && <EmptyState>{t('bundle.empty')}</EmptyState>}
      {bundle.data && <PushSection directory={bundle.data.path} />}
      {bundle.data && <BundleContents bundle={bundle.data} />}
    </>
  );
}
