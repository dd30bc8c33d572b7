import type { MachineShape } from '../../model/plan/planned-machine.ts';
import type { Availability } from '../../model/site/environment.ts';
import { atLeast } from './shapes.ts';

const byNodes: readonly { readonly upTo: number; readonly shape: MachineShape }[] = [
  { upTo: 5, shape: { cpuCores: 4, memoryGib: 8 } },
  { upTo: 20, shape: { cpuCores: 4, memoryGib: 16 } },
  { upTo: 100, shape: { cpuCores: 8, memoryGib: 32 } },
  { upTo: Number.POSITIVE_INFINITY, shape: { cpuCores: 16, memoryGib: 64 } },
];

/** KubeKey v4's advice for production nodes; kubeadm itself asks for 2 cores and 2 GiB. */
export const productionMinimum: MachineShape = { cpuCores: 8, memoryGib: 16 };

/** F3: size of a control-plane machine for so many nodes in all. Source: Alibaba Cloud guidance; production at least 8C16G. */
export function controlPlaneShape(nodes: number, isProduction: boolean): MachineShape {
  const guided = byNodes.find(({ upTo }) => nodes <= upTo)?.shape ?? productionMinimum;
  return isProduction ? atLeast(guided, productionMinimum) : guided;
}

/** Basic 1, any one may stop 3, any two 5: an even number survives no more than one fewer. */
export function controlPlaneCount(availability: Availability): number {
  return { basic: 1, 'one-machine': 3, 'two-machines': 5 }[availability];
}

export type EtcdPlace = 'stacked' | 'stacked-own-disk' | 'external';

/** (P) Up to 50 nodes beside the API server, up to 100 on an SSD of its own, beyond on machines of its own. */
export function etcdPlace(nodes: number): EtcdPlace {
  if (nodes <= 50) return 'stacked';
  return nodes <= 100 ? 'stacked-own-disk' : 'external';
}

/** etcd's own hardware table by the size of the cluster it serves. Source: etcd.io op-guide/hardware. */
export function etcdShape(nodes: number): MachineShape {
  if (nodes <= 50) return { cpuCores: 2, memoryGib: 8 };
  if (nodes <= 250) return { cpuCores: 4, memoryGib: 16 };
  return nodes <= 1000 ? { cpuCores: 8, memoryGib: 32 } : { cpuCores: 16, memoryGib: 64 };
}
