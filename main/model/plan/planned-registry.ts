import { z } from 'zod';

/** The site's own registry (the site registry): the distribution registry on one machine, over TLS. */
export const PlannedRegistry = z.object({
  machine: z.string(),
  address: z.string(),
  port: z.number(),
  /** Such as linux/amd64. */
  platform: z.string(),
  machineId: z.string(),
});
export type PlannedRegistry = z.infer<typeof PlannedRegistry>;

/** As image references write it: 10.0.0.11:5000. */
export function registryHost({ address, port }: Pick<PlannedRegistry, 'address' | 'port'>): string {
  return `${address}:${port}`;
}

/**
 * The folder of a site registry that holds the images of one upstream: its host without the port, so that two upstreams
 * never meet though their paths be the same.
 */
export function upstreamFolder(upstream: string): string {
  return upstream.replace(/:\d+$/, '');
}

/** On the registry's machine; the authority's certificate is on every node. */
export const registryFiles = {
  ca: '/etc/ferryman/registry/ca.crt',
  certificate: '/etc/ferryman/registry/server.crt',
  password: '/etc/ferryman/registry/password',
  htpasswd: '/etc/ferryman/registry/htpasswd',
} as const;

export const registryUser = 'ferryman';
