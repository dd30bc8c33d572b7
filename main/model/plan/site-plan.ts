import { z } from 'zod';
import { hashOf } from '../canonical-json.ts';
import { Access } from '../site/access.ts';
import { Contact } from '../site/calendar.ts';
import { Acceptance } from '../site/requirements.ts';
import { Text } from '../text.ts';
import { ArtifactRef } from './artifact-ref.ts';
import { Assumption, OpenQuestion } from './assumption.ts';
import { Derived } from './derived.ts';
import {
  BackupRow,
  LogPlan,
  PolicyRow,
  ProtectionRow,
  StorageClassPlan,
  TransferPlan,
  WatchRow,
} from './duties-plan.ts';
import { EnvironmentPlan } from './environment-plan.ts';
import { Finding } from './finding.ts';
import { KubernetesRelease } from './kubernetes-release.ts';
import { ExistingUse } from './planned-machine.ts';
import { PlannedRegistry } from './planned-registry.ts';
import { AddressRow, CertificateRow, DomainRow, PortRow, RouteRow } from './reach-plan.ts';
import { SchedulePlan } from './schedule-plan.ts';

export const NodeRole = z.enum(['control-plane', 'worker']);
export type NodeRole = z.infer<typeof NodeRole>;

export const PlannedNode = z.object({
  name: z.string(),
  role: NodeRole,
  roleReason: Text,
  address: z.string(),
  port: z.number(),
  access: Access,
  /** Such as linux/amd64; from facts, or the planner's assumption before there are any. */
  platform: z.string(),
  /** Such as debian-12; empty before there are facts. */
  distribution: z.string(),
  packages: z.array(z.string()),
  /** What the kubelet and containerd use; systemd on cgroup v2, cgroupfs on v1. */
  cgroupDriver: z.enum(['systemd', 'cgroupfs']),
  machineId: z.string(),
});
export type PlannedNode = z.infer<typeof PlannedNode>;

export const Deviation = z.object({
  id: z.string(),
  machines: z.array(z.string()),
  meaning: Text,
  acceptance: Acceptance.nullable(),
});
export type Deviation = z.infer<typeof Deviation>;

/** What is wanted: pure function of requirements, catalog and facts; the same input gives the same bytes. */
export const SitePlan = z.object({
  apiVersion: z.literal('ferryman/v1'),
  kind: z.literal('SitePlan'),
  site: z.object({ name: z.string(), customer: z.string(), vendor: z.string(), project: z.string() }),
  contacts: z.array(Contact),
  requirementsHash: z.string(),
  release: KubernetesRelease,
  nodes: z.array(PlannedNode),
  /** Absent: the site has no registry of ours. */
  siteRegistry: PlannedRegistry.optional(),
  jumpHosts: z.array(z.object({ name: z.string(), address: z.string(), port: z.number(), access: Access })),
  network: z.object({
    podCidr: z.string(),
    serviceCidr: z.string(),
    clusterDnsAddress: z.string(),
    endpointAddress: z.string(),
    dns: z.array(z.string()),
    ntp: z.array(z.string()),
  }),
  changes: z.object({
    swap: z.enum(['turn-off', 'keep']),
    firewall: z.enum(['open-ports', 'keep']),
    timeService: z.enum(['chrony', 'keep']),
  }),
  figures: z.record(z.string(), Derived),
  artifacts: z.array(ArtifactRef),
  environments: z.array(EnvironmentPlan),
  existing: z.array(ExistingUse),
  addresses: z.array(AddressRow),
  domains: z.array(DomainRow),
  certificates: z.array(CertificateRow),
  routes: z.array(RouteRow),
  ports: z.array(PortRow),
  storage: z.array(StorageClassPlan),
  watch: z.array(WatchRow),
  logs: LogPlan,
  backups: z.array(BackupRow),
  protection: z.array(ProtectionRow),
  policies: z.array(PolicyRow),
  transfer: TransferPlan,
  schedule: SchedulePlan.nullable(),
  assumptions: z.array(Assumption),
  openQuestions: z.array(OpenQuestion),
  findings: z.array(Finding),
  deviations: z.array(Deviation),
  isPractice: z.boolean(),
});
export type SitePlan = z.infer<typeof SitePlan>;

export function sitePlanHash(plan: SitePlan): string {
  return hashOf(plan);
}

/** Control planes first, each in the order of the requirements; the first one initialises the cluster. */
export function controlPlanes(plan: SitePlan): PlannedNode[] {
  return plan.nodes.filter((node) => node.role === 'control-plane');
}

/** The node that initialises the cluster; the planner never makes a plan without one. */
export function firstControlPlane(plan: SitePlan): PlannedNode {
  const first = controlPlanes(plan)[0];
  if (first === undefined) throw new RangeError('a site plan has a control-plane node');
  return first;
}

/** Whether the other nodes go by this one's clock: the first control plane's, where it was agreed and the site has no time server. */
export function givesTime(plan: SitePlan, name: string): boolean {
  const { changes, network } = plan;
  return changes.timeService === 'chrony' && network.ntp.length === 0 && firstControlPlane(plan).name === name;
}

/** Every machine the installation works on: the nodes, and the registry's where it stands outside the cluster. */
export function hostsOf({ nodes, siteRegistry }: SitePlan): Pick<PlannedNode, 'name' | 'machineId'>[] {
  const isOutside = siteRegistry !== undefined && !nodes.some(({ name }) => name === siteRegistry.machine);
  return isOutside ? [...nodes, { name: siteRegistry.machine, machineId: siteRegistry.machineId }] : nodes;
}

/** The images a node of a role must hold: the common set everywhere, the control plane's own only where they run. */
export function imagesOf({ release }: Pick<SitePlan, 'release'>, role: NodeRole): string[] {
  const isEverywhere = (name: string) => name.includes('/kube-proxy:');
  return [
    release.pauseImage,
    ...release.images.filter((name) => role === 'control-plane' || isEverywhere(name)),
    ...release.networkImages,
    release.coreDnsImage,
    release.verificationImage,
  ];
}
