import type { Alternative, Layout, MachineShape } from '../../model/plan/planned-machine.ts';
import type { PlannedService } from '../../model/plan/planned-service.ts';
import type { Environment } from '../../model/site/environment.ts';
import type { Ledger } from '../ledger.ts';
import { controlPlaneCount, controlPlaneShape, type EtcdPlace, etcdPlace } from '../sizing/control-plane.ts';
import { proveFailures } from '../sizing/failure-proof.ts';
import { type Bin, layoutNodes, place } from '../sizing/layout.ts';
import { type Capacity, usable } from '../sizing/reserve.ts';
import { atLeast, parseShape } from '../sizing/shapes.ts';
import { type DemandTotals, demandTotals } from './demand-totals.ts';
import { alternatives, nodeTakers, sizeWorkers, type WorkerSize, workerOffers } from './size-workers.ts';

/** The Kubernetes nodes of one environment. */
export interface ClusterSize {
  readonly layoutKind: 'dedicated' | 'converged';
  readonly controlPlanes: { readonly count: number; readonly shape: MachineShape };
  /** Machines that only work; zero where every node is a control plane as well. */
  readonly workers: { readonly count: number; readonly shape: MachineShape };
  readonly size: WorkerSize;
  /** Workers beyond the formula, because the pods did not fit as they stand. */
  readonly extra: number;
  readonly etcd: EtcdPlace;
  readonly alternatives: Alternative[];
  readonly layout: Layout;
  readonly totals: DemandTotals;
  readonly takers: readonly Capacity[];
}

export interface ClusterWish {
  readonly environment: Environment;
  readonly hasAntivirus: boolean;
  /** Size of the machines that exist already; it goes before our own choice. */
  readonly existingShape: MachineShape | undefined;
  readonly mayConverge: boolean;
  readonly nodeNames: (role: 'control-plane' | 'worker', count: number) => string[];
}

/** Tries more machines than the formula gives at most this often before it calls the layout impossible. */
const mostExtra = 12;

/** Undefined where no size of machine holds the biggest pod. */
export function sizeCluster(
  services: readonly PlannedService[],
  wish: ClusterWish,
  ledger: Ledger,
): ClusterSize | undefined {
  const { environment } = wish;
  const totals = demandTotals(services);
  const takers = nodeTakers(totals, wish.hasAntivirus, ledger.assumptions);
  const converged = {
    cpuMillicores: ledger.assumptions.get('converged-cpu-cores') * 1000,
    memoryMib: ledger.assumptions.get('converged-memory-gib') * 1024,
  };
  const fixed = environment.workerShape === 'auto' ? wish.existingShape : parseShape(environment.workerShape);

  const offersOn = (taken: readonly Capacity[]) => workerOffers(environment, totals, taken, ledger.assumptions);
  const choose = (taken: readonly Capacity[]): WorkerSize | undefined => {
    const named = fixed && sizeWorkers(fixed, environment, totals, taken, ledger.assumptions);
    return named ?? offersOn(taken)[0];
  };
  const controlPlaneTotal = controlPlaneCount(environment.availability);
  const onShared = choose([...takers, converged]);
  const isConverged =
    environment.layout === 'converged' ||
    (environment.layout === 'auto' &&
      wish.mayConverge &&
      onShared !== undefined &&
      Math.max(onShared.count, controlPlaneTotal) <= 3);
  const taken = isConverged ? [...takers, converged] : takers;
  const size = isConverged ? onShared : choose(takers);
  if (size === undefined) return undefined;

  for (let extra = 0; ; extra += 1) {
    const nodes = size.count + extra;
    const workers = isConverged ? Math.max(0, nodes - controlPlaneTotal) : nodes;
    const all = isConverged ? Math.max(nodes, controlPlaneTotal) : nodes + controlPlaneTotal;
    const guided = controlPlaneShape(all, environment.kind === 'production');
    const controlPlane = isConverged ? atLeast(size.shape, guided) : guided;
    const bins = binsOf(
      wish,
      isConverged,
      { workers, controlPlanes: controlPlaneTotal, shape: size.shape, controlPlane, takers, converged },
      ledger,
    );
    const pods = services.filter(({ isDaemon }) => !isDaemon);
    const placed = place(pods, bins);
    const failures = { basic: 0, 'one-machine': 1, 'two-machines': 2 }[environment.availability];
    const proof = proveFailures(pods, placed.bins, failures);
    const isDone = placed.unplaced.length === 0 && proof.holds;
    if (!isDone && extra < mostExtra && canHelp(pods, proof.worst.homeless, placed.unplaced)) continue;
    const chosen: WorkerSize = { ...size, count: isConverged ? Math.max(nodes, controlPlaneTotal) : nodes };
    return {
      layoutKind: isConverged ? 'converged' : 'dedicated',
      controlPlanes: { count: controlPlaneTotal, shape: controlPlane },
      workers: { count: workers, shape: size.shape },
      size: chosen,
      extra,
      etcd: etcdPlace(all),
      alternatives: alternatives(chosen, offersOn(taken), totals, environment),
      layout: { nodes: layoutNodes(placed.bins), unplaced: placed.unplaced, proof },
      totals,
      takers: taken,
    };
  }
}

/** One more machine helps a pod that found no room; not one that cannot move and has no second copy. */
function canHelp(pods: readonly PlannedService[], homeless: readonly string[], unplaced: readonly string[]): boolean {
  if (unplaced.length > 0) return true;
  return homeless.some((name) => pods.some((pod) => pod.name === name && pod.isMovable));
}

function binsOf(
  { nodeNames }: ClusterWish,
  isConverged: boolean,
  nodes: {
    workers: number;
    controlPlanes: number;
    shape: MachineShape;
    controlPlane: MachineShape;
    takers: readonly Capacity[];
    converged: Capacity;
  },
  ledger: Ledger,
): Bin[] {
  const maxPods = ledger.assumptions.get('pods-per-node');
  const worker = usable(nodes.shape, ...nodes.takers);
  const shared = usable(nodes.controlPlane, ...nodes.takers, nodes.converged);
  return [
    ...(isConverged
      ? nodeNames('control-plane', nodes.controlPlanes).map((node) => ({ node, usable: shared, maxPods }))
      : []),
    ...nodeNames('worker', nodes.workers).map((node) => ({ node, usable: worker, maxPods })),
  ];
}
