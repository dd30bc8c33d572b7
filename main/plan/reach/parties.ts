import type { Requirements } from '../../model/site/requirements.ts';
import { zoneOfAddress } from '../network/addresses.ts';
import { addressesOf, type EnvironmentView, nodeGroups, ownGroups } from './environment-view.ts';

/** One end of a flow: what it is called, the zone it stands in, its addresses. */
export interface End {
  readonly name: string;
  readonly zone: string;
  readonly addresses: readonly string[];
}

/** Who a catalog entry means by a party, on this site. `choice` is the component whose row it is. */
export function resolveParty(party: string, choice: string, view: EnvironmentView, requirements: Requirements): End {
  const { network, customerSystems } = requirements;
  const zone =
    view.draft.environment.zone === '' ? (network.zones[0]?.name ?? 'platform') : view.draft.environment.zone;
  const group = (name: string, groups: ReturnType<typeof nodeGroups>): End => ({
    name,
    zone,
    addresses: addressesOf(view, groups),
  });
  const people = (name: string, addresses: readonly string[]): End => ({ name, zone: name, addresses });
  const lent = (name: string, host: string | undefined): End => ({
    name,
    zone: host === undefined ? 'customer' : zoneOfAddress(requirements, host) || 'customer',
    addresses: host === undefined ? [] : [host],
  });
  const servers = (name: string, list: 'none' | readonly string[]): End => ({
    name,
    zone: list === 'none' ? 'customer' : zoneOfAddress(requirements, list[0] ?? '') || 'customer',
    addresses: list === 'none' ? [] : list,
  });
  const part = (component: string): End => {
    const chosen = view.draft.choices.find(({ name }) => name === component);
    const { lentAs } = chosen?.component ?? {};
    if (chosen?.placement === 'existing' && lentAs !== undefined) return lent(component, customerSystems[lentAs]?.host);
    return componentEnd(component, view, group);
  };
  if (party.startsWith('component:')) return part(party.slice('component:'.length));
  switch (party) {
    case 'nodes':
      return group('nodes', nodeGroups(view));
    case 'control-plane':
      return group(
        'control-plane',
        nodeGroups(view).filter(({ role }) => role === 'control-plane'),
      );
    case 'self':
      return part(choice);
    case 'gateway':
      return {
        name: 'gateway',
        zone,
        addresses: view.gatewayVip === '' ? addressesOf(view, nodeGroups(view)) : [view.gatewayVip],
      };
    case 'users':
      return people('users', network.people.users);
    case 'administrators':
      return people('administrators', network.people.administrators);
    case 'partners':
      return people('partners', network.people.partners);
    case 'bastion':
      return {
        name: 'bastion',
        zone: zoneOfAddress(requirements, network.bastion ?? '') || 'bastion',
        addresses: network.bastion === undefined ? [] : [network.bastion],
      };
    case 'deploy':
      return { name: 'deploy', zone: 'deploy', addresses: [] };
    case 'dns':
      return servers('dns', network.dns);
    case 'ntp':
      return servers('ntp', network.ntp);
    case 'nas':
      return lent('nas', customerSystems.nas?.host);
    case 'registry':
      return customerSystems.registry === undefined
        ? componentEnd('harbor', view, group)
        : lent('registry', customerSystems.registry.host);
    case 'load-balancer':
      return view.loadBalancer === 'keepalived'
        ? group(
            'load-balancer',
            view.groups.filter(({ role }) => role === 'load-balancer'),
          )
        : lent('load-balancer', customerSystems.loadBalancer?.host);
    case 'mail':
      return lent('mail', customerSystems.mail?.host);
    case 'chat':
      return lent('chat', customerSystems.chat?.host);
    case 'log-centre':
      return lent('log-centre', customerSystems.logCentre?.host);
    default:
      return { name: party, zone: 'customer', addresses: [] };
  }
}

function componentEnd(
  component: string,
  view: EnvironmentView,
  group: (name: string, groups: ReturnType<typeof nodeGroups>) => End,
): End {
  const own = ownGroups(view, component);
  return own.length > 0 ? group(component, own) : group('nodes', nodeGroups(view));
}

/** True for a party that is not on this site at all, so that its rows say nothing. */
export function isAbsent(
  party: string,
  { loadBalancer }: EnvironmentView,
  { network, customerSystems }: Requirements,
): boolean {
  const lent: Readonly<Record<string, unknown>> = {
    nas: customerSystems.nas,
    mail: customerSystems.mail,
    chat: customerSystems.chat,
    'log-centre': customerSystems.logCentre,
    bastion: network.bastion,
  };
  if (party === 'load-balancer') return loadBalancer === 'none' || loadBalancer === 'kube-vip';
  if (party === 'dns') return network.dns === 'none';
  if (party === 'ntp') return network.ntp === 'none';
  return party in lent && lent[party] === undefined;
}
