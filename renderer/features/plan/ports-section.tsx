import { partyName } from '../../../main/model/plan/party-names.ts';
import type { PortRow } from '../../../main/model/plan/reach-plan.ts';
import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { addressRuns } from './address-runs.ts';
import { useShownPlan } from './plan-context.tsx';

interface ZonePair {
  readonly from: string;
  readonly to: string;
  readonly crossesZones: boolean;
  readonly rows: PortRow[];
}

/** What the network has to let through, by the pair of zones: first what crosses a border, then what stays inside one. */
export function PortsSection() {
  const { t, say } = useWords();
  const { ports } = useShownPlan().plan;
  const pairs = zonePairs(ports);
  if (pairs.length === 0) return <p className="muted">{t('plan.ports.none')}</p>;
  return (
    <>
      {[true, false].map((crosses) => {
        const own = pairs.filter(({ crossesZones }) => crossesZones === crosses);
        if (own.length === 0) return null;
        return (
          <Section
            key={String(crosses)}
            title={t(crosses ? 'plan.network' : 'plan.ports.inside')}
            note={t(crosses ? 'plan.networkNote' : 'plan.ports.insideNote')}
          >
            {own.map(({ from, to, rows }) => {
              const title = from === to ? say(partyName(from)) : `${say(partyName(from))} → ${say(partyName(to))}`;
              return (
                <div key={`${from} ${to}`} className="pair">
                  <h3>
                    {title} <span className="muted">{t('plan.ports.count', { count: rows.length })}</span>
                  </h3>
                  <PortTable caption={title} rows={rows} />
                </div>
              );
            })}
          </Section>
        );
      })}
    </>
  );
}

function PortTable({ caption, rows }: { readonly caption: string; readonly rows: readonly PortRow[] }) {
  const { t, say } = useWords();
  const { isTechnical } = useSettings();
  const party = (name: string, addresses: readonly string[]) => (
    <span className="stack">
      {say(partyName(name))}
      <span className="muted">{addressRuns(addresses).join(', ')}</span>
    </span>
  );
  return (
    <LongTable
      caption={caption}
      columns={[
        t('plan.from'),
        t('plan.to'),
        t('plan.port'),
        t('plan.purpose'),
        t('plan.ports.needed'),
        t('plan.duration'),
        ...(isTechnical ? [t('plan.source')] : []),
      ]}
      empty={t('plan.ports.none')}
      rows={rows.map((row) => ({
        key: [row.from, row.to, row.protocol, row.port, row.duration, ...row.components].join(' '),
        text: `${row.from} ${row.to} ${row.port} ${row.purpose.zh} ${row.purpose.en} ${row.fromAddresses.join(' ')} ${row.toAddresses.join(' ')}`,
        cells: [
          party(row.from, row.fromAddresses),
          party(row.to, row.toAddresses),
          <span className="nowrap" key="port">{`${protocols[row.protocol]} ${row.port}`}</span>,
          say(row.purpose),
          t(row.isRequired ? 'plan.ports.required' : 'plan.ports.optional'),
          row.removeBy === ''
            ? t(`duration.${row.duration}`)
            : t('plan.ports.removeBy', { duration: t(`duration.${row.duration}`), day: row.removeBy }),
          ...(isTechnical ? [row.source] : []),
        ],
      }))}
    />
  );
}

const protocols: Readonly<Record<PortRow['protocol'], string>> = {
  tcp: 'TCP',
  udp: 'UDP',
  icmp: 'ICMP',
  'ip-4': 'IP 4 (IPIP)',
  'ip-112': 'IP 112 (VRRP)',
};

function zonePairs(ports: readonly PortRow[]): ZonePair[] {
  const pairs = new Map<string, ZonePair>();
  for (const row of ports) {
    const key = `${row.fromZone} ${row.toZone} ${row.crossesZones}`;
    const pair = pairs.get(key) ?? { from: row.fromZone, to: row.toZone, crossesZones: row.crossesZones, rows: [] };
    pair.rows.push(row);
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}
