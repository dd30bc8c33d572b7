import { z } from 'zod';
import { CheckResult } from '../model/checks/check-kind.ts';
import { ErrorRecord } from '../model/errors/ferryman-error.ts';
import { HostFacts } from '../model/site/host-facts.ts';
import { engineerOnly, everyone } from './procedure.ts';

export const HostView = z.object({
  machine: z.string(),
  address: z.string(),
  role: z.string(),
  /** What the machine shows now; absent when it was not asked or did not answer. */
  shown: z.string().optional(),
  /** What somebody confirmed earlier. */
  trusted: z.string().optional(),
  error: ErrorRecord.optional(),
  facts: HostFacts.optional(),
});
export type HostView = z.infer<typeof HostView>;

export const hostsContract = {
  /** What is known without asking the machines. */
  list: everyone.output(z.array(HostView)),
  /** Asks every machine for its host key. */
  scan: engineerOnly.output(z.array(HostView)),
  /** Confirms fingerprints that a person compared. The key is fetched again and must show the same fingerprint. */
  trust: engineerOnly
    .input(z.object({ machines: z.array(z.object({ machine: z.string(), fingerprint: z.string() })), by: z.string() }))
    .output(z.array(HostView)),
  /** Reads the facts of every machine. */
  collectFacts: engineerOnly.output(z.array(HostView)),
  preflight: engineerOnly.output(z.array(CheckResult)),
  readPreflight: everyone.output(z.array(CheckResult)),
};
