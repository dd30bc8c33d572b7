import type { MachineGroup } from '../../model/plan/planned-machine.ts';
import type { AddressRow } from '../../model/plan/reach-plan.ts';
import type { EnvironmentDraft } from '../environment/plan-environment.ts';
import type { ClusterRanges } from '../network/cidrs.ts';
import type { LoadBalancer } from '../network/load-balancer.ts';

/** One environment with its machines and addresses: what routes, ports and names are made from. */
export interface EnvironmentView {
  readonly draft: EnvironmentDraft;
  readonly groups: readonly MachineGroup[];
  readonly ranges: ClusterRanges;
  readonly loadBalancer: LoadBalancer;
  readonly apiVip: string;
  readonly gatewayVip: string;
  /** Component that is the way in; empty where nothing is reached from outside. */
  readonly gateway: string;
  readonly addresses: readonly AddressRow[];
  /** Domain the environment's names end in. */
  readonly domain: string;
}

export function addressesOf({ addresses }: EnvironmentView, groups: readonly MachineGroup[]): string[] {
  const names = new Set(groups.flatMap((group) => group.names));
  return addresses.filter(({ name, address }) => names.has(name) && address !== '').map(({ address }) => address);
}

export function nodeGroups({ groups }: EnvironmentView): MachineGroup[] {
  return groups.filter(({ isNode }) => isNode);
}

/** Machines a component has for itself; none where it lives in the cluster. */
export function ownGroups({ groups }: EnvironmentView, component: string): MachineGroup[] {
  return groups.filter(({ isNode, components }) => !isNode && components.includes(component));
}
