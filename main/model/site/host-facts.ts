import { z } from 'zod';

/** What one machine said of itself, read by the fact script in one go. Sizes in MiB, times in ms. */
export const HostFacts = z.object({
  hostname: z.string(),
  machineId: z.string(),
  /** boot_id and PID 1's start time in clock ticks: together a reboot is seen, also in containers. */
  incarnation: z.string(),
  os: z.object({ id: z.string(), versionId: z.string(), name: z.string() }),
  kernel: z.string(),
  architecture: z.string(),
  pageSizeBytes: z.number(),
  cgroupVersion: z.union([z.literal(1), z.literal(2)]),
  systemdVersion: z.number(),
  cpuCount: z.number(),
  cpuLevel: z.string(),
  memoryMiB: z.number(),
  swapMiB: z.number(),
  mounts: z.array(z.object({ path: z.string(), sizeMiB: z.number(), freeMiB: z.number(), usedPercent: z.number() })),
  addresses: z.array(z.string()),
  routes: z.array(z.string()),
  listeningPorts: z.array(z.number()),
  nameservers: z.array(z.string()),
  /** Whether the machine's own name resolves, and how long one look-up took (5,000 = gave up). */
  resolvesOwnName: z.boolean(),
  ownNameLookupMs: z.number(),
  /** How long the look-up of a name that cannot exist took: a hanging resolver shows here. */
  unknownNameLookupMs: z.number(),
  epochMs: z.number(),
  isTimeSynchronised: z.boolean(),
  firewall: z.string(),
  selinux: z.string(),
  securitySoftware: z.array(z.string()),
  account: z.object({
    expiresInDays: z.number().nullable(),
    shellTimeoutSeconds: z.number().nullable(),
    sudoRules: z.string(),
  }),
  tools: z.record(z.string(), z.boolean()),
  existing: z.object({
    kubelet: z.boolean(),
    kubeconfig: z.boolean(),
    etcdData: z.boolean(),
    containerd: z.string(),
    docker: z.boolean(),
    /** The site this machine was set up for by Ferryman, if any. */
    ferrymanSite: z.string(),
  }),
});
export type HostFacts = z.infer<typeof HostFacts>;
