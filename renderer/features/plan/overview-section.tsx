import { shapeName } from '../../../main/model/plan/planned-machine.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { moment } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { LongName } from '../../ui/long-name.tsx';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { Technical } from '../shared/technical.tsx';
import { Figure } from './figure.tsx';
import { useShownPlan } from './plan-context.tsx';

/** The plan in a few sentences and figures: for who has one minute. */
export function OverviewSection() {
  const { t, say } = useWords();
  const { plan } = useShownPlan();
  return (
    <>
      {plan.environments.map(({ name, kind, summary, layout, machines }) => (
        <Section key={name} title={`${t(`plan.environment.${kind}`)} · ${name}`}>
          <p>{say(summary)}</p>
          <p className="muted">{say(layout.proof.statement)}</p>
          <dl className="tiles">
            <Tile label={t('plan.tile.machines')} figure={`${name}.machines.total`} />
            <Tile label={t('plan.tile.users')} figure={`${name}.load.concurrentUsers`} />
            <Tile label={t('plan.tile.requests')} figure={`${name}.load.requestsPerSecond`} />
            <Tile label={t('plan.tile.cpu')} figure={`${name}.requests.cpu`} />
            <Tile label={t('plan.tile.memory')} figure={`${name}.requests.memory`} />
          </dl>
          <DataTable
            caption={`${t('plan.machines')} ${name}`}
            columns={[t('plan.machine.kind'), t('plan.machine.count'), t('plan.machine.size'), t('plan.why')]}
            rows={machines.map(({ role, title, count, shape, why }) => ({
              key: role,
              cells: [
                say(title),
                <Figure key="count" id={`${name}.machines.${role}.count`}>
                  {count}
                </Figure>,
                <Figure key="shape" id={`${name}.machines.${role}.shape`}>
                  {shapeName(shape)}
                </Figure>,
                say(why),
              ],
            }))}
          />
        </Section>
      ))}
      <ClusterCard />
    </>
  );
}

function Tile({ label, figure }: { readonly label: string; readonly figure: string }) {
  const { figures } = useShownPlan().plan;
  if (!Object.hasOwn(figures, figure)) return null;
  return (
    <div className="tile">
      <dt>{label}</dt>
      <dd>
        <Figure id={figure} />
      </dd>
    </div>
  );
}

function ClusterCard() {
  const { t, say } = useWords();
  const { plan, hash, revision, createdAt } = useShownPlan();
  const { network } = plan;
  return (
    <Section title={t('plan.nodes')}>
      <KeyValues
        rows={[
          [
            'Kubernetes',
            <Figure key="version" id="kubernetes.version">
              {plan.release.version}
            </Figure>,
          ],
          [t('plan.revision'), `${revision} · ${moment(createdAt)}`],
          [t('plan.endpoint'), network.endpointAddress || t('plan.notYet')],
          ['DNS', network.dns.join(', ') || t('home.none')],
          ['NTP', network.ntp.join(', ') || t('home.none')],
        ]}
      />
      <LongTable
        caption={t('plan.nodes')}
        columns={[t('word.machine'), t('word.role'), t('word.address'), t('plan.platform'), t('plan.why')]}
        empty={t('plan.noNodes')}
        rows={plan.nodes.map((node) => ({
          key: node.name,
          text: `${node.name} ${node.address} ${t(`role.${node.role}`)}`,
          cells: [
            <LongName key="name" name={node.name} />,
            t(`role.${node.role}`),
            node.address,
            [node.platform, node.distribution].filter(Boolean).join(' · '),
            say(node.roleReason),
          ],
        }))}
      />
      <Technical>
        <p className="muted">
          {t('plan.hash')} <Hash value={hash} />
        </p>
      </Technical>
    </Section>
  );
}
