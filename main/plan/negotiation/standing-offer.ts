import type { MachineOffer, OfferedMachines } from '../../model/plan/negotiation.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { HostFacts } from '../../model/site/host-facts.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { type ExistingMachine, existingMachines } from '../machines/existing.ts';
import { environmentOf } from './hold.ts';

/**
 * The machines that stand at the site, as an offer for one environment: those the plan gave a place keep it, those it
 * had no use for may work. Undefined where no machine of a known size stands there.
 */
export function standingOffer(
  plan: SitePlan,
  requirements: Requirements,
  facts: Readonly<Record<string, HostFacts>>,
  environment: string,
): MachineOffer | undefined {
  const nodeRoles = new Map(plan.nodes.map(({ name, role }) => [name, role] as const));
  const shapes = new Map(existingMachines(requirements, facts, nodeRoles).map((machine) => [machine.name, machine]));
  const diskOf = disksOf(requirements);
  const isFirst = plan.environments[0]?.name === environment;
  const here = plan.existing.filter((use) => use.environment === environment || (use.environment === '' && isFirst));
  const offered = (role: string): OfferedMachines[] =>
    here
      .filter((use) => use.role === role || (role === 'worker' && use.role === ''))
      .flatMap(({ name }) => sized(shapes.get(name), diskOf(name)));
  const roles = environmentOf(plan, environment).machines.map(({ role }) => ({
    role,
    machines: merged(offered(role)),
  }));
  return roles.every(({ machines }) => machines.length === 0) ? undefined : { environment, roles };
}

function sized(machine: ExistingMachine | undefined, diskGb: number): OfferedMachines[] {
  return machine?.shape === undefined ? [] : [{ count: 1, shape: machine.shape, diskGb }];
}

/** GB of one machine by its name, as answered; zero where nobody said. */
function disksOf({ machines, machineLots }: Requirements): (name: string) => number {
  const total = (disks: readonly { readonly sizeGb: number }[]) => disks.reduce((sum, { sizeGb }) => sum + sizeGb, 0);
  return (name) => {
    const machine = machines.find((one) => one.name === name);
    if (machine !== undefined) return total(machine.hardware.disks);
    const lot = machineLots.find((one) => name.startsWith(`${one.name}-`));
    return lot === undefined ? 0 : total(lot.disks);
  };
}

function merged(machines: readonly OfferedMachines[]): OfferedMachines[] {
  const lots = new Map<string, OfferedMachines>();
  for (const machine of machines) {
    const key = JSON.stringify([machine.shape, machine.diskGb]);
    lots.set(key, { ...machine, count: (lots.get(key)?.count ?? 0) + machine.count });
  }
  return [...lots.values()];
}
