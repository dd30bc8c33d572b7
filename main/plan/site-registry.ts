import type { PlannedRegistry } from '../model/plan/planned-registry.ts';
import type { HostFacts } from '../model/site/host-facts.ts';
import type { Requirements } from '../model/site/requirements.ts';
import { platformOf } from './platform.ts';

/** Where the distribution registry listens unless told otherwise. */
const port = 5000;

/** Undefined where the requirements want none; reading them has made sure that the machine exists. */
export function plannedRegistry(
  { siteRegistry, machines }: Requirements,
  facts: Readonly<Record<string, HostFacts>>,
): PlannedRegistry | undefined {
  const machine = machines.find(({ name }) => name === siteRegistry?.machine);
  if (machine === undefined) return undefined;
  const { name, address } = machine;
  return { machine: name, address, port, platform: platformOf(facts[name]), machineId: facts[name]?.machineId ?? '' };
}
