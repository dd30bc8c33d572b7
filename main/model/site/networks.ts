import { z } from 'zod';
import { Address, Count, DomainName, Name, Network } from './fields.ts';

const serverList = (most: number) => z.union([z.literal('none'), z.array(Address).min(1).max(most)]);

/** A part of the customer's network with rules of its own, such as one VLAN. */
export const Zone = z.strictObject({
  name: Name,
  title: z.string().max(60).default(''),
  cidr: Network,
  gateway: Address.optional(),
  vlan: z.number().int().min(1).max(4094).optional(),
  /** First address free to give out; left out: the tenth of the network. */
  firstFree: Address.optional(),
});
export type Zone = z.infer<typeof Zone>;

export const NamedNetwork = z.strictObject({ name: z.string().min(1).max(80), cidr: Network });
export type NamedNetwork = z.infer<typeof NamedNetwork>;

/** The customer's network as far as the platform meets it. */
export const SiteNetwork = z.strictObject({
  /** resolv.conf reads three at most. */
  dns: serverList(3).default('none'),
  ntp: serverList(4).default('none'),
  zones: z.array(Zone).max(100).default([]),
  /** Ranges the platform must keep off: LAN, VPN, other sites, and everything pods must reach. */
  taken: z.array(NamedNetwork).max(2000).default([]),
  /** Domain the services are named under. */
  domain: z.union([z.literal(''), DomainName]).default(''),
  loadBalancer: z.enum(['auto', 'customer', 'keepalived', 'kube-vip', 'none']).default('auto'),
  /** May an address move between machines (gratuitous ARP, port security)? */
  floatingAddresses: z.enum(['allowed', 'forbidden', 'unknown']).default('unknown'),
  /** Address in front of the control planes, and one for the gateway; `auto` takes a free one of the zone. */
  apiVip: z.union([z.literal('auto'), Address]).default('auto'),
  gatewayVip: z.union([z.literal('auto'), Address]).default('auto'),
  mtu: z.number().int().min(576).max(9216).optional(),
  publicAddresses: z.strictObject({ total: Count, forBastion: Count.default(0) }).optional(),
  /** Machine people log in through. */
  bastion: Address.optional(),
  /** Addresses or networks of people: users, administrators, partners. */
  people: z
    .strictObject({
      users: z.array(Network).default([]),
      administrators: z.array(Network).default([]),
      partners: z.array(Network).default([]),
    })
    .prefault({}),
  certificates: z.enum(['customer', 'internal', 'unknown']).default('unknown'),
  certificatesExpire: z.iso.date().optional(),
});
export type SiteNetwork = z.infer<typeof SiteNetwork>;
