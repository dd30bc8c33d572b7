import { z } from 'zod';
import { Count } from './fields.ts';

/** Chips and systems of the machines, when all of them are alike (信创 sites ask for these). */
export const SiteHardware = z.strictObject({
  architecture: z.enum(['amd64', 'arm64', 'mixed', 'unknown']).default('unknown'),
  cpu: z.enum(['intel', 'amd', 'hygon', 'zhaoxin', 'kunpeng', 'phytium', 'loongson', 'unknown']).default('unknown'),
  os: z.string().max(80).default(''),
  kernel: z.string().max(80).default(''),
  cgroupVersion: z.union([z.literal(1), z.literal(2)]).optional(),
  pageSizeBytes: Count.optional(),
  isCpuLevel2: z.boolean().optional(),
});
export type SiteHardware = z.infer<typeof SiteHardware>;
