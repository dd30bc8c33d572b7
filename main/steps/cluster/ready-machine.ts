import { stepId } from '../../model/operation/step-kind.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';

/** What has to be done on a machine before kubeadm runs there. */
export function readyMachine({ changes }: SitePlan, name: string): string[] {
  return [
    stepId('host/packages', name),
    stepId('runtime/images', name),
    stepId('runtime/kubernetes-tools', name),
    ...(changes.swap === 'turn-off' ? [stepId('host/swap', name)] : []),
    ...(changes.timeService === 'chrony' ? [stepId('host/time', name)] : []),
    ...(changes.firewall === 'open-ports' ? [stepId('host/firewall', name)] : []),
  ];
}
