import { z } from 'zod';
import { Availability } from '../site/environment.ts';
import { Text } from '../text.ts';
import { Alternative, Layout, MachineGroup } from './planned-machine.ts';
import { ChosenComponent, PlannedService } from './planned-service.ts';

export const NamespacePlan = z.object({
  name: z.string(),
  purpose: Text,
  /** ResourceQuota: requests of all it holds, with room for a rolling update. */
  quota: z.object({ cpuMillicores: z.number(), memoryMib: z.number(), pods: z.number() }),
  /** LimitRange: what a container gets that asks for nothing. */
  defaults: z.object({ cpuMillicores: z.number(), memoryMib: z.number() }),
  podSecurity: z.enum(['privileged', 'baseline', 'restricted']),
});
export type NamespacePlan = z.infer<typeof NamespacePlan>;

/** One environment: what runs, on which machines, laid out how. */
export const EnvironmentPlan = z.object({
  name: z.string(),
  kind: z.enum(['production', 'pre-release', 'test', 'hosted']),
  availability: Availability,
  /** converged = control planes run the services too. */
  layoutKind: z.enum(['dedicated', 'converged']),
  components: z.array(ChosenComponent),
  services: z.array(PlannedService),
  machines: z.array(MachineGroup),
  alternatives: z.array(Alternative),
  layout: Layout,
  namespaces: z.array(NamespacePlan),
  network: z.object({
    podCidr: z.string(),
    serviceCidr: z.string(),
    nodePrefix: z.number(),
    zone: z.string(),
    cni: z.string(),
    apiVip: z.string(),
    gatewayVip: z.string(),
    loadBalancer: z.enum(['customer', 'keepalived', 'kube-vip', 'none']),
    gateway: z.string(),
    mtu: z.number(),
  }),
  /** One sentence for a reader who runs no servers. */
  summary: Text,
});
export type EnvironmentPlan = z.infer<typeof EnvironmentPlan>;
