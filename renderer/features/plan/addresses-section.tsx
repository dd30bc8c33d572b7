import { useWords } from '../../i18n/words.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { Figure } from './figure.tsx';
import { useShownPlan } from './plan-context.tsx';

/** Ranges, addresses, names and certificates: what the network team writes down. */
export function AddressesSection() {
  const { t, say } = useWords();
  const { plan } = useShownPlan();
  return (
    <>
      {plan.environments.map(({ name, kind, network }) => (
        <Section
          key={name}
          title={t('plan.ranges', { environment: `${t(`plan.environment.${kind}`)} ${name}` })}
          note={t('plan.rangesNote')}
        >
          <KeyValues
            rows={[
              [
                t('plan.podCidr'),
                <Figure key="pods" id={`${name}.network.podCidr`}>
                  {network.podCidr}
                </Figure>,
              ],
              [
                t('plan.serviceCidr'),
                <Figure key="services" id={`${name}.network.serviceCidr`}>
                  {network.serviceCidr}
                </Figure>,
              ],
              [
                t('plan.nodePrefix'),
                <Figure key="prefix" id={`${name}.network.podsPerNode`}>{`/${network.nodePrefix}`}</Figure>,
              ],
              [t('plan.apiVip'), network.apiVip || t('home.none')],
              [t('plan.gatewayVip'), network.gatewayVip || t('home.none')],
              [t('plan.loadBalancer'), t(`plan.loadBalancer.${network.loadBalancer}`)],
              [t('plan.cni'), `${network.cni} · MTU ${network.mtu}`],
            ]}
          />
        </Section>
      ))}
      <AddressTable />
      <Section title={t('plan.domains')} note={t('plan.domainsNote')}>
        <LongTable
          caption={t('plan.domains')}
          columns={[t('plan.domain'), t('plan.domain.target'), t('plan.purpose'), t('plan.domain.kept')]}
          empty={t('plan.domains.none')}
          rows={plan.domains.map((row) => ({
            key: `${row.environment} ${row.name}`,
            text: `${row.name} ${row.target} ${row.purpose.zh} ${row.purpose.en}`,
            cells: [row.name, row.target || t('plan.notYet'), say(row.purpose), t(`plan.domain.${row.kept}`)],
          }))}
        />
      </Section>
      <Section title={t('plan.certificates')}>
        <LongTable
          caption={t('plan.certificates')}
          columns={[
            t('plan.certificate.names'),
            t('plan.certificate.issuer'),
            t('plan.certificate.expires'),
            t('plan.certificate.renewedBy'),
            t('plan.note'),
          ]}
          empty={t('plan.certificates.none')}
          rows={plan.certificates.map(({ names, issuer, expires, renewedBy, note }) => ({
            key: names.join(' '),
            text: names.join(' '),
            cells: [
              names.join(', '),
              t(`plan.issuer.${issuer}`),
              expires || t('plan.notYet'),
              t(`plan.renewer.${renewedBy}`),
              say(note),
            ],
          }))}
        />
      </Section>
    </>
  );
}

function AddressTable() {
  const { t, say } = useWords();
  const { addresses } = useShownPlan().plan;
  return (
    <Section title={t('plan.addresses')} note={t('plan.addressesNote')}>
      <LongTable
        caption={t('plan.addresses')}
        columns={[
          t('plan.address.name'),
          t('plan.address.kind'),
          t('word.address'),
          t('plan.address.gateway'),
          'VLAN',
          t('plan.address.zone'),
          t('plan.purpose'),
        ]}
        empty={t('plan.addresses.none')}
        rows={addresses.map((row) => ({
          key: `${row.environment} ${row.kind} ${row.name} ${row.purpose.en}`,
          text: `${row.name} ${row.address} ${row.zone} ${row.environment}`,
          cells: [
            row.name,
            t(`plan.address.${row.kind}`),
            row.address === '' ? t('plan.notYet') : `${row.address}/${row.prefix}`,
            row.gateway || t('home.none'),
            row.vlan ?? t('home.none'),
            row.zone || t('home.none'),
            say(row.purpose),
          ],
        }))}
      />
    </Section>
  );
}
