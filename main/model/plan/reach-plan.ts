import { z } from 'zod';
import { Text } from '../text.ts';

/** One row of the address plan. */
export const AddressRow = z.object({
  environment: z.string(),
  name: z.string(),
  kind: z.enum(['machine', 'virtual', 'nat', 'appliance']),
  zone: z.string(),
  /** Empty until the customer gives one, where no zone is known. */
  address: z.string(),
  prefix: z.number(),
  gateway: z.string(),
  vlan: z.number().nullable(),
  purpose: Text,
});
export type AddressRow = z.infer<typeof AddressRow>;

export const DomainRow = z.object({
  environment: z.string(),
  name: z.string(),
  target: z.string(),
  purpose: Text,
  /** Who enters it: the customer's DNS, or hosts files where there is none. */
  kept: z.enum(['customer-dns', 'hosts-files']),
});
export type DomainRow = z.infer<typeof DomainRow>;

export const CertificateRow = z.object({
  names: z.array(z.string()),
  issuer: z.enum(['customer', 'internal', 'cluster', 'undecided']),
  /** YYYY-MM-DD; empty while unknown. */
  expires: z.string(),
  /** Who renews it, and how long before. */
  renewedBy: z.enum(['customer', 'vendor', 'automatic']),
  note: Text,
});
export type CertificateRow = z.infer<typeof CertificateRow>;

/** One row of the routing table (路由规划表). */
export const RouteRow = z.object({
  environment: z.string(),
  module: z.string(),
  title: Text,
  exposure: z.enum(['intranet', 'internet', 'partner']),
  host: z.string(),
  protocol: z.enum(['http', 'https', 'grpc', 'tcp']),
  /** Port people use. */
  port: z.number(),
  path: z.string(),
  match: z.enum(['prefix', 'exact']),
  gateway: z.string(),
  gatewayAddress: z.string(),
  stripPrefix: z.boolean(),
  namespace: z.string(),
  service: z.string(),
  servicePort: z.number(),
  targetPort: z.number(),
  nodePort: z.number().nullable(),
  sessionAffinity: z.string(),
  timeoutSeconds: z.number(),
  retries: z.number(),
  bodyLimitMib: z.number(),
  rateLimit: z.number().nullable(),
  certificate: z.string(),
  authentication: z.string(),
  backends: z.array(z.string()),
  owner: z.string(),
  verifyUrl: z.string(),
  expect: z.string(),
});
export type RouteRow = z.infer<typeof RouteRow>;

/** One row of the port-opening list (端口开通清单). */
export const PortRow = z.object({
  from: z.string(),
  fromZone: z.string(),
  fromAddresses: z.array(z.string()),
  to: z.string(),
  toZone: z.string(),
  toAddresses: z.array(z.string()),
  protocol: z.enum(['tcp', 'udp', 'icmp', 'ip-4', 'ip-112']),
  port: z.string(),
  purpose: Text,
  duration: z.enum(['lasting', 'install-only']),
  /** YYYY-MM-DD an install-time row is to be closed by; empty for a lasting one. */
  removeBy: z.string(),
  isRequired: z.boolean(),
  /** Crossing rows go to the network team, the others to the host firewall. */
  crossesZones: z.boolean(),
  components: z.array(z.string()),
  source: z.string(),
});
export type PortRow = z.infer<typeof PortRow>;
