import { z } from 'zod';
import { Name } from '../site/fields.ts';
import { Placement } from '../site/platform.ts';
import { Text } from '../text.ts';
import { Input } from './input.ts';
import { ComponentPort, ComponentRoute } from './reach.ts';
import { Expression, Workload } from './workload.ts';

export const Group = z.enum([
  'cluster',
  'installer',
  'network',
  'load-balancer',
  'gateway',
  'mesh',
  'certificates',
  'storage',
  'registry',
  'management',
  'bastion',
  'monitoring',
  'logging',
  'tracing',
  'messaging',
  'database',
  'cache',
  'configuration',
  'source-code',
  'build',
  'quality',
  'issues',
  'notification',
  'backup',
  'recurring-checks',
]);
export type Group = z.infer<typeof Group>;

/** An account a component is born with. */
export const Credential = z.strictObject({
  account: z.string(),
  /** What upstream ships: `random`, `none`, or the well-known value that must not survive. */
  shipped: z.string(),
  mustChange: z.boolean(),
  /** Setting that takes our own value. */
  setting: z.string().default(''),
});

/** Something that calls the internet unless told not to. */
export const PhoneHome = z.strictObject({ what: Text, setting: z.string(), off: z.string() });

/** An image the component can ever start; those no rendered manifest shows are the ones forgotten. */
export const ImageReference = z.strictObject({
  name: z.string().min(1),
  /** rendered = in a pod spec · hidden = an operator or argument names it · optional = only with a feature on. */
  seen: z.enum(['rendered', 'hidden', 'optional']).default('rendered'),
});

export const Chart = z.strictObject({ name: z.string(), version: z.string(), repository: z.string() });

/** A reason to choose otherwise: end of life, a licence change, an unmaintained upstream. */
export const LifeCycle = z.strictObject({
  severity: z.enum(['info', 'warning', 'blocker']),
  meaning: Text,
  remedy: Text.optional(),
});

/** A border this component does not cross, tried against every machine's facts. */
export const ComponentCliff = z.strictObject({
  id: Name,
  /** CEL over `machine` (architecture, pageSizeBytes, kernel, cgroupVersion, isCpuLevel2, os) and `site`. */
  when: Expression,
  severity: z.enum(['warning', 'blocker']),
  meaning: Text,
  remedy: Text,
});

/** A probe that tells whether it works, run at verification. */
export const HealthProbe = z.strictObject({
  kind: z.enum(['http', 'https', 'tcp', 'workload', 'command', 'api']),
  target: z.string(),
  expect: z.string(),
});

/** One platform system as data: the content of bundles/catalog/<id>.yaml. */
export const Component = z.strictObject({
  id: Name,
  title: Text,
  /** One sentence for readers who run no servers. */
  plain: Text,
  group: Group,
  /** full = described to install from · stub = customer-provided or existing only, and it says so. */
  depth: z.enum(['full', 'stub']),
  version: z.string().default(''),
  /** Other versions that are known, newest first. */
  versions: z.array(z.string()).default([]),
  lifeCycle: z.array(LifeCycle).default([]),
  /** Those it can do; the first is what we choose. */
  placements: z.array(Placement).min(1),
  /** The customer's system that takes its place where there is one. */
  lentAs: z.enum(['registry', 'logCentre', 'objectStore']).optional(),
  /** The namespace it lives in; empty outside the cluster. */
  namespace: z.union([z.literal(''), Name]).default(''),
  architectures: z.array(z.enum(['amd64', 'arm64', 'loong64', 'windows-amd64'])).default(['amd64', 'arm64']),
  inputs: z.array(Input).default([]),
  workloads: z.array(Workload).default([]),
  ports: z.array(ComponentPort).default([]),
  routes: z.array(ComponentRoute).default([]),
  /** Components that must be there too; a list within = any one of them. */
  requires: z.array(z.union([Name, z.array(Name).min(2)])).default([]),
  conflicts: z.array(z.strictObject({ component: Name, meaning: Text })).default([]),
  /** CEL over `site`: chosen although nobody asked, when true. */
  chosenWhen: Expression.optional(),
  cliffs: z.array(ComponentCliff).default([]),
  credentials: z.array(Credential).default([]),
  phoneHome: z.array(PhoneHome).default([]),
  licence: z.strictObject({
    name: z.string(),
    /** What somebody must decide before it is bundled; left out when nothing. */
    decision: Text.optional(),
  }),
  charts: z.array(Chart).default([]),
  images: z.array(ImageReference).default([]),
  health: z.array(HealthProbe).default([]),
  backup: z.strictObject({ what: Text, how: Text, restoreTest: Text }).optional(),
  /** What to watch: of the business, of the application, of the machine. */
  watch: z
    .strictObject({
      business: z.array(Text).default([]),
      application: z.array(Text).default([]),
      system: z.array(Text).default([]),
    })
    .prefault({}),
  /** Duties after hand-over. */
  dayTwo: z.array(Text).default([]),
  pitfalls: z.array(Text).default([]),
  /** Where the facts come from. */
  sources: z.array(z.string()).min(1),
});
export type Component = z.infer<typeof Component>;
