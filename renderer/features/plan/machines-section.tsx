import type { MachineGroup } from '../../../main/model/plan/planned-machine.ts';
import { shapeName } from '../../../main/model/plan/planned-machine.ts';
import { hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { AlternativesTable } from './alternatives-table.tsx';
import { plainNumber } from './amount.ts';
import { EnvironmentLinks, useEnvironment } from './environment-links.tsx';
import { Figure } from './figure.tsx';
import { nameRuns } from './name-runs.ts';
import { useShownPlan } from './plan-context.tsx';

/** Machines by role, the other ways to buy the workers, and what stands there already. */
export function MachinesSection() {
  const { t, say } = useWords();
  const environment = useEnvironment();
  if (environment === undefined) return null;
  const { name, machines, alternatives } = environment;
  return (
    <>
      <EnvironmentLinks section="machines" current={name} />
      <Section title={t('plan.machines')} note={t('plan.machinesNote')}>
        <DataTable
          caption={t('plan.machines')}
          columns={[
            t('plan.machine.kind'),
            t('plan.machine.count'),
            t('plan.machine.existing'),
            t('plan.machine.size'),
            t('plan.why'),
            t('plan.machine.disks'),
            t('plan.machine.names'),
          ]}
          rows={machines.map((group) => ({
            key: group.role,
            cells: [
              say(group.title),
              <Figure key="count" id={`${name}.machines.${group.role}.count`}>
                {group.count}
              </Figure>,
              group.existing,
              <Figure key="shape" id={`${name}.machines.${group.role}.shape`}>
                {shapeName(group.shape)}
              </Figure>,
              say(group.why),
              <Disks key="disks" environment={name} group={group} />,
              <span key="names" className="stack">
                {nameRuns(group.names).map((run) => (
                  <code key={run}>{run}</code>
                ))}
                {group.zone !== '' && <span className="muted">{t('plan.zone', { zone: group.zone })}</span>}
              </span>,
            ],
          }))}
        />
        <p>
          <a href={hrefOf('plan', 'negotiate', name)}>{t('plan.negotiate.link')}</a>
        </p>
      </Section>
      {alternatives.length > 0 && (
        <Section title={t('plan.alternatives')} note={t('plan.alternativesNote')}>
          <AlternativesTable environment={name} alternatives={alternatives} />
        </Section>
      )}
      <ExistingCard environment={name} />
    </>
  );
}

interface DisksProps {
  readonly environment: string;
  readonly group: MachineGroup;
}

function Disks({ environment, group: { role, disks } }: DisksProps) {
  const { t, say } = useWords();
  return (
    <span className="stack">
      {disks.map(({ mount, sizeGb, kind, purpose }) => (
        <span key={mount}>
          <span className="nowrap">
            <Figure id={`${environment}.machines.${role}.disks.${mount}`}>{plainNumber(sizeGb)} GB</Figure>{' '}
            {t(`plan.disk.${kind}`)}
          </span>{' '}
          <span className="muted">
            {say(purpose)} <code>{mount}</code>
          </span>
        </span>
      ))}
    </span>
  );
}

function ExistingCard({ environment }: { readonly environment: string }) {
  const { t, say } = useWords();
  const { plan } = useShownPlan();
  const uses = plan.existing.filter((use) => use.environment === environment);
  if (plan.existing.length === 0) return null;
  return (
    <Section title={t('plan.existing')} note={t('plan.existingNote')}>
      <LongTable
        caption={t('plan.existing')}
        columns={[t('word.machine'), t('plan.existing.fits'), t('word.role'), t('plan.because')]}
        empty={t('plan.existing.none')}
        rows={uses.map(({ name, role, fits, because }) => ({
          key: `${name} ${role}`,
          text: `${name} ${role} ${say(because)}`,
          cells: [
            name,
            <StateMark
              key="fits"
              kind={fits ? 'pass' : 'attention'}
              word={t(fits ? 'plan.existing.yes' : 'plan.existing.no')}
            />,
            role || t('home.none'),
            say(because),
          ],
        }))}
      />
    </Section>
  );
}
