import { z } from 'zod';
import { Name } from '../site/fields.ts';
import { Placement } from '../site/platform.ts';
import { Text } from '../text.ts';
import { Expression } from './workload.ts';

/**
 * Who talks: groups of machines or people the planner knows by name.
 * nodes · control-plane · self (the component's own machines or pods' nodes) · gateway · users · administrators ·
 * partners · bastion · deploy · dns · ntp · nas · registry · load-balancer · mail · chat · log-centre ·
 * `component:<id>` for another component's machines.
 */
export const Party = z.string().regex(/^([a-z][a-z-]*|component:[a-z0-9-]+)$/);

/** One flow the network must let through. */
export const ComponentPort = z.strictObject({
  from: Party,
  to: Party,
  /** tcp, udp, or an IP protocol such as ip-4 (IP-in-IP) and ip-112 (VRRP). */
  protocol: z.enum(['tcp', 'udp', 'icmp', 'ip-4', 'ip-112']),
  /** 443, 2379-2380; empty for an IP protocol. */
  port: z
    .union([z.number().int().min(1).max(65535).transform(String), z.string().regex(/^(\d{1,5}(-\d{1,5})?)?$/)])
    .default(''),
  purpose: Text,
  duration: z.enum(['lasting', 'install-only']).default('lasting'),
  isRequired: z.boolean().default(true),
  /** Placements that need it; left out: all. Pods talk through the pod network, which needs no opening of its own. */
  placements: z.array(Placement).min(1).optional(),
  /** CEL over `inputs` and `site`. */
  when: Expression.optional(),
  source: z.string().default(''),
});
export type ComponentPort = z.infer<typeof ComponentPort>;

/** A page or interface of the component that people open. */
export const ComponentRoute = z.strictObject({
  name: Name,
  title: Text,
  /** First label of its domain name: `harbor` becomes harbor.<the site's domain>. */
  host: Name,
  path: z.string().default('/'),
  service: z.string(),
  port: z.number().int().min(1).max(65535),
  nodePort: z.number().int().min(30000).max(32767).optional(),
  for: z.enum(['administrators', 'users', 'nodes']).default('administrators'),
  verifyPath: z.string().default('/'),
  expect: z.string().default('200'),
});
export type ComponentRoute = z.infer<typeof ComponentRoute>;
