import type { ClusterSettings, PracticeCluster } from '../cluster/practice-cluster.ts';
import type { PracticeHost } from '../practice-host.ts';
import type { PracticeRegistry } from '../registry/practice-registry.ts';
import type { ProgramAnswer, ProgramCall } from '../requests.ts';

/** What a program of the practice site can reach besides its own host. */
export interface PracticeSite {
  readonly cluster: PracticeCluster | undefined;
  /** A new cluster takes the place of any before it. */
  startCluster(settings: ClusterSettings): PracticeCluster;
  hosts(): readonly PracticeHost[];
  /** The registry that answers there; undefined when none does. */
  registryAt(address: string, port: number): PracticeRegistry | undefined;
}

export type Program = (call: ProgramCall, host: PracticeHost, site: PracticeSite) => Promise<ProgramAnswer>;

export function failed(message: string, code = 1): ProgramAnswer {
  return { code, err: `${message}\n` };
}

/** The words that are no options, and the options: `--name=value`, `--name value`, `-n value`; a bare flag is `true`. */
export function parseArguments(
  args: readonly string[],
  valued: readonly string[],
): { words: string[]; options: Map<string, string> } {
  const words: string[] = [];
  const options = new Map<string, string>();
  const left = args.values();
  for (const argument of left) {
    const [name = '', ...value] = argument.split('=');
    if (!argument.startsWith('-') || argument === '-') words.push(argument);
    else if (value.length > 0) options.set(name, value.join('='));
    else options.set(name, valued.includes(name) ? (left.next().value ?? '') : 'true');
  }
  return { words, options };
}
