import { z } from 'zod';
import { Text } from '../text.ts';

/** Something a sizing rule must know. Its value is the answer given for it, else `from`, else the default. */
export const Input = z.strictObject({
  /** Name in expressions: `inputs.<name>`. */
  name: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'a camelCase name'),
  title: Text,
  /** Such as count, GB, GiB, days, GB/day, rps, GiB/machine; empty for a choice or yes/no. */
  unit: z.string().default(''),
  default: z.union([z.number(), z.boolean(), z.string()]),
  /** CEL over `site`, taken before the default when the site knows it, such as site.logGbPerDay. */
  from: z.string().optional(),
  choices: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** planner-default, or the document that says so. */
  source: z.string().default('planner-default'),
  whyWeAsk: Text.optional(),
});
export type Input = z.infer<typeof Input>;
