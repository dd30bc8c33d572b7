import { z } from 'zod';
import { Text } from '../text.ts';

export const StorageClassPlan = z.object({
  name: z.string(),
  provider: z.string(),
  access: z.enum(['block', 'shared', 'local']),
  /** Of all volumes, and of the disks behind them with copies and room. */
  usableGb: z.number(),
  rawGb: z.number(),
  note: Text,
});
export type StorageClassPlan = z.infer<typeof StorageClassPlan>;

/** What is watched of one thing, in three columns: the business, the application, the machine. */
export const WatchRow = z.object({
  of: z.string(),
  business: z.array(Text),
  application: z.array(Text),
  system: z.array(Text),
});
export type WatchRow = z.infer<typeof WatchRow>;

export const LogPlan = z.object({
  gbPerDay: z.number(),
  hotDays: z.number(),
  retentionDays: z.number(),
  hotGb: z.number(),
  archiveGb: z.number(),
  target: z.string(),
  rules: z.array(Text),
});
export type LogPlan = z.infer<typeof LogPlan>;

export const BackupRow = z.object({
  of: z.string(),
  what: Text,
  how: Text,
  schedule: Text,
  keep: Text,
  to: Text,
  restoreTest: Text,
  sizeGb: z.number(),
});
export type BackupRow = z.infer<typeof BackupRow>;

/** A point of the protection scheme that the installation meets, and what follows. */
export const ProtectionRow = z.object({
  clause: Text,
  asked: Text,
  effect: Text,
  state: z.enum(['met', 'customer', 'deviation']),
});
export type ProtectionRow = z.infer<typeof ProtectionRow>;

export const TransferPlan = z.object({
  sizeGb: z.number(),
  way: z.enum(['media', 'line', 'undecided']),
  lineHours: z.number().nullable(),
  statement: Text,
});
export type TransferPlan = z.infer<typeof TransferPlan>;

/** A Kubernetes object the plan asks for, by kind and in its own words. */
export const PolicyRow = z.object({
  environment: z.string(),
  target: z.string(),
  kind: z.string(),
  setting: z.string(),
  why: Text,
});
export type PolicyRow = z.infer<typeof PolicyRow>;
