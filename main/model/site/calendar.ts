import { z } from 'zod';
import { Day } from './fields.ts';
import { Section } from './section.ts';

export const Days = z.strictObject({ from: Day, to: Day, name: z.string().min(1).max(60) });
export type Days = z.infer<typeof Days>;

/** Dates of the delivery. All days are the site's own. */
export const Calendar = z.strictObject({
  start: Day.optional(),
  due: Day.optional(),
  /** Days nobody works. */
  holidays: z.array(Days).default([]),
  /** Days on which nothing may be changed on site, such as Spring Festival or 护网. */
  freezes: z.array(Days).default([]),
  /** Days that are worked although they are Saturdays or Sundays. */
  extraWorkdays: z.array(Day).default([]),
  serversExist: z.boolean().optional(),
  trialDays: z.number().int().min(0).max(365).optional(),
});
export type Calendar = z.infer<typeof Calendar>;

/** A person on either side who answers for something. */
export const Contact = z.strictObject({
  id: z.string().min(1).max(60),
  name: z.string().min(1).max(60),
  organisation: z.enum(['vendor', 'customer']),
  role: z.string().max(80).default(''),
  phone: z.string().max(40).default(''),
  email: z.string().max(120).default(''),
  /** Sections of the questionnaire this person answers. */
  answers: z.array(Section).default([]),
});
export type Contact = z.infer<typeof Contact>;
