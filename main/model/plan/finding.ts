import { z } from 'zod';
import { Text } from '../text.ts';

/** info = worth knowing · warning = may be approved as it is · blocker = approval refuses it. */
export const Severity = z.enum(['info', 'warning', 'blocker']);
export type Severity = z.infer<typeof Severity>;

/** Something the planner noticed about a named thing. */
export const Finding = z.object({
  /** Stable id of the rule, such as etcd-even. */
  rule: z.string(),
  severity: Severity,
  /** The thing itself: a module, machine, network, route or answer by its name. */
  object: z.string(),
  reason: Text,
  remedy: Text,
});
export type Finding = z.infer<typeof Finding>;
