import { z } from 'zod';
import { Text } from '../text.ts';

/** A planner default that this plan used: ours, not a vendor's; anybody may put another figure in its place. */
export const Assumption = z.object({
  id: z.string(),
  title: Text,
  unit: z.string(),
  value: z.number(),
  /** What it would be without an override. */
  default: z.number(),
  override: z.object({ by: z.string(), why: z.string() }).nullable(),
  source: z.string(),
});
export type Assumption = z.infer<typeof Assumption>;

/** A question nobody answered yet, and what the plan took instead. */
export const OpenQuestion = z.object({
  /** Path of the answer in the requirements. */
  path: z.string(),
  section: z.string(),
  question: Text,
  assumed: Text,
});
export type OpenQuestion = z.infer<typeof OpenQuestion>;
