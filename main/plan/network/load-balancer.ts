import type { EnvironmentPlan } from '../../model/plan/environment-plan.ts';
import type { Requirements } from '../../model/site/requirements.ts';

export type LoadBalancer = EnvironmentPlan['network']['loadBalancer'];

/** What stands in front of the control planes: what was asked, else the customer's own, else an address that moves between them. */
export function loadBalancerOf({ network, customerSystems }: Requirements, controlPlanes: number): LoadBalancer {
  if (network.loadBalancer !== 'auto') return network.loadBalancer;
  if (customerSystems.loadBalancer !== undefined) return 'customer';
  if (controlPlanes < 2) return 'none';
  // where addresses may not move, only something of the customer's can hold one
  return network.floatingAddresses === 'forbidden' ? 'customer' : 'kube-vip';
}
