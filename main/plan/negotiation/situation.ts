import type { ChangedAnswer, MachineOffer, OfferedMachines, WayBack } from '../../model/plan/negotiation.ts';
import { type MachineShape, shapeName } from '../../model/plan/planned-machine.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { BusinessModule } from '../../model/site/business-module.ts';
import type { Environment } from '../../model/site/environment.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { environmentOf, hold, isHeld, machinesOf } from './hold.ts';

/** What every way back is looked for in. */
export interface Situation {
  readonly requirements: Requirements;
  readonly plan: SitePlan;
  /** Speaks of every role the plan has. */
  readonly offer: MachineOffer;
  readonly modules: readonly BusinessModule[];
  /** Plans other answers with everything else as it is. Throws as the planner does. */
  readonly replan: (requirements: Requirements) => SitePlan;
}

/** Looks for ways of one kind; each it gives was proven. */
export type WayFinder = (situation: Situation) => WayBack[];

export const nothingBought: WayBack['cost'] = { machines: 0, cpuCores: 0, memoryGib: 0, diskGb: 0 };

/** Roles nobody speaks of are there as the plan has them: machines that are not offered are never counted on. */
export function completeOffer(plan: SitePlan, offer: MachineOffer): MachineOffer {
  const spoken = new Set(offer.roles.map(({ role }) => role));
  const silent = environmentOf(plan, offer.environment).machines.filter(({ role }) => !spoken.has(role));
  return {
    ...offer,
    roles: [...offer.roles, ...silent.map((group) => ({ role: group.role, machines: machinesOf(group, offer) }))],
  };
}

/** Whether other answers hold on the offered machines, without a blocker the plan has not now. */
export function holdsWith(situation: Situation, changed: Requirements, isGood = isHeld): boolean {
  const { plan, offer } = situation;
  const adapted = adaptTo(changed, situation);
  const after = situation.replan(adapted);
  const known = new Set(blockersOf(plan));
  return isGood(hold(after, adapted, offer)) && blockersOf(after).every((blocker) => known.has(blocker));
}

/** The planned answers on other machines. */
export function holdsOn({ plan, requirements }: Situation, offer: MachineOffer): boolean {
  return isHeld(hold(plan, requirements, offer));
}

/** The offered machines as answers: nodes of the one offered size, as many as there are, laid out as now. */
export function machineAnswers({ plan, requirements, offer }: Situation): ChangedAnswer[] {
  const nodes = offeredNodes(plan, offer);
  if (nodes === undefined) return [];
  const environment = askedEnvironment(requirements, offer.environment);
  const { layoutKind, machines } = environmentOf(plan, offer.environment);
  const planned = (role: string) => machines.find((group) => group.role === role);
  const carrier = planned(layoutKind === 'converged' ? 'control-plane' : 'worker');
  const path = (field: string) => `environments.${environment.name}.${field}`;
  const isOtherSize = carrier === undefined || shapeName(carrier.shape) !== nodes.size;
  const workers = planned('worker')?.count ?? 0;
  return [
    ...(isOtherSize ? [changed(path('workerShape'), environment.workerShape, nodes.size)] : []),
    ...(workers === nodes.workers
      ? []
      : [changed(path('workerCount'), environment.workerCount ?? workers, nodes.workers)]),
    ...((isOtherSize || workers !== nodes.workers) && environment.layout === 'auto'
      ? [changed(path('layout'), environment.layout, layoutKind)]
      : []),
  ];
}

export function withEnvironment(requirements: Requirements, name: string, change: Partial<Environment>): Requirements {
  return {
    ...requirements,
    environments: requirements.environments.map((one) => (one.name === name ? { ...one, ...change } : one)),
  };
}

export function askedEnvironment({ environments }: Requirements, name: string): Environment {
  const environment = environments.find((other) => other.name === name);
  if (environment === undefined) throw new RangeError(`nobody asked for an environment ${name}`);
  return environment;
}

export function offerWith(offer: MachineOffer, role: string, machines: readonly OfferedMachines[]): MachineOffer {
  const others = offer.roles.filter((other) => other.role !== role);
  return { ...offer, roles: [...others, { role, machines: [...machines] }] };
}

/** Largest whole number up to `most` that is good, where smaller ones are when larger ones are; 0 when none is. */
export function largest(most: number, isGood: (value: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isGood(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `edit` where what is written is not simply the other answer at its path. */
export function changed(
  path: string,
  before: string | number,
  after: string | number,
  edit: ChangedAnswer['edit'] = { path, value: after },
): ChangedAnswer {
  return { path, before: String(before), after: String(after), edit };
}

export function costOf(count: number, { cpuCores, memoryGib }: MachineShape): WayBack['cost'] {
  return { machines: count, cpuCores: count * cpuCores, memoryGib: count * memoryGib, diskGb: 0 };
}

export function addCosts(...costs: readonly WayBack['cost'][]): WayBack['cost'] {
  return costs.reduce((sum, cost) => ({
    machines: sum.machines + cost.machines,
    cpuCores: sum.cpuCores + cost.cpuCores,
    memoryGib: sum.memoryGib + cost.memoryGib,
    diskGb: sum.diskGb + cost.diskGb,
  }));
}

function adaptTo(requirements: Requirements, { plan, offer }: Situation): Requirements {
  const { layoutKind } = environmentOf(plan, offer.environment);
  const nodes = offeredNodes(plan, offer);
  return withEnvironment(requirements, offer.environment, {
    layout: layoutKind,
    ...(nodes === undefined ? {} : { workerShape: nodes.size, workerCount: nodes.workers }),
  });
}

/** The nodes that run services, where all offered ones are of one size that can be written as an answer. */
function offeredNodes(plan: SitePlan, { environment, roles }: MachineOffer) {
  const { layoutKind } = environmentOf(plan, environment);
  const lotsOf = (role: string) =>
    roles.find((one) => one.role === role)?.machines.filter(({ count }) => count > 0) ?? [];
  const workers = lotsOf('worker');
  const carriers = layoutKind === 'converged' ? [...lotsOf('control-plane'), ...workers] : workers;
  const sizes = new Set(carriers.map(({ shape }) => shapeName(shape)));
  const [size] = sizes;
  if (sizes.size !== 1 || size === undefined || !/^\d+C\d+G$/.test(size)) return undefined;
  return { size, workers: workers.reduce((sum, { count }) => sum + count, 0) };
}

function blockersOf({ findings }: SitePlan): string[] {
  return findings.filter(({ severity }) => severity === 'blocker').map(({ rule, object }) => `${rule} ${object}`);
}
