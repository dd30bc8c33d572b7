import { z } from 'zod';
import { Text } from '../text.ts';
import { MachineShape } from './planned-machine.ts';

/** Machines of one size somebody has for a role. */
export const OfferedMachines = z.object({
  count: z.number().int().min(0).max(1000),
  shape: MachineShape,
  /** All disks of one machine, GB (decimal); zero = nobody said, and disks are not judged. */
  diskGb: z.number().min(0),
});
export type OfferedMachines = z.infer<typeof OfferedMachines>;

/** What there is instead of what the plan asks for. A role nobody speaks of is there as planned. */
export const MachineOffer = z.object({
  environment: z.string(),
  roles: z.array(z.object({ role: z.string(), machines: z.array(OfferedMachines) })),
});
export type MachineOffer = z.infer<typeof MachineOffer>;

/**
 * What a plan promises of its machines: everything runs · it goes on when machines stop · peaks have room · data has
 * room · so many people · so many jobs an hour · logs so long · every role has its machines.
 */
export const PromiseId = z.enum(['runs', 'failures', 'headroom', 'data', 'machines', 'users', 'jobs', 'retention']);
export type PromiseId = z.infer<typeof PromiseId>;

export const PlanPromise = z.object({
  id: PromiseId,
  title: Text,
  /** What the plan promises, and what the offered machines give. */
  wanted: Text,
  found: Text,
  holds: z.boolean(),
});
export type PlanPromise = z.infer<typeof PlanPromise>;

/** What a file of requirements says instead: at a path, fields of a block one by one; null takes an item out of its list. */
export const AnswerEdit = z.object({
  path: z.string(),
  value: z.union([
    z.number(),
    z.string(),
    z.boolean(),
    z.array(z.string()),
    z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
    z.null(),
  ]),
});
export type AnswerEdit = z.infer<typeof AnswerEdit>;

/** A question answered otherwise, such as `load.concurrentUsers` 300 → 180, for people; `edit` is what is written. */
export const ChangedAnswer = z.object({ path: z.string(), before: z.string(), after: z.string(), edit: AnswerEdit });
export type ChangedAnswer = z.infer<typeof ChangedAnswer>;

/** One way to a plan that holds again; each was planned anew and proven before it is named. */
export const WayBack = z.object({
  /** Unique in its negotiation, such as `add:worker` or `fewer-users`. */
  id: z.string(),
  title: Text,
  /** What is still to be bought beyond what is offered; all zero where nothing is. */
  cost: z.object({ machines: z.number(), cpuCores: z.number(), memoryGib: z.number(), diskGb: z.number() }),
  /** Promises given up, in words; empty = everything promised is kept. */
  given: z.array(z.object({ promise: PromiseId, what: Text })),
  answers: z.array(ChangedAnswer),
});
export type WayBack = z.infer<typeof WayBack>;

/** What happens to a plan with other machines than it asks for. */
export const Negotiation = z.object({
  offer: MachineOffer,
  /** The planned groups the offer speaks of. */
  asked: z.array(
    z.object({ role: z.string(), title: Text, count: z.number(), shape: MachineShape, diskGb: z.number() }),
  ),
  promises: z.array(PlanPromise),
  /** Cheapest first among those that keep every promise, then those that give up least; empty when everything holds. */
  ways: z.array(WayBack),
});
export type Negotiation = z.infer<typeof Negotiation>;
