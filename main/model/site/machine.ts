import { z } from 'zod';
import { Access } from './access.ts';
import { Address, Count, Name, Positive } from './fields.ts';

/** A disk of a machine; sizes in GB (decimal, as disks are sold). */
export const Disk = z.strictObject({
  sizeGb: Positive,
  kind: z.enum(['ssd', 'hdd', 'unknown']).default('unknown'),
  /** Where it is mounted; empty for one that is not partitioned yet. */
  mount: z.string().default(''),
});
export type Disk = z.infer<typeof Disk>;

/** What is known of a machine before anybody looked at it; facts go before these answers. */
export const Hardware = z.strictObject({
  cpuCores: Count.optional(),
  memoryGib: Positive.optional(),
  disks: z.array(Disk).default([]),
  kind: z.enum(['virtual', 'physical', 'unknown']).default('unknown'),
  /** The hypervisor or rack it stands on: three machines on one of them are not three machines. */
  physicalHost: z.string().max(80).default(''),
  os: z.string().max(80).default(''),
  kernel: z.string().max(80).default(''),
  architecture: z.enum(['amd64', 'arm64', 'unknown']).default('unknown'),
  pageSizeBytes: Count.optional(),
});
export type Hardware = z.infer<typeof Hardware>;

/** A machine that exists and has an address. */
export const Machine = z.strictObject({
  name: Name,
  address: Address,
  port: z.number().int().min(1).max(65535).default(22),
  role: z.enum(['auto', 'control-plane', 'worker', 'jump', 'outside', 'monitored']).default('auto'),
  /** For role `outside`: the component it is kept for, such as gitlab. */
  component: Name.optional(),
  /** Name of the environment it belongs to; empty for the first one. */
  environment: z.union([z.literal(''), Name]).default(''),
  /** Name of the network zone it stands in. */
  zone: z.union([z.literal(''), Name]).default(''),
  hardware: Hardware.prefault({}),
  access: Access.prefault({}),
});
export type Machine = z.infer<typeof Machine>;

/** Machines that were bought already but have no names or addresses yet, such as 12 × 8C16G. */
export const MachineLot = z.strictObject({
  name: Name,
  count: z.number().int().min(1).max(1000),
  cpuCores: z.number().int().min(1).max(1024),
  memoryGib: Positive,
  disks: z.array(Disk).default([]),
  kind: z.enum(['virtual', 'physical', 'unknown']).default('unknown'),
  /** Hosts they are spread over; empty when nobody said. */
  physicalHosts: z.array(z.string().max(80)).default([]),
  note: z.string().max(300).default(''),
});
export type MachineLot = z.infer<typeof MachineLot>;
