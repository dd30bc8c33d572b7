import type { PlanView } from '../../../main/contract/plan.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { moment } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { LongName } from '../../ui/long-name.tsx';
import { Section } from '../../ui/page.tsx';
import { Technical } from '../shared/technical.tsx';

export function PlanSummary({ view: { plan, hash, revision, createdAt } }: { readonly view: PlanView }) {
  const { t, say } = useWords();
  const { network } = plan;
  return (
    <Section title={t('plan.nodes')}>
      <KeyValues
        rows={[
          ['Kubernetes', plan.release.version],
          [t('plan.revision'), `${revision} · ${moment(createdAt)}`],
          [t('plan.endpoint'), network.endpointAddress],
          [t('plan.podCidr'), network.podCidr],
          [t('plan.serviceCidr'), network.serviceCidr],
          ['DNS', network.dns.join(', ') || t('home.none')],
          ['NTP', network.ntp.join(', ') || t('home.none')],
        ]}
      />
      <DataTable
        caption={t('plan.nodes')}
        columns={[t('word.machine'), t('word.role'), t('word.address'), t('plan.platform'), t('plan.why')]}
        rows={plan.nodes.map((node) => ({
          key: node.name,
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
