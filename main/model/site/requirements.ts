import { z } from 'zod';
import { parseAddress, parseCidr } from '../network.ts';

const name63 = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'a lower-case RFC 1123 name: letters, digits and "-", at most 63');
const address = z.string().refine((value) => parseAddress(value) !== undefined, 'an IPv4 address such as 10.0.0.11');
const cidr = z
  .string()
  .refine((value) => parseCidr(value) !== undefined, 'a network such as 10.244.0.0/16, without host bits');
const serverList = z.union([z.literal('none'), z.array(address).min(1).max(3)]);

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
  jump: z.array(name63).default([]),
});
export type Access = z.infer<typeof Access>;

export const Machine = z.strictObject({
  name: name63,
  address,
  port: z.number().int().min(1).max(65535).default(22),
  role: z.enum(['auto', 'control-plane', 'worker', 'jump']).default('auto'),
  access: Access.prefault({}),
});
export type Machine = z.infer<typeof Machine>;

/** A deviation somebody accepted in writing; without it the plan may not be installed. */
export const Acceptance = z.strictObject({
  deviation: z.string().min(1),
  acceptedBy: z.string().min(1),
  reason: z.string().min(1),
  /** YYYY-MM-DD by which it is to be settled. */
  until: z.iso.date(),
});
export type Acceptance = z.infer<typeof Acceptance>;

/** What a customer asked for: the content of requirements.yaml. */
export const Requirements = z.strictObject({
  apiVersion: z.literal('ferryman/v1'),
  kind: z.literal('Requirements'),
  site: z.strictObject({
    name: z.string().min(1).max(80),
    customer: z.string().max(120).default(''),
  }),
  kubernetes: z
    .strictObject({
      version: z
        .string()
        .regex(/^(auto|v?1\.\d{1,2}(\.\d{1,3})?)$/, '"auto" or a version such as 1.34')
        .default('auto'),
      podCidr: cidr.default('10.244.0.0/16'),
      serviceCidr: cidr.default('10.96.0.0/16'),
      /** Address every node reaches the API at; `auto` = the first control-plane node. */
      endpoint: z.union([z.literal('auto'), address]).default('auto'),
    })
    .prefault({}),
  network: z.strictObject({ dns: serverList.default('none'), ntp: serverList.default('none') }).prefault({}),
  /** What may be changed on the machines; asked, never assumed silently. */
  changes: z
    .strictObject({
      swap: z.enum(['turn-off', 'keep']).default('keep'),
      firewall: z.enum(['open-ports', 'keep']).default('keep'),
    })
    .prefault({}),
  machines: z.array(Machine).min(1, 'at least one machine').max(1000),
  acceptances: z.array(Acceptance).default([]),
});
export type Requirements = z.infer<typeof Requirements>;
