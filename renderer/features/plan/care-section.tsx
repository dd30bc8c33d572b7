import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { plainNumber } from './amount.ts';
import { Figure } from './figure.tsx';
import { useShownPlan } from './plan-context.tsx';
import { PolicyTable } from './policy-table.tsx';
import { ProtectionTable } from './protection-table.tsx';
import { WatchTable } from './watch-table.tsx';

/** What keeps the site going once it runs: storage, backup, logs, monitoring, protection, and how all of it gets there. */
export function CareSection() {
  const { t, say } = useWords();
  const { isTechnical } = useSettings();
  const { plan } = useShownPlan();
  const gb = (value: number) => `${plainNumber(value)} GB`;
  return (
    <>
      <Section title={t('plan.storage')} note={t('plan.storageNote')}>
        <LongTable
          caption={t('plan.storage')}
          columns={[
            t('plan.storage.class'),
            t('plan.storage.provider'),
            t('plan.storage.usable'),
            t('plan.storage.raw'),
            t('plan.note'),
          ]}
          empty={t('plan.storage.none')}
          rows={plan.storage.map(({ name, provider, usableGb, rawGb, note }) => ({
            key: name,
            text: name,
            cells: [
              name,
              provider,
              usableGb === 0 ? (
                t('home.none')
              ) : (
                <Figure key="usable" id={`storage.${name}.usable`}>
                  {gb(usableGb)}
                </Figure>
              ),
              rawGb === 0 ? (
                t('home.none')
              ) : (
                <Figure key="raw" id={`storage.${name}.raw`}>
                  {gb(rawGb)}
                </Figure>
              ),
              say(note),
            ],
          }))}
        />
      </Section>
      <Section title={t('plan.backups')} note={t('plan.backupsNote')}>
        <LongTable
          caption={t('plan.backups')}
          columns={[
            t('plan.backup.of'),
            t('plan.backup.what'),
            t('plan.backup.how'),
            t('plan.backup.schedule'),
            t('plan.backup.keep'),
            t('plan.backup.to'),
            t('plan.backup.restore'),
          ]}
          empty={t('plan.backups.none')}
          rows={plan.backups.map(({ of, what, how, schedule, keep, to, restoreTest }) => ({
            key: `${of} ${what.en}`,
            text: `${of} ${what.zh} ${what.en}`,
            cells: [of, say(what), say(how), say(schedule), say(keep), say(to), say(restoreTest)],
          }))}
        />
      </Section>
      <Section title={t('plan.logs')}>
        <KeyValues
          rows={[
            [t('plan.logs.perDay'), gb(plan.logs.gbPerDay)],
            [
              t('plan.logs.hot', { days: plan.logs.hotDays }),
              <Figure key="hot" id="logs.hotDisk">
                {gb(plan.logs.hotGb)}
              </Figure>,
            ],
            [
              t('plan.logs.kept', { days: plan.logs.retentionDays }),
              <Figure key="kept" id="logs.archiveDisk">
                {gb(plan.logs.archiveGb)}
              </Figure>,
            ],
            [t('plan.logs.target'), plan.logs.target || t('plan.notYet')],
          ]}
        />
        <ul className="bullets">
          {plan.logs.rules.map((rule) => (
            <li key={rule.en}>{say(rule)}</li>
          ))}
        </ul>
      </Section>
      <WatchTable />
      <Section title={t('plan.transfer')}>
        <p>{say(plan.transfer.statement)}</p>
        <p className="muted">
          <Figure id="transfer.size">{gb(plan.transfer.sizeGb)}</Figure>
          {plan.transfer.lineHours !== null && (
            <>
              {' · '}
              <Figure id="transfer.lineHours" />
            </>
          )}
        </p>
      </Section>
      <ProtectionTable />
      {isTechnical && <PolicyTable />}
    </>
  );
}
