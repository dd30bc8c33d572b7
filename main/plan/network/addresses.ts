import { containsAddress, formatAddress, parseAddress, parseCidr } from '../../model/network.ts';
import type { MachineGroup } from '../../model/plan/planned-machine.ts';
import type { AddressRow } from '../../model/plan/reach-plan.ts';
import type { Zone } from '../../model/site/networks.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { type Text, text } from '../../model/text.ts';
import type { Ledger } from '../ledger.ts';

/** What one environment needs addresses for. */
export interface AddressWish {
  readonly environment: string;
  readonly zone: string;
  readonly groups: readonly MachineGroup[];
  /** Addresses that move between machines: what for, and the address where somebody named it. */
  readonly virtual: readonly { readonly name: string; readonly asked: string; readonly purpose: Text }[];
  /** NAT rows towards the internet or other networks. */
  readonly nat: readonly { readonly name: string; readonly purpose: Text }[];
}

/** First address handed out of a zone, counted from its network address, where nobody said otherwise. */
const usualFirst = 10;

/** Addresses for every machine and virtual address, out of the zone's free ones. Where no zone is known the address stays empty. */
export function addressPlan(requirements: Requirements, wishes: readonly AddressWish[], ledger: Ledger): AddressRow[] {
  const known = new Map(requirements.machines.map(({ name, address }) => [name, address]));
  const used = usedAddresses(requirements);
  return wishes.flatMap((wish) => {
    const zone = zoneOf(requirements, wish.zone);
    const next = zone === undefined ? () => '' : freeAddresses(zone, used);
    const row = (name: string, kind: AddressRow['kind'], address: string, purpose: Text): AddressRow => ({
      environment: wish.environment,
      name,
      kind,
      zone: zone?.name ?? '',
      address,
      prefix: parseCidr(zone?.cidr ?? '')?.prefix ?? 0,
      gateway: zone?.gateway ?? '',
      vlan: zone?.vlan ?? null,
      purpose,
    });
    const machines = wish.groups.flatMap(({ names, title }) =>
      names.map((name) => row(name, 'machine', known.get(name) ?? next(), title)),
    );
    const virtual = wish.virtual.map(({ name, asked, purpose }) =>
      row(name, 'virtual', asked === 'auto' ? next() : asked, purpose),
    );
    const nat = wish.nat.map(({ name, purpose }) => row(name, 'nat', '', purpose));
    figure(wish, zone, machines.length + virtual.length, ledger);
    return [...machines, ...virtual, ...nat];
  });
}

export function zoneOf({ network }: Requirements, name: string): Zone | undefined {
  return name === '' ? network.zones[0] : network.zones.find((zone) => zone.name === name);
}

/** The zone an address lies in; empty when in none. */
export function zoneOfAddress({ network }: Requirements, address: string): string {
  const value = parseAddress(address);
  if (value === undefined) return '';
  return (
    network.zones.find(({ cidr }) => {
      const range = parseCidr(cidr);
      return range !== undefined && containsAddress(range, value);
    })?.name ?? ''
  );
}

function usedAddresses({ machines, network, customerSystems, kubernetes }: Requirements): Set<string> {
  const lists = [network.dns, network.ntp].flatMap((list) => (list === 'none' ? [] : list));
  return new Set([
    ...machines.map(({ address }) => address),
    ...lists,
    ...network.zones.flatMap(({ gateway }) => gateway ?? []),
    ...[network.apiVip, network.gatewayVip, network.bastion ?? '', kubernetes.endpoint],
    ...Object.values(customerSystems).flatMap((system) => system?.host ?? []),
  ]);
}

function freeAddresses(zone: Zone, used: Set<string>): () => string {
  const range = parseCidr(zone.cidr);
  if (range === undefined) return () => '';
  let at = (zone.firstFree === undefined ? undefined : parseAddress(zone.firstFree)) ?? range.first + usualFirst;
  return () => {
    // the last address is the broadcast address
    for (; at < range.last; at += 1) {
      const address = formatAddress(at);
      if (used.has(address)) continue;
      used.add(address);
      return address;
    }
    return '';
  };
}

function figure({ environment }: AddressWish, zone: Zone | undefined, hosts: number, ledger: Ledger): void {
  const growth = ledger.assumptions.get('address-growth');
  const wanted = Math.ceil(Math.round(hosts * growth * 1e6) / 1e6);
  const prefix = 32 - Math.ceil(Math.log2(wanted + 2));
  ledger.figure(`${environment}.network.addresses`, {
    value: wanted,
    unit: 'count',
    formula: '⌈(machines + virtual addresses) × room⌉',
    inputs: { hosts, growth, smallestPrefix: prefix },
    from: { growth: 'assumption:address-growth' },
    source: { kind: 'rule', reference: 'F16' },
    meaning: text(
      `要准备 ${wanted} 个地址，最小网段 /${prefix}`,
      `${wanted} addresses to prepare; the smallest network that holds them is a /${prefix}`,
    ),
  });
  const range = zone === undefined ? undefined : parseCidr(zone.cidr);
  if (zone === undefined || range === undefined || 2 ** (32 - range.prefix) - 3 >= hosts) return;
  ledger.find({
    rule: 'zone-small',
    severity: 'blocker',
    object: `network.zones ${zone.name} ${zone.cidr}`,
    reason: text(`地址不够：需要 ${hosts} 个`, `It has too few addresses: ${hosts} are needed`),
    remedy: text(`换一个 /${prefix} 或更大的网段`, `Use a network of at most /${prefix}`),
  });
}
