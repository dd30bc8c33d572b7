import type { HostFacts } from '../model/site/host-facts.ts';

/** What a machine's software is built for; the usual one while nobody looked. */
export function platformOf(facts: HostFacts | undefined): string {
  return facts?.architecture === 'aarch64' ? 'linux/arm64' : 'linux/amd64';
}
