import { z } from 'zod';
import { Count } from './fields.ts';

/** What the customer's security rules ask for. */
export const Security = z.strictObject({
  /** Multi-Level Protection Scheme (等保) level of the system. */
  mlps: z.enum(['none', '2', '3']).default('none'),
  selinux: z.enum(['enforcing', 'permissive', 'disabled', 'unknown']).default('unknown'),
  hostFirewall: z.enum(['stays-on', 'off', 'unknown']).default('unknown'),
  antivirus: z.boolean().default(false),
  passwordMaxDays: Count.optional(),
  /** Log in as root during the installation. */
  rootLogin: z.enum(['allowed', 'forbidden', 'unknown']).default('unknown'),
});
export type Security = z.infer<typeof Security>;
