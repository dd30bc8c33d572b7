import { z } from 'zod';
import { Text } from '../text.ts';

/** One piece of the delivery, with its dates. Days are worked days unless it says calendar days. */
export const ScheduleItem = z.object({
  id: z.string(),
  title: Text,
  stage: z.enum(['prepare', 'deploy', 'test', 'deliver']),
  owner: z.enum(['vendor', 'customer', 'both']),
  days: z.number(),
  isCalendarDays: z.boolean(),
  after: z.array(z.string()),
  /** YYYY-MM-DD, both inclusive. */
  start: z.string(),
  end: z.string(),
  /** Latest days that still meet the due date; empty without one. */
  latestStart: z.string(),
  latestEnd: z.string(),
  /** Worked days it may slip; negative = too late already. */
  slackDays: z.number(),
  isCritical: z.boolean(),
  why: Text,
});
export type ScheduleItem = z.infer<typeof ScheduleItem>;

/** Null in a plan without a start or due date. */
export const SchedulePlan = z.object({
  start: z.string(),
  /** Day everything but the trial run is done. */
  finish: z.string(),
  due: z.string(),
  items: z.array(ScheduleItem),
});
export type SchedulePlan = z.infer<typeof SchedulePlan>;
