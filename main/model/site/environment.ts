import { z } from 'zod';
import { Name, Shape, Share } from './fields.ts';

/** What must keep running: nothing promised · any one machine may stop · any two may. */
export const Availability = z.enum(['basic', 'one-machine', 'two-machines']);
export type Availability = z.infer<typeof Availability>;

/** One copy of the system: production, the pre-release one beside it, a test one, or one hosted elsewhere. */
export const Environment = z.strictObject({
  name: Name,
  kind: z.enum(['production', 'pre-release', 'test', 'hosted']),
  availability: Availability.default('basic'),
  /** Share of the production load it carries. */
  loadShare: Share.default(1),
  /** converged = control planes also run the services. */
  layout: z.enum(['auto', 'dedicated', 'converged']).default('auto'),
  workerShape: z.union([z.literal('auto'), Shape]).default('auto'),
  /** Machines that only run services, where their number is settled; left out: as many as load and availability ask for. */
  workerCount: z.number().int().min(0).max(1000).optional(),
  /** Name of the network zone its machines stand in; empty for the first. */
  zone: z.union([z.literal(''), Name]).default(''),
  /** Machine rooms its machines are spread over. */
  rooms: z.number().int().min(1).max(5).default(1),
});
export type Environment = z.infer<typeof Environment>;
