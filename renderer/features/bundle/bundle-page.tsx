import { Button, Input } from 'antd';
import { useState } from 'react';
import { useAct, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { EmptyState, Page, Section } from '../../ui/page.tsx';
import { Failure } from '../shared/failure.tsx';
import { LockedNotice } from '../shared/locked-notice.tsx';
import { BundleContents } from './bundle-contents.tsx';

export function BundlePage() {
  const { t } = useWords();
  const bundle = useSite('bundle');
  const [path, setPath] = useState('');
  const take = useAct((client, from: string) => client.plan.openBundle({ path: from }));
  return (
    <Page title={t('stage.bundle')} lead={t('stage.bundle.lead')}>
      <LockedNotice stage="bundle" />
      <Section title={t(bundle.data ? 'bundle.replace' : 'bundle.take')} note={t('bundle.takeNote')}>
        <form
          className="field-row"
          onSubmit={(event) => {
            event.preventDefault();
            take.mutate(path.trim());
          }}
        >
          <div className="field">
            <label htmlFor="bundle-path">{t('bundle.path')}</label>
            <Input id="bundle-path" value={path} onChange={({ target }) => setPath(target.value)} spellCheck={false} />
          </div>
          <Button type="primary" htmlType="submit" disabled={path.trim() === ''} loading={take.isPending}>
            {t('bundle.check')}
          </Button>
        </form>
        <Failure of={[take.error]} />
      </Section>
      <Failure of={[bundle.error]} />
      {bundle.data === null && <EmptyState>{t('bundle.empty')}</EmptyState>}
      {bundle.data && <BundleContents bundle={bundle.data} />}
    </Page>
  );
}
