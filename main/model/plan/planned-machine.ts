import { z } from 'zod';
import { Text } from '../text.ts';

/** CPU in cores, memory in GiB; written 8C16G. */
export const MachineShape = z.object({ cpuCores: z.number(), memoryGib: z.number() });
export type MachineShape = z.infer<typeof MachineShape>;

export function shapeName({ cpuCores, memoryGib }: MachineShape): string {
  return `${cpuCores}C${memoryGib}G`;
}

export const PlannedDisk = z.object({
  mount: z.string(),
  sizeGb: z.number(),
  kind: z.enum(['ssd', 'hdd', 'any']),
  use: z.enum(['system', 'containers', 'data', 'etcd', 'database', 'registry', 'queue', 'search', 'files', 'logs']),
  purpose: Text,
});
export type PlannedDisk = z.infer<typeof PlannedDisk>;

/** Machines of one role and one size. Their addresses are in the address plan under their names. */
export const MachineGroup = z.object({
  /** Unique in its environment: control-plane, worker, etcd, load-balancer, gitlab … */
  role: z.string(),
  title: Text,
  count: z.number(),
  shape: MachineShape,
  names: z.array(z.string()),
  /** How many of them stand there already; the rest is asked for. */
  existing: z.number(),
  disks: z.array(PlannedDisk),
  /** What runs on them. */
  components: z.array(z.string()),
  /** cluster = a Kubernetes node. */
  isNode: z.boolean(),
  /** "6 = 5 are enough + 1 may fail". */
  why: Text,
  zone: z.string(),
});
export type MachineGroup = z.infer<typeof MachineGroup>;

/** One way to buy the workers, beside the others. */
export const Alternative = z.object({
  shape: MachineShape,
  count: z.number(),
  enough: z.number(),
  spare: z.number(),
  totalCpuCores: z.number(),
  totalMemoryGib: z.number(),
  /** Which resource runs out first. */
  binding: z.enum(['cpu', 'memory', 'pods', 'spread', 'minimum']),
  /** Share of the usable capacity in use when all run, and when as many stopped as may. */
  usedShare: z.number(),
  usedShareDegraded: z.number(),
  isChosen: z.boolean(),
  /** Why it was taken or left; empty for one that simply costs more. */
  note: Text,
});
export type Alternative = z.infer<typeof Alternative>;

/** A machine or lot that exists already, held against the plan. */
export const ExistingUse = z.object({
  name: z.string(),
  environment: z.string(),
  /** Role it serves; empty when it serves none. */
  role: z.string(),
  fits: z.boolean(),
  because: Text,
});
export type ExistingUse = z.infer<typeof ExistingUse>;

export const LayoutNode = z.object({
  node: z.string(),
  usableCpuMillicores: z.number(),
  usableMemoryMib: z.number(),
  cpuMillicores: z.number(),
  memoryMib: z.number(),
  /** Service name → pods of it here. */
  pods: z.record(z.string(), z.number()),
});
export type LayoutNode = z.infer<typeof LayoutNode>;

/** Pods on nodes, and the proof that the promised number of nodes may stop. */
export const Layout = z.object({
  nodes: z.array(LayoutNode),
  /** Pods that found no place; a plan with any is refused. */
  unplaced: z.array(z.string()),
  proof: z.object({
    failures: z.number(),
    holds: z.boolean(),
    /** Nodes tried as the ones that stop. */
    tried: z.number(),
    /** The worst case: nodes that stop, and the pods without a place then. */
    worst: z.object({ stopped: z.array(z.string()), homeless: z.array(z.string()) }),
    statement: Text,
  }),
});
export type Layout = z.infer<typeof Layout>;
