import { z } from 'zod';
import { Text } from '../text.ts';
import { Count, DomainName, Name, Positive, Share } from './fields.ts';

export const Resources = z.strictObject({ cpuMillicores: Count, memoryMib: Count });
export type Resources = z.infer<typeof Resources>;

export const Exposure = z.enum(['inside', 'intranet', 'internet', 'partner']);
export type Exposure = z.infer<typeof Exposure>;

/** How people outside the cluster reach a module: one row of the routing table. */
export const ModuleRoute = z.strictObject({
  /** Left out: `<module>.<the site's domain>`. */
  host: DomainName.optional(),
  path: z
    .string()
    .regex(/^\/[^\s]*$/, 'a path such as /api')
    .default('/'),
  match: z.enum(['prefix', 'exact']).default('prefix'),
  exposure: Exposure.exclude(['inside']).default('intranet'),
  protocol: z.enum(['http', 'https', 'grpc', 'tcp']).default('https'),
  /** Name of one of the module's ports; left out: its first. */
  port: Name.optional(),
  /** Fixed port on every node instead of the gateway. */
  nodePort: z.number().int().min(1).max(65535).optional(),
  stripPrefix: z.boolean().default(false),
  sessionAffinity: z.enum(['none', 'cookie', 'source-address', 'header']).default('none'),
  timeoutSeconds: Positive.optional(),
  bodyLimitMib: Positive.optional(),
  requestsPerSecondLimit: Count.optional(),
  authentication: z.string().max(80).default(''),
  /** Path that tells whether it works, and what it answers then. */
  verifyPath: z.string().default('/'),
  expect: z.string().default('200'),
});
export type ModuleRoute = z.infer<typeof ModuleRoute>;

const fields = {
  title: Text.optional(),
  /** Important enough for three copies. */
  isCore: z.boolean(),
  /** Environments it runs in; empty for all. */
  environments: z.array(Name),
  namespace: Name.optional(),
  /** Share of all requests that reach it. */
  userShare: Share,
  /** Time one request takes. */
  latencySeconds: Positive,
  /** Requests one pod works on at a time. */
  perPodConcurrency: Positive,
  /** A load test goes before the estimate. */
  loadTest: z.strictObject({ requestsPerSecondPerPod: Positive, evidence: z.string().min(1) }).optional(),
  /** Works off a queue instead of answering people. */
  queue: z
    .strictObject({ jobsPerHour: Count, secondsPerJob: Positive, jobsAtOncePerPod: Positive.default(1) })
    .optional(),
  minReplicas: Count.optional(),
  maxReplicas: Count.optional(),
  requests: Resources,
  limits: Resources.optional(),
  state: z.enum(['none', 'local-volume', 'shared-volume']),
  volumeGib: Positive.optional(),
  /** hard = two copies never share a machine. */
  spread: z.enum(['hard', 'soft', 'none']),
  /** Two copies talk on to agree, so an odd number of at least three. */
  isQuorum: z.boolean(),
  isMovable: z.boolean(),
  architectures: z.array(z.enum(['amd64', 'arm64'])),
  ports: z.array(
    z.strictObject({
      name: Name,
      port: z.number().int().min(1).max(65535),
      targetPort: z.number().int().min(1).max(65535).optional(),
    }),
  ),
  routes: z.array(ModuleRoute),
  /** Modules and components it cannot work without. */
  dependsOn: z.array(Name),
  images: z.array(z.string().min(1)),
  governance: z.enum(['mesh', 'sdk', 'none']),
  /** Id of the contact who answers for it. */
  owner: z.string().max(60),
  /** Points of the twelve-factor list that do not hold. */
  notReady: z.array(z.string().max(120)),
};

/** Answers about one module: everything but its name may come from its product's description. */
export const ModuleAnswers = z
  .strictObject({ name: Name, product: Name.optional(), ...fields })
  .partial()
  .required({ name: true });
export type ModuleAnswers = z.infer<typeof ModuleAnswers>;

/** A business module with nothing left open: one service of the plan. */
export const BusinessModule = z.strictObject({
  name: Name,
  product: Name.optional(),
  ...fields,
  isCore: fields.isCore.default(false),
  environments: fields.environments.default([]),
  userShare: fields.userShare.default(1),
  latencySeconds: fields.latencySeconds.default(0.2),
  perPodConcurrency: fields.perPodConcurrency.default(10),
  requests: fields.requests.default({ cpuMillicores: 500, memoryMib: 1024 }),
  state: fields.state.default('none'),
  spread: fields.spread.default('soft'),
  isQuorum: fields.isQuorum.default(false),
  isMovable: fields.isMovable.default(true),
  architectures: fields.architectures.default(['amd64']),
  ports: fields.ports.default([{ name: 'http', port: 80, targetPort: 8080 }]),
  routes: fields.routes.default([]),
  dependsOn: fields.dependsOn.default([]),
  images: fields.images.default([]),
  governance: fields.governance.default('none'),
  owner: fields.owner.default(''),
  notReady: fields.notReady.default([]),
});
export type BusinessModule = z.infer<typeof BusinessModule>;
