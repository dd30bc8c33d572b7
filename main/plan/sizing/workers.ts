import type { Alternative, MachineShape } from '../../model/plan/planned-machine.ts';
import type { Availability } from '../../model/site/environment.ts';
import { ceil } from './replicas.ts';
import type { Capacity } from './reserve.ts';

export interface WorkerDemand {
  /** Of all pods that are no daemons. */
  readonly requests: Capacity;
  readonly pods: number;
  /** The biggest single pod. */
  readonly largestPod: Capacity;
  /** Most copies of one service that may never share a node. */
  readonly hardSpread: number;
  readonly hasQuorum: boolean;
  readonly daemonPods: number;
}

export interface WorkerRules {
  readonly availability: Availability;
  /** Share of the usable capacity that may be used. */
  readonly headroom: number;
  readonly spareShare: number;
  readonly podsPerNode: number;
}

export interface WorkerCount {
  readonly count: number;
  /** Enough for the load alone. */
  readonly enough: number;
  readonly spare: number;
  readonly minimum: number;
  readonly binding: Alternative['binding'];
}

/** F4's f: machines that may stop on top of those the load needs. */
export function spareMachines(availability: Availability, enough: number, spareShare: number): number {
  if (availability === 'basic') return 0;
  return Math.max(availability === 'one-machine' ? 1 : 2, ceil(spareShare * enough));
}

export function minimumWorkers(availability: Availability, hasQuorum: boolean): number {
  if (hasQuorum) return 3;
  return availability === 'basic' ? 1 : 2;
}

/** F4: workers of one size for this demand; undefined when the biggest pod does not fit on one at all. */
export function workersNeeded(demand: WorkerDemand, perNode: Capacity, rules: WorkerRules): WorkerCount | undefined {
  const { requests, pods, largestPod, hardSpread, hasQuorum, daemonPods } = demand;
  if (largestPod.cpuMillicores > perNode.cpuMillicores || largestPod.memoryMib > perNode.memoryMib) return undefined;
  const podRoom = rules.podsPerNode - daemonPods;
  if (perNode.cpuMillicores <= 0 || perNode.memoryMib <= 0 || podRoom <= 0) return undefined;
  const byResource = [
    { binding: 'cpu' as const, count: ceil(requests.cpuMillicores / (rules.headroom * perNode.cpuMillicores)) },
    { binding: 'memory' as const, count: ceil(requests.memoryMib / (rules.headroom * perNode.memoryMib)) },
    { binding: 'pods' as const, count: ceil(pods / podRoom) },
  ].sort((a, b) => b.count - a.count)[0];
  const enough = Math.max(1, byResource?.count ?? 1);
  const spare = spareMachines(rules.availability, enough, rules.spareShare);
  const minimum = minimumWorkers(rules.availability, hasQuorum);
  const candidates: { binding: Alternative['binding']; count: number }[] = [
    { binding: byResource?.binding ?? 'cpu', count: enough + spare },
    { binding: 'spread', count: hardSpread },
    { binding: 'minimum', count: minimum },
  ];
  const winner = candidates.reduce((most, next) => (next.count > most.count ? next : most));
  return { count: winner.count, enough, spare, minimum, binding: winner.binding };
}

/** What a set of machines costs in cores, memory counted at so many GiB for a core: it orders offers, it is no price. */
export function costIndex({ cpuCores, memoryGib }: MachineShape, count: number, memoryPrice: number): number {
  return count * (cpuCores + memoryGib / memoryPrice);
}
