import { z } from 'zod';
import { Text } from '../text.ts';

/** A border beyond which a version does not work on some machines; checked against facts. */
export const Cliff = z.object({
  id: z.string(),
  /** The fact and the value that hit it. */
  when: z.strictObject({
    fact: z.enum(['cgroupVersion', 'architecture', 'pageSizeBytes']),
    equals: z.union([z.number(), z.string()]),
  }),
  /** A deviation may be accepted in writing; a blocker may not. */
  kind: z.enum(['deviation', 'blocker']),
  meaning: Text,
});
export type Cliff = z.infer<typeof Cliff>;

/** Distributions that call their packages alike; el8 to el10 are RHEL and its rebuilds. */
export const PackageFamily = z.enum(['debian', 'el8', 'el9', 'el10', 'fedora', 'openeuler', 'kylin']);
export type PackageFamily = z.infer<typeof PackageFamily>;

/** One Kubernetes patch release and what belongs to it: the content of bundles/kubernetes/*.yaml. */
export const KubernetesRelease = z.strictObject({
  /** Such as v1.34.4. */
  version: z.string().regex(/^v1\.\d+\.\d+$/),
  source: z.string(),
  images: z.array(z.string()),
  pauseImage: z.string(),
  coreDnsImage: z.string(),
  /** Not Kubernetes' own, but tried with it: id → version. */
  companions: z.record(z.string(), z.string()),
  networkImages: z.array(z.string()),
  verificationImage: z.string(),
  /** Tools kubeadm and the kubelet expect of the system, as the facts name them. */
  packages: z.array(z.string()),
  /** The packages that bring them, where a family calls one otherwise: family → tool → package. */
  packageNames: z.partialRecord(PackageFamily, z.record(z.string(), z.string())).optional(),
  cliffs: z.array(Cliff),
});
export type KubernetesRelease = z.infer<typeof KubernetesRelease>;
