import { z } from 'zod';
import { Name } from '../site/fields.ts';
import { Text } from '../text.ts';

/** A CEL expression; every number in it is a double, and a bare number in the file is one too. */
export const Expression = z.union([z.number().transform(String), z.string().min(1)]);

/** A figure of the catalog: how it is computed, and who says so. */
export const Rule = z.union([
  Expression.transform((value) => ({ value, source: 'planner-default' })),
  z.strictObject({ value: Expression, source: z.string().min(1) }),
]);
export type Rule = z.infer<typeof Rule>;

/** Storage a copy of a workload keeps; sizes in GB (decimal). */
export const ComponentVolume = z.strictObject({
  name: Name,
  sizeGb: Rule,
  /** block = one pod writes · shared = several pods write · local = a disk of the node, the pod cannot move. */
  access: z.enum(['block', 'shared', 'local']),
  purpose: Text,
  isBackedUp: z.boolean().default(false),
});

/** A data disk of a machine of its own; of a workload in pods: one a node lends to each pod whole, `raw` without a file system. */
export const ComponentDisk = z.strictObject({
  mount: z.string().regex(/^(\/|raw$)/),
  sizeGb: Rule,
  kind: z.enum(['ssd', 'hdd', 'any']).default('any'),
  purpose: Text,
  /** etcd · database · registry · queue · search share a disk with nobody. */
  use: z.enum(['data', 'etcd', 'database', 'registry', 'queue', 'search', 'files', 'logs']).default('data'),
});

/**
 * What runs. Those of kind `machine` belong to the placement machines, all others to cluster and node-wide: a component that
 * can do both lists both, and only those of the placement chosen count. Expressions see `inputs` and `site`.
 */
export const Workload = z.strictObject({
  name: Name,
  title: Text.optional(),
  kind: z.enum(['deployment', 'stateful-set', 'daemon-set', 'machine']),
  /** CEL that says whether it is there at all. */
  when: Expression.optional(),
  /** Pods, or machines. For a daemon-set: left out, one on every node. */
  count: Rule.optional(),
  /** Odd and at least three, or it cannot agree. */
  isQuorum: z.boolean().default(false),
  /** hard = two copies never on one node. */
  spread: z.enum(['hard', 'soft', 'none']).default('soft'),
  /** Per pod; for a machine its size, rounded up to the next step. */
  cpuCores: Rule,
  memoryGib: Rule,
  limitCpuCores: Rule.optional(),
  limitMemoryGib: Rule.optional(),
  volumes: z.array(ComponentVolume).default([]),
  disks: z.array(ComponentDisk).default([]),
});
export type Workload = z.infer<typeof Workload>;
