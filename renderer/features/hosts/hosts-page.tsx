import { Button } from 'antd';
import { useAct, useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { EmptyState, Page, Section } from '../../ui/page.tsx';
import { Failure } from '../shared/failure.tsx';
import { FactTable } from './fact-table.tsx';
import { FingerprintTable } from './fingerprint-table.tsx';
import { SecretForm } from './secret-form.tsx';
import { TrustForm } from './trust-form.tsx';

export function HostsPage() {
  const { t } = useWords();
  const requirements = useSite('requirements');
  const hosts = useSite('hosts', { isWanted: Boolean(requirements.data) });
  const scan = useAct((client) => client.hosts.scan());
  const facts = useAct((client) => client.hosts.collectFacts());
  const known = hosts.data ?? [];
  const shownBy = new Map(scan.data?.map((view) => [view.machine, view]));
  const rows = known.map((view) => ({ ...view, ...pickScanned(shownBy.get(view.machine)) }));
  const toTrust = rows.filter(({ shown, trusted }) => shown !== undefined && trusted === undefined);
  const isTrusted = rows.length > 0 && rows.every(({ trusted }) => trusted !== undefined);
  if (requirements.data === null) {
    return (
      <Page title={t('stage.hosts')} lead={t('stage.hosts.lead')}>
        <EmptyState action={<Button href="#/requirements">{t('stage.requirements')}</Button>}>
          {t('hosts.empty')}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title={t('stage.hosts')}
      lead={t('stage.hosts.lead')}
      actions={
        <Button
          type={isTrusted ? 'default' : 'primary'}
          loading={scan.isPending}
          onClick={() => scan.mutate(undefined)}
        >
          {t('hosts.scan')}
        </Button>
      }
    >
      <Failure of={[requirements.error, hosts.error, scan.error]} />
      <Section title={t('hosts.fingerprints')} note={t('hosts.fingerprintsNote')}>
        <FingerprintTable rows={rows} />
        <TrustForm rows={toTrust} />
      </Section>
      {requirements.data && <SecretForm requirements={requirements.data.requirements} />}
      <Section title={t('hosts.facts')} note={t('hosts.factsNote')}>
        <Failure of={[facts.error]} />
        <FactTable rows={rows} />
        <div className="actions">
          <Button disabled={!isTrusted} loading={facts.isPending} onClick={() => facts.mutate(undefined)}>
            {t('hosts.collect')}
          </Button>
          {!isTrusted && <span className="muted">{t('hosts.trustFirst')}</span>}
        </div>
      </Section>
    </Page>
  );
}

/** What a scan adds to what is known; an earlier error gives way to what was seen just now. */
function pickScanned(scanned: { shown?: string | undefined; error?: unknown } | undefined): { shown?: string } {
  return scanned?.shown === undefined ? {} : { shown: scanned.shown };
}
