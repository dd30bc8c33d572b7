import type { Alternative, Layout, MachineShape } from '../../model/plan/planned-machine.ts';
import type { PlannedService } from '../../model/plan/planned-service.ts';
import type { Environment } from '../../model/site/environment.ts';
import type { Ledger } from '../ledger.ts';
import { controlPlaneCount, controlPlaneShape, type EtcdPlace, etcdPlace } from '../sizing/control-plane.ts';
import { proveFailures } from '../sizing/failure-proof.ts';
import { type Bin, layoutNodes, place } from '../sizing/layout.ts';
import { type Capacity, usable } from '../sizing/reserve.ts';
import { atLeast, parseShape } from '../sizing/shapes.ts';
import { costIndex } from '../sizing/workers.ts';
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
const mostTries = 12;

/** One machine more a try for so many; of many machines, each as full, it takes several to make room for one big pod. */
const machinesPerStep = 50;

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

  const offersOn = (taken: readonly Capacity[]): WorkerSize[] => {
    const named = fixed && sizeWorkers(fixed, environment, totals, taken, ledger.assumptions);
    return named === undefined ? workerOffers(environment, totals, taken, ledger.assumptions) : [named];
  };
  const controlPlaneTotal = controlPlaneCount(environment.availability);
  const settled = environment.workerCount;
  const [onShared] = offersOn([...takers, converged]);
  const isConverged =
    environment.layout === 'converged' ||
    (environment.layout === 'auto' &&
      wish.mayConverge &&
      onShared !== undefined &&
      Math.max(onShared.count, controlPlaneTotal) <= 3);
  const taken = isConverged ? [...takers, converged] : takers;
  const pods = services.filter(({ isDaemon }) => !isDaemon);
  const failures = { basic: 0, 'one-machine': 1, 'two-machines': 2 }[environment.availability];

  const layOut = (size: WorkerSize): ClusterSize => {
    const step = Math.max(1, Math.ceil(size.count / machinesPerStep));
    for (let extra = 0; ; extra += step) {
      const nodes = settled === undefined ? size.count + extra : settled + (isConverged ? controlPlaneTotal : 0);
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
      const placed = place(pods, bins);
      const proof = proveFailures(pods, placed.bins, failures);
      const isDone = placed.unplaced.length === 0 && proof.holds;
      if (
        !isDone &&
        settled === undefined &&
        extra < mostTries * step &&
        canHelp(pods, proof.worst.homeless, placed.unplaced)
      )
        continue;
      const chosen: WorkerSize = { ...size, count: isConverged ? Math.max(nodes, controlPlaneTotal) : nodes };
      return {
        layoutKind: isConverged ? 'converged' : 'dedicated',
        controlPlanes: { count: controlPlaneTotal, shape: controlPlane },
        workers: { count: workers, shape: size.shape },
        size: chosen,
        extra,
        etcd: etcdPlace(all),
        alternatives: alternatives(
          chosen,
          workerOffers(environment, totals, taken, ledger.assumptions),
          totals,
          environment,
        ),
        layout: { nodes: layoutNodes(placed.bins), unplaced: placed.unplaced, proof },
        totals,
        takers: taken,
      };
    }
  };
  const price = ledger.assumptions.get('memory-price');
  const offers = offersOn(taken);
  return cheapest(settled === undefined ? offers : settledOffers(offers, settled, price), layOut, price);
}

/** The formula's cheapest offer may need more machines once big pods have to find room: then the next ones are tried too. */
function cheapest(
  offers: readonly WorkerSize[],
  layOut: (size: WorkerSize) => ClusterSize,
  memoryPrice: number,
): ClusterSize | undefined {
  let best: { readonly cluster: ClusterSize; readonly cost: number } | undefined;
  for (const offer of offers) {
    // offers are in the order of their cost, which a layout can only raise
    if (best !== undefined && costIndex(offer.shape, offer.count, memoryPrice) >= best.cost) break;
    const cluster = layOut(offer);
    const { unplaced, proof } = cluster.layout;
    const isGood = unplaced.length === 0 && (proof.holds || proof.failures === 0);
    const cost = isGood ? costIndex(offer.shape, cluster.size.count, memoryPrice) : Number.POSITIVE_INFINITY;
    if (best === undefined || cost < best.cost) best = { cluster, cost };
  }
  return best?.cluster;
}

/** With the number settled only the size is open: those that carry the load with the usual headroom first, else all. */
function settledOffers(offers: readonly WorkerSize[], count: number, memoryPrice: number): WorkerSize[] {
  const carrying = offers.filter(({ enough }) => enough <= count);
  return (carrying.length > 0 ? carrying : offers)
    .map((offer) => ({ ...offer, count }))
    .sort((a, b) => costIndex(a.shape, count, memoryPrice) - costIndex(b.shape, count, memoryPrice));
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
