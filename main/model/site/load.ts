import { z } from 'zod';
import { Count, Positive } from './fields.ts';

/** How many people use it, how much it writes. What is left out is asked, and assumed meanwhile. */
export const Load = z.strictObject({
  registeredUsers: Count.optional(),
  /** People working at the same moment, at the busiest hour. */
  concurrentUsers: Count.optional(),
  /** Growth per year as a share: 0.2 is a fifth more every year. */
  growthPerYear: z.number().min(0).max(10).optional(),
  /** Years the machines are planned for. */
  years: z.number().min(0).max(10).optional(),
});
export type Load = z.infer<typeof Load>;

/** Logs the services write; GB are decimal. */
export const Logs = z.strictObject({
  gbPerDay: z.number().min(0).optional(),
  /** Days that can be searched at once. */
  hotDays: Count.optional(),
  /** Days kept in all; MLPS asks for six months. */
  retentionDays: Count.optional(),
});
export type Logs = z.infer<typeof Logs>;

/** Files the services keep on shared storage. */
export const Files = z.strictObject({
  sizeGb: Positive.optional(),
  growthPerYear: z.number().min(0).max(10).optional(),
});
export type Files = z.infer<typeof Files>;
