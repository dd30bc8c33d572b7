import { z } from 'zod';
import { ModuleAnswers } from './business-module.ts';
import { Calendar, Contact } from './calendar.ts';
import { Environment } from './environment.ts';
import { Address, Name, NetworkOrAuto } from './fields.ts';
import { Files, Load, Logs } from './load.ts';
import { Machine, MachineLot } from './machine.ts';
import { SiteNetwork } from './networks.ts';
import { ComponentAnswers, CustomerSystems } from './platform.ts';
import { Security } from './security.ts';
import { SiteHardware } from './site-hardware.ts';
import { Transfer } from './transfer.ts';

/** A deviation somebody accepted in writing; without it the plan may not be installed. */
export const Acceptance = z.strictObject({
  deviation: z.string().min(1),
  acceptedBy: z.string().min(1),
  reason: z.string().min(1),
  /** YYYY-MM-DD by which it is to be settled. */
  until: z.iso.date(),
});
export type Acceptance = z.infer<typeof Acceptance>;

/** Somebody put another figure in the place of a planner default; the plan keeps both. */
export const Override = z.strictObject({
  /** Id of the default, such as think-time-seconds. */
  assumption: z.string().min(1).max(80),
  value: z.number(),
  by: z.string().min(1).max(60),
  why: z.string().min(1).max(300),
});
export type Override = z.infer<typeof Override>;

/** What a customer asked for: the content of requirements.yaml. Everything but the site's name may be left open. */
export const Requirements = z.strictObject({
  apiVersion: z.literal('ferryman/v1'),
  kind: z.literal('Requirements'),
  site: z.strictObject({
    name: z.string().min(1).max(80),
    customer: z.string().max(120).default(''),
    vendor: z.string().max(120).default(''),
    project: z.string().max(120).default(''),
  }),
  contacts: z.array(Contact).default([]),
  environments: z
    .array(Environment)
    .min(1)
    .max(20)
    .prefault([{ name: 'production', kind: 'production' }]),
  load: Load.prefault({}),
  products: z.array(z.strictObject({ product: Name })).default([]),
  modules: z.array(ModuleAnswers).max(500).default([]),
  platform: z.array(ComponentAnswers).max(200).default([]),
  logs: Logs.prefault({}),
  files: Files.prefault({}),
  customerSystems: CustomerSystems.prefault({}),
  /** A registry of ours on one of the machines, which every node pulls from; left out: there is none. */
  siteRegistry: z.strictObject({ machine: Name }).optional(),
  kubernetes: z
    .strictObject({
      version: z
        .string()
        .regex(/^(auto|v?1\.\d{1,2}(\.\d{1,3})?)$/, '"auto" or a version such as 1.34')
        .default('auto'),
      podCidr: NetworkOrAuto.default('auto'),
      serviceCidr: NetworkOrAuto.default('auto'),
      /** Address every node reaches the API at; `auto` = the first control-plane node, or the planned virtual address. */
      endpoint: z.union([z.literal('auto'), Address]).default('auto'),
    })
    .prefault({}),
  network: SiteNetwork.prefault({}),
  hardware: SiteHardware.prefault({}),
  security: Security.prefault({}),
  transfer: Transfer.prefault({}),
  schedule: Calendar.prefault({}),
  /** What may be changed on the machines; asked, never assumed silently. */
  changes: z
    .strictObject({
      swap: z.enum(['turn-off', 'keep']).default('keep'),
      firewall: z.enum(['open-ports', 'keep']).default('keep'),
      timeService: z.enum(['chrony', 'keep']).default('keep'),
    })
    .prefault({}),
  machines: z.array(Machine).max(1000).default([]),
  machineLots: z.array(MachineLot).max(50).default([]),
  overrides: z.array(Override).default([]),
  acceptances: z.array(Acceptance).default([]),
});
export type Requirements = z.infer<typeof Requirements>;
