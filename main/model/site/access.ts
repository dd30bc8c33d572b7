import { z } from 'zod';
import { Name } from './fields.ts';

/** How to log in, by reference; an inline password is refused before this schema is asked. */
export const Access = z.strictObject({
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_.-]{0,31}$/i, 'a user name')
    .default('root'),
  auth: z
    .union([
      z.literal('agent'),
      z.strictObject({ key: z.string().min(1), passphrase: z.strictObject({ secret: z.string().min(1) }).optional() }),
      z.strictObject({ password: z.strictObject({ secret: z.string().min(1) }) }),
    ])
    .default('agent'),
  /** Name of the secret with the sudo password; left out for root or sudo without a password. */
  sudo: z.strictObject({ secret: z.string().min(1) }).optional(),
  /** Names of machines to pass through, outermost first. */
  jump: z.array(Name).default([]),
});
export type Access = z.infer<typeof Access>;
