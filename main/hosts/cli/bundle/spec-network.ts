import { MemorySecrets } from '../../../adapters/secrets/memory-secrets.ts';
import type { NetworkSources } from '../../../bundle/network-sources.ts';
import { readSpec } from '../../../bundle/spec.ts';
import { openNetwork } from '../../open-network.ts';
import type { CommandContext } from '../command.ts';

/** The network as a spec reaches it, for the time of the work; passwords are given or asked for when a registry wants one. */
export async function withNetwork<Result>(
  { givenSecrets, askHidden }: Pick<CommandContext, 'givenSecrets' | 'askHidden'>,
  specFile: string,
  work: (network: NetworkSources) => Promise<Result>,
): Promise<Result> {
  const secrets = new MemorySecrets((name) => askHidden(`${name}: `), givenSecrets);
  const network = openNetwork(specFile, await readSpec(specFile), secrets, process.env);
  try {
    return await work(network);
  } finally {
    await network.close();
  }
}
