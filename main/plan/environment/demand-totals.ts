import type { PlannedService } from '../../model/plan/planned-service.ts';
import type { Capacity } from '../sizing/reserve.ts';
import type { WorkerDemand } from '../sizing/workers.ts';

/** What all pods of an environment ask for, daemons counted for one node. */
export interface DemandTotals {
  readonly workers: WorkerDemand;
  readonly daemons: Capacity;
}

export function demandTotals(services: readonly PlannedService[]): DemandTotals {
  const pods = services.filter(({ isDaemon }) => !isDaemon);
  const daemons = services.filter(({ isDaemon }) => isDaemon);
  const most = (of: (service: PlannedService) => number) =>
    pods.reduce((max, service) => Math.max(max, of(service)), 0);
  return {
    workers: {
      requests: sum(pods, ({ replicas }) => replicas),
      pods: pods.reduce((total, { replicas }) => total + replicas, 0),
      largestPod: {
        cpuMillicores: most(({ requests }) => requests.cpuMillicores),
        memoryMib: most(({ requests }) => requests.memoryMib),
      },
      hardSpread: most(({ spread, replicas }) => (spread === 'hard' ? replicas : 0)),
      hasQuorum: pods.some(({ isQuorum }) => isQuorum),
      daemonPods: daemons.length,
    },
    daemons: sum(daemons, () => 1),
  };
}

function sum(services: readonly PlannedService[], times: (service: PlannedService) => number): Capacity {
  return services.reduce<Capacity>(
    (total, service) => ({
      cpuMillicores: total.cpuMillicores + service.requests.cpuMillicores * times(service),
      memoryMib: total.memoryMib + service.requests.memoryMib * times(service),
    }),
    { cpuMillicores: 0, memoryMib: 0 },
  );
}
