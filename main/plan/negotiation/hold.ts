import type { EnvironmentPlan } from '../../model/plan/environment-plan.ts';
import type { MachineOffer, OfferedMachines } from '../../model/plan/negotiation.ts';
import type { MachineGroup, MachineShape } from '../../model/plan/planned-machine.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { Assumptions } from '../assumptions.ts';
import { demandTotals } from '../environment/demand-totals.ts';
import { headroomOf, nodeTakers } from '../environment/size-workers.ts';
import { type FailureProof, proveFailures } from '../sizing/failure-proof.ts';
import { type Bin, place } from '../sizing/layout.ts';
import { usable } from '../sizing/reserve.ts';
import { holds } from '../sizing/shapes.ts';

/** Places of a role that none of the offered machines fills. */
export interface Shortage {
  readonly role: string;
  readonly wanted: number;
  readonly found: number;
}

/** How one environment's plan fares on the offered machines. */
export interface Held {
  readonly unplaced: readonly string[];
  readonly proof: FailureProof;
  /** Of the usable capacity, where the fullest resource stands; `headroom` is how much may be used. */
  readonly usedShare: number;
  readonly headroom: number;
  /** GB that the disks of the worst machine lack; zero where they suffice or nobody said. */
  readonly diskShortGb: number;
  readonly shortages: readonly Shortage[];
}

const failuresOf = { basic: 0, 'one-machine': 1, 'two-machines': 2 } as const;

/** Lays the environment's pods out on the offered machines, and holds every other role against what is offered for it. */
export function hold(plan: SitePlan, requirements: Requirements, offer: MachineOffer): Held {
  const environment = environmentOf(plan, offer.environment);
  const assumptions = new Assumptions(requirements.overrides);
  const pods = environment.services.filter(({ isDaemon }) => !isDaemon);
  const bins = binsOf(environment, requirements, offer, assumptions);
  const { bins: filled, unplaced } = place(pods, bins);
  const asked = requirements.environments.find(({ name }) => name === offer.environment);
  if (asked === undefined) throw new RangeError(`${offer.environment} is planned, so it was asked for`);
  const has = {
    cpu: sum(filled, ({ usable }) => usable.cpuMillicores),
    memory: sum(filled, (b) => b.usable.memoryMib),
  };
  const wants = demandTotals(environment.services).workers.requests;
  const share = (want: number, room: number) => (want === 0 ? 0 : room === 0 ? Number.POSITIVE_INFINITY : want / room);
  return {
    unplaced,
    proof: proveFailures(pods, filled, failuresOf[environment.availability]),
    usedShare: Math.max(share(wants.cpuMillicores, has.cpu), share(wants.memoryMib, has.memory)),
    headroom: headroomOf(asked, assumptions),
    diskShortGb: Math.max(0, ...environment.machines.map((group) => diskShort(group, machinesOf(group, offer)))),
    shortages: environment.machines.flatMap((group) => shortage(group, machinesOf(group, offer), environment)),
  };
}

export function isHeld(held: Held): boolean {
  return isCarried(held) && held.diskShortGb === 0 && held.shortages.length === 0;
}

/** The load itself: CPU, memory and room when machines stop. */
export function isCarried({ unplaced, proof, usedShare, headroom }: Held): boolean {
  return unplaced.length === 0 && (proof.failures === 0 || proof.holds) && usedShare <= headroom + 1e-9;
}

export function environmentOf(plan: SitePlan, name: string): EnvironmentPlan {
  const environment = plan.environments.find((other) => other.name === name);
  if (environment === undefined) throw new RangeError(`the plan has no environment ${name}`);
  return environment;
}

/** Machines that are there for a role, one by one; as planned where the offer does not speak of it. */
export function machinesOf(group: MachineGroup, { roles }: MachineOffer): OfferedMachines[] {
  const offered = roles.find(({ role }) => role === group.role);
  return offered?.machines ?? [{ count: group.count, shape: group.shape, diskGb: 0 }];
}

/** Roles whose machines carry pods: workers, and control planes that are workers as well. */
function carriesPods(group: MachineGroup, { layoutKind }: EnvironmentPlan): boolean {
  return group.role === 'worker' || (group.role === 'control-plane' && layoutKind === 'converged');
}

export function diskNeedGb({ disks }: MachineGroup): number {
  return sum(disks, ({ sizeGb }) => sizeGb);
}

function binsOf(
  environment: EnvironmentPlan,
  { security }: Requirements,
  offer: MachineOffer,
  assumptions: Assumptions,
): Bin[] {
  const takers = nodeTakers(demandTotals(environment.services), security.antivirus, assumptions);
  const converged = {
    cpuMillicores: assumptions.get('converged-cpu-cores') * 1000,
    memoryMib: assumptions.get('converged-memory-gib') * 1024,
  };
  const maxPods = assumptions.get('pods-per-node');
  const planned = environment.machines.filter((group) => carriesPods(group, environment));
  // workers may be offered where the plan makes do with shared control planes
  const extra = offer.roles.filter(({ role }) => role === 'worker' && !planned.some((group) => group.role === role));
  const lots = [...planned.map((group) => ({ role: group.role, machines: machinesOf(group, offer) })), ...extra];
  return lots.flatMap(({ role, machines }) =>
    machines
      .flatMap(({ count, shape }) => Array.from({ length: count }, () => shape))
      .map((shape: MachineShape, index) => ({
        node: `${role}-${index + 1}`,
        usable: usable(shape, ...takers, ...(role === 'control-plane' ? [converged] : [])),
        maxPods,
      })),
  );
}

function diskShort(group: MachineGroup, machines: readonly OfferedMachines[]): number {
  const need = diskNeedGb(group);
  return Math.max(
    0,
    ...machines.filter(({ count, diskGb }) => count > 0 && diskGb > 0).map(({ diskGb }) => need - diskGb),
  );
}

/** Workers may be fewer or smaller as long as the pods find room; every other place wants its machine. */
function shortage(group: MachineGroup, machines: readonly OfferedMachines[], environment: EnvironmentPlan): Shortage[] {
  if (group.role === 'worker') return [];
  const isShared = carriesPods(group, environment);
  const found = sum(machines, ({ count, shape }) => (isShared || holds(shape, group.shape) ? count : 0));
  return found >= group.count ? [] : [{ role: group.role, wanted: group.count, found }];
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
