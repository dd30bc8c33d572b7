import type { Expressions } from '../../catalog/expression.ts';
import type { PlannedRegistry } from '../../model/plan/planned-registry.ts';
import type { PortRow, RouteRow } from '../../model/plan/reach-plan.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { type Text, text } from '../../model/text.ts';
import { ComponentSizing } from '../demand/sizing.ts';
import { Ledger } from '../ledger.ts';
import { zoneOfAddress } from '../network/addresses.ts';
import type { EnvironmentView } from './environment-view.ts';
import { type End, isAbsent, resolveParty } from './parties.ts';

/** The port-opening list: every flow of every chosen component and route, identical ones merged, by pair of zones. */
export function portTable(
  requirements: Requirements,
  views: readonly EnvironmentView[],
  routes: readonly RouteRow[],
  expressions: Expressions,
  removeBy: string,
  siteRegistry: PlannedRegistry | undefined,
): PortRow[] {
  const rows = views.flatMap((view) => [
    ...componentRows(requirements, view, expressions, removeBy),
    ...routeRows(requirements, view, routes),
    ...(siteRegistry === undefined ? [] : [registryRow(requirements, view, siteRegistry)]),
  ]);
  return merged(rows).sort(byZones);
}

function componentRows(
  requirements: Requirements,
  view: EnvironmentView,
  expressions: Expressions,
  removeBy: string,
): PortRow[] {
  // inputs were checked when the component was sized; here they only decide which rows there are
  const silent = new Ledger(requirements);
  return view.draft.choices.flatMap((choice) => {
    const sizing = new ComponentSizing(choice, view.draft.site, expressions, view.draft.environment.name, silent);
    return choice.component.ports
      .filter(
        ({ from, to, when, placements }) =>
          (placements === undefined || placements.includes(choice.placement)) &&
          !isAbsent(from, view, requirements) &&
          !isAbsent(to, view, requirements) &&
          sizing.isWanted(when),
      )
      .map(({ from, to, protocol, port, purpose, duration, isRequired, source }) => ({
        ...ends(resolveParty(from, choice.name, view, requirements), resolveParty(to, choice.name, view, requirements)),
        protocol,
        port,
        purpose,
        duration,
        removeBy: duration === 'install-only' ? removeBy : '',
        isRequired,
        components: [choice.name],
        source,
      }));
  });
}

/** Every node pulls from the site registry as long as the platform lives. */
function registryRow(requirements: Requirements, view: EnvironmentView, registry: PlannedRegistry): PortRow {
  const from = resolveParty('nodes', 'site-registry', view, requirements);
  const { machine, address, port } = registry;
  return {
    ...ends(from, { name: machine, zone: zoneOfAddress(requirements, address) || from.zone, addresses: [address] }),
    protocol: 'tcp',
    port: String(port),
    purpose: text('各节点从站点镜像仓库取镜像', 'Nodes pull images from the site registry'),
    duration: 'lasting',
    removeBy: '',
    isRequired: true,
    components: ['site-registry'],
    source: 'site registry',
  };
}

const askers: Readonly<Record<RouteRow['exposure'], { party: string; who: Text }>> = {
  intranet: { party: 'users', who: text('内网用户', 'People inside') },
  internet: { party: 'internet', who: text('互联网用户', 'People on the internet') },
  partner: { party: 'partners', who: text('合作伙伴', 'Partners') },
};

function routeRows(requirements: Requirements, view: EnvironmentView, routes: readonly RouteRow[]): PortRow[] {
  const environment = view.draft.environment.name;
  const business = new Set(view.draft.modules.map(({ name }) => name));
  return routes
    .filter((route) => route.environment === environment && business.has(route.module))
    .map((route) => {
      const { party, who } = askers[route.exposure];
      const from: End =
        party === 'internet'
          ? { name: 'internet', zone: 'internet', addresses: [] }
          : resolveParty(party, route.module, view, requirements);
      const to = resolveParty(route.nodePort === null ? 'gateway' : 'nodes', route.module, view, requirements);
      return {
        ...ends(from, to),
        protocol: 'tcp' as const,
        port: String(route.port),
        purpose: text(`${who.zh}使用业务系统`, `${who.en} use the services`),
        duration: 'lasting' as const,
        removeBy: '',
        isRequired: true,
        components: [route.module],
        source: 'routing table',
      };
    });
}

function ends(from: End, to: End) {
  return {
    from: from.name,
    fromZone: from.zone,
    fromAddresses: [...from.addresses],
    to: to.name,
    toZone: to.zone,
    toAddresses: [...to.addresses],
    crossesZones: from.zone !== to.zone,
  };
}

/** The same flow asked for by several components is opened once. */
function merged(rows: readonly PortRow[]): PortRow[] {
  const known = new Map<string, PortRow>();
  for (const row of rows) {
    const key = [
      row.fromZone,
      row.from,
      row.fromAddresses,
      row.toZone,
      row.to,
      row.toAddresses,
      row.protocol,
      row.port,
      row.duration,
    ].join('|');
    const same = known.get(key);
    if (same === undefined) known.set(key, row);
    else {
      known.set(key, {
        ...same,
        isRequired: same.isRequired || row.isRequired,
        components: [...new Set([...same.components, ...row.components])],
      });
    }
  }
  return [...known.values()];
}

function byZones(a: PortRow, b: PortRow): number {
  const key = (row: PortRow) =>
    [row.crossesZones ? 0 : 1, row.fromZone, row.toZone, row.duration, row.to, row.port.padStart(11, '0')].join('|');
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}
