import type { LayoutNode } from '../../model/plan/planned-machine.ts';
import type { PlannedService } from '../../model/plan/planned-service.ts';
import { LeastFirst } from './least-first.ts';
import type { Capacity } from './reserve.ts';

/** A node with room for pods. */
export interface Bin {
  readonly node: string;
  readonly usable: Capacity;
  readonly maxPods: number;
}

/** A node as the layout fills it. */
export interface FilledBin extends Bin {
  cpuMillicores: number;
  memoryMib: number;
  podCount: number;
  readonly pods: Map<string, number>;
}

/** What of a service matters to where its pods go. */
export type Placeable = Pick<
  PlannedService,
  'name' | 'replicas' | 'requests' | 'spread' | 'isQuorum' | 'isMovable' | 'servesBusiness'
>;

export interface Placed {
  readonly bins: FilledBin[];
  /** A name for every pod without a place. */
  readonly unplaced: string[];
}

/**
 * Pods on nodes, biggest first, each on the node it fills least: what a scheduler that spreads would do.
 * Deterministic: equal nodes are taken in their order.
 */
export function place(services: readonly Placeable[], nodes: readonly Bin[]): Placed {
  const bins = nodes.map(
    (bin): FilledBin => ({ ...bin, cpuMillicores: 0, memoryMib: 0, podCount: 0, pods: new Map() }),
  );
  const unplaced: string[] = [];
  for (const service of biggestFirst(services)) {
    const homeless = service.replicas - spreadOut(service, bins);
    unplaced.push(...Array.from({ length: homeless }, () => service.name));
  }
  return { bins, unplaced };
}

/** Puts one copy after another where it leaves the most room; answers how many found a place. */
function spreadOut(service: Placeable, bins: readonly FilledBin[]): number {
  // a copy changes nothing for the nodes it is not put on, so only its own is weighed anew
  const together = copiesTogether(service, bins.length);
  const open = new LeastFirst(bins.map((bin) => scoreOf(service, bin, together)));
  for (let placed = 0; placed < service.replicas; placed += 1) {
    const index = open.least();
    const bin = index === undefined ? undefined : bins[index];
    if (bin === undefined) return placed;
    put(service, bin);
    open.replaceLeast(scoreOf(service, bin, together));
  }
  return service.replicas;
}

export function put(service: Placeable, bin: FilledBin): void {
  bin.cpuMillicores += service.requests.cpuMillicores;
  bin.memoryMib += service.requests.memoryMib;
  bin.podCount += 1;
  bin.pods.set(service.name, (bin.pods.get(service.name) ?? 0) + 1);
}

export function takeOut(service: Placeable, bin: FilledBin): void {
  bin.cpuMillicores -= service.requests.cpuMillicores;
  bin.memoryMib -= service.requests.memoryMib;
  bin.podCount -= 1;
  const left = (bin.pods.get(service.name) ?? 0) - 1;
  if (left > 0) bin.pods.set(service.name, left);
  else bin.pods.delete(service.name);
}

/** The node on which the pod leaves the most room; undefined when it fits on none. `skip` are nodes that stopped. */
export function bestBin(
  service: Placeable,
  bins: readonly FilledBin[],
  skip?: ReadonlySet<FilledBin>,
): FilledBin | undefined {
  let best: FilledBin | undefined;
  let bestScore = Number.POSITIVE_INFINITY;
  const together = copiesTogether(service, bins.length);
  for (const bin of bins) {
    if (skip?.has(bin) === true) continue;
    const score = scoreOf(service, bin, together);
    if (score < bestScore) {
      best = bin;
      bestScore = score;
    }
  }
  return best;
}

/**
 * Copies of a service that may stand on one node before that counts against it. One, while there are nodes enough; with
 * more copies than nodes up to half again the even share, so that a node with a big pod is spared the small ones.
 */
function copiesTogether({ replicas }: Placeable, nodes: number): number {
  const even = replicas / Math.max(1, nodes);
  return Math.max(1, Math.ceil(even), Math.floor(even * 1.5));
}

/** How full the node is with one more copy; infinite where it may not go. Nine decimals, so that equal nodes are equal. */
function scoreOf({ name, requests, spread }: Placeable, bin: FilledBin, together: number): number {
  const { usable } = bin;
  const cpu = bin.cpuMillicores + requests.cpuMillicores;
  const memory = bin.memoryMib + requests.memoryMib;
  if (bin.podCount >= bin.maxPods || cpu > usable.cpuMillicores || memory > usable.memoryMib) {
    return Number.POSITIVE_INFINITY;
  }
  const same = bin.pods.get(name) ?? 0;
  if (same > 0 && spread === 'hard') return Number.POSITIVE_INFINITY;
  // a copy too many of the same service is worse than any fullness
  const beside = Math.max(0, same - together + 1);
  const fullness = Math.max(cpu / usable.cpuMillicores, memory / usable.memoryMib);
  return Math.round(((spread === 'none' ? 0 : beside * 10) + fullness) * 1e9) / 1e9;
}

export function biggestFirst<T extends Placeable>(services: readonly T[]): T[] {
  const weight = ({ requests }: Placeable) => requests.cpuMillicores / 1000 + requests.memoryMib / 4096;
  const rank = ({ spread }: Placeable) => (spread === 'hard' ? 0 : 1);
  return [...services].sort((a, b) => rank(a) - rank(b) || weight(b) - weight(a) || (a.name < b.name ? -1 : 1));
}

export function layoutNodes(bins: readonly FilledBin[]): LayoutNode[] {
  return bins.map(({ node, usable, cpuMillicores, memoryMib, pods }) => ({
    node,
    usableCpuMillicores: usable.cpuMillicores,
    usableMemoryMib: usable.memoryMib,
    cpuMillicores,
    memoryMib,
    pods: Object.fromEntries([...pods].sort(([a], [b]) => (a < b ? -1 : 1))),
  }));
}
