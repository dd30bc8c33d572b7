import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { containsAddress, overlaps, parseAddress, parseCidr } from '../model/network.ts';
import type { Machine } from '../model/site/machine.ts';
import type { Requirements } from '../model/site/requirements.ts';

/** What no single field can show: overlapping networks, double names, jump hosts that do not exist. Throws REQ_E0004 or REQ_E0002. */
export function crossFieldProblems(requirements: Requirements): void {
  overlappingNetworks(requirements);
  const problems = [
    ...duplicates(requirements),
    ...unknownJumps(requirements),
    ...circularJumps(requirements),
    ...missingRoles(requirements),
    ...unknownRegistryMachine(requirements),
  ];
  if (problems.length > 0) {
    throw new FerrymanError('REQ_E0002', { count: problems.length, problems: problems.join('; ') });
  }
}

function overlappingNetworks({ kubernetes, machines, network }: Requirements): void {
  const named = [
    { cidr: kubernetes.podCidr, field: 'kubernetes.podCidr' },
    { cidr: kubernetes.serviceCidr, field: 'kubernetes.serviceCidr' },
  ].flatMap(({ cidr, field }) => {
    const range = parseCidr(cidr);
    return range === undefined ? [] : [{ range, label: `${field} ${cidr}` }];
  });
  const [pods, services] = named;
  if (pods !== undefined && services !== undefined && overlaps(pods.range, services.range))
    throw overlap(pods.label, services.label);
  const servers = [network.dns, network.ntp].flatMap((list) => (list === 'none' ? [] : list));
  const addresses = [
    ...machines.map(({ name, address }) => ({ address, label: `machine ${name} ${address}` })),
    ...servers.map((address) => ({ address, label: `server ${address}` })),
    ...(kubernetes.endpoint === 'auto'
      ? []
      : [{ address: kubernetes.endpoint, label: `kubernetes.endpoint ${kubernetes.endpoint}` }]),
  ];
  for (const { address, label } of addresses) {
    const hit = named.find(({ range }) => containsAddress(range, parseAddress(address) ?? -1));
    if (hit !== undefined) throw overlap(hit.label, label);
  }
}

function overlap(first: string, second: string): FerrymanError {
  return new FerrymanError('REQ_E0004', { first, second });
}

function duplicates({ machines }: Requirements): string[] {
  const namings = [
    { field: 'name', of: ({ name }: Machine) => name },
    // several machines may share an address behind one forwarding gateway, each with a port of its own
    { field: 'address', of: ({ address, port }: Machine) => (port === 22 ? address : `${address}:${port}`) },
  ];
  return namings.flatMap(({ field, of }) =>
    machines.flatMap((machine, index) => {
      const earlier = machines.findIndex((other) => of(other) === of(machine));
      return earlier === index
        ? []
        : [`machines[${index}].${field}: found "${of(machine)}", allowed is one not used by machines[${earlier}]`];
    }),
  );
}

function unknownJumps({ machines }: Requirements): string[] {
  const jumpHosts = machines.filter((machine) => machine.role === 'jump').map((machine) => machine.name);
  return machines.flatMap((machine, index) =>
    machine.access.jump
      .filter((name) => !jumpHosts.includes(name))
      .map(
        (name) => `machines[${index}].access.jump: found "${name}", allowed is the name of a machine with role jump`,
      ),
  );
}

/** A jump host that is reached through itself can never be reached. */
function circularJumps({ machines }: Requirements): string[] {
  const jumpsOf = new Map(machines.map(({ name, access }) => [name, access.jump]));
  const leadsTo = (from: string, target: string, seen: Set<string>): boolean =>
    (jumpsOf.get(from) ?? []).some((next) => {
      if (next === target) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return leadsTo(next, target, seen);
    });
  return machines.flatMap(({ name, access }, index) =>
    leadsTo(name, name, new Set())
      ? [
          `machines[${index}].access.jump: found "${access.jump.join(', ')}", allowed is a way that does not lead through ${name} itself`,
        ]
      : [],
  );
}

function missingRoles({ machines }: Requirements): string[] {
  // a site may be planned before anybody bought a machine
  if (machines.length === 0) return [];
  const isPossible = machines.some((machine) => machine.role === 'control-plane' || machine.role === 'auto');
  return isPossible
    ? []
    : ['machines: found no control-plane, allowed is at least one machine with role control-plane or auto'];
}

function unknownRegistryMachine({ siteRegistry, machines }: Requirements): string[] {
  if (siteRegistry === undefined) return [];
  const isHost = machines.some(
    ({ name, role }) => name === siteRegistry.machine && role !== 'jump' && role !== 'monitored',
  );
  return isHost
    ? []
    : [
        `siteRegistry.machine: found "${siteRegistry.machine}", allowed is the name of a machine that is neither jump nor monitored`,
      ];
}
