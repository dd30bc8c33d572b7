import { z } from 'zod';
import { Text } from '../text.ts';

export const DiffGroup = z.enum([
  'machines',
  'services',
  'network',
  'routes',
  'ports',
  'schedule',
  'findings',
  'defaults',
]);
export type DiffGroup = z.infer<typeof DiffGroup>;

/** One readable difference between two plans. */
export const PlanChange = z.object({
  group: DiffGroup,
  /** +1, −2, or `~` for what was only altered. */
  sign: z.enum(['+', '-', '~']),
  object: z.string(),
  what: Text,
  /** Answers and defaults that differ and lead here, such as `load.concurrentUsers 300 → 450`. */
  because: z.array(z.string()),
});
export type PlanChange = z.infer<typeof PlanChange>;
