import { z } from 'zod';
import { Address, DomainName, Name } from './fields.ts';

/** Where a component runs; the catalog says which of them it can do. */
export const Placement = z.enum(['cluster', 'machines', 'node-wide', 'customer', 'existing']);
export type Placement = z.infer<typeof Placement>;

/** Platform software the customer wants, with answers to what its catalog entry asks. */
export const ComponentAnswers = z.strictObject({
  component: Name,
  /** Tells two of a kind apart, such as two databases; left out: the component's own name. */
  name: Name.optional(),
  /** Environments it serves; empty for all. */
  environments: z.array(Name).default([]),
  placement: Placement.optional(),
  version: z.string().max(40).optional(),
  /** By the input's name in the catalog entry. */
  inputs: z.record(z.string(), z.union([z.number(), z.boolean(), z.string().max(200)])).default({}),
});
export type ComponentAnswers = z.infer<typeof ComponentAnswers>;

const System = z.strictObject({
  host: z.union([Address, DomainName]),
  port: z.number().int().min(1).max(65535).optional(),
  note: z.string().max(300).default(''),
});
export type CustomerSystem = z.infer<typeof System>;

/** What the customer runs already and lends to the platform. */
export const CustomerSystems = z.strictObject({
  nas: System.optional(),
  loadBalancer: System.optional(),
  registry: System.optional(),
  logCentre: System.optional(),
  metrics: System.optional(),
  ldap: System.optional(),
  mail: System.optional(),
  chat: System.optional(),
  objectStore: System.optional(),
  backup: System.optional(),
});
export type CustomerSystems = z.infer<typeof CustomerSystems>;
