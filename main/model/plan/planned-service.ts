import { z } from 'zod';
import { Resources } from '../site/business-module.ts';
import { Placement } from '../site/platform.ts';
import { Text } from '../text.ts';
import { PlannedDisk } from './planned-machine.ts';

export const PlannedVolume = z.object({
  name: z.string(),
  sizeGb: z.number(),
  access: z.enum(['block', 'shared', 'local']),
  storageClass: z.string(),
  purpose: Text,
  isBackedUp: z.boolean(),
});
export type PlannedVolume = z.infer<typeof PlannedVolume>;

/** What runs in a cluster: a business module, or one workload of a component. */
export const PlannedService = z.object({
  /** Unique in its environment: `orders`, `prometheus/alertmanager`. */
  name: z.string(),
  title: Text,
  /** module = business · component = platform software. */
  kind: z.enum(['module', 'component']),
  /** Module or component it belongs to. */
  of: z.string(),
  namespace: z.string(),
  /** Pods; for a daemon the nodes it runs on. */
  replicas: z.number(),
  isDaemon: z.boolean(),
  isQuorum: z.boolean(),
  isMovable: z.boolean(),
  /** A business module, or something one cannot work without. */
  servesBusiness: z.boolean(),
  spread: z.enum(['hard', 'soft', 'none']),
  /** Per pod. */
  requests: Resources,
  /** Zero means no limit. */
  limits: Resources,
  architectures: z.array(z.string()),
  volumes: z.array(PlannedVolume),
  /** Disks of its node that each pod takes whole. */
  disks: z.array(PlannedDisk).default([]),
  dependsOn: z.array(z.string()),
  images: z.array(z.string()),
  why: Text,
});
export type PlannedService = z.infer<typeof PlannedService>;

/** A component as chosen for an environment, whatever it runs on. */
export const ChosenComponent = z.object({
  name: z.string(),
  component: z.string(),
  title: Text,
  plain: Text,
  version: z.string(),
  placement: Placement,
  /** Who asked for it: the customer, a product, another component, or every cluster needs it. */
  because: Text,
  isStub: z.boolean(),
});
export type ChosenComponent = z.infer<typeof ChosenComponent>;
