import type { HostFacts } from '../model/site/host-facts.ts';
import type { Requirements } from '../model/site/requirements.ts';

/** What a node lacks to keep its time in step; the package has this name in every distribution we install on. */
export function timePackages({ changes }: Requirements, { tools }: HostFacts): string[] {
  return changes.timeService === 'chrony' && tools.chronyd !== true ? ['chrony'] : [];
}
