import { z } from 'zod';
import { ErrorRecord } from '../model/errors/ferryman-error.ts';
import { KubernetesRelease } from '../model/plan/kubernetes-release.ts';
import { Fault } from './faults.ts';

/** The first line on standard input: what to start. */
export const StartMessage = z.strictObject({
  hosts: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/))
    .min(1)
    .max(240)
    .default(['node-1', 'node-2', 'node-3']),
  sudoPassword: z.string().default(''),
  /** Base64 of the SSH wire format. */
  authorizedKey: z.string().default(''),
  faults: z.array(Fault).default([]),
  /** Bundle parts are written for each of them, into a folder of its version below `bundleFolder`. */
  releases: z.array(KubernetesRelease).default([]),
  bundleFolder: z.string().optional(),
});
export type StartMessage = z.infer<typeof StartMessage>;

/** Any later line on standard input. The end of input ends the fleet. */
export const ControlMessage = z.strictObject({ fault: Fault });

/** The first line on standard output. */
export const ReadyMessage = z.discriminatedUnion('ready', [
  z.strictObject({
    ready: z.literal(true),
    hosts: z.array(
      z.strictObject({
        name: z.string(),
        address: z.string(),
        port: z.number(),
        /** Base64 of the SSH wire format. */
        hostKey: z.string(),
        fingerprint: z.string(),
      }),
    ),
    user: z.string(),
    password: z.string(),
    bundleSpecs: z.record(z.string(), z.string()),
  }),
  z.strictObject({ ready: z.literal(false), error: ErrorRecord }),
]);
export type ReadyMessage = z.infer<typeof ReadyMessage>;
