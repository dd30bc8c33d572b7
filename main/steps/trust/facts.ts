import { nodeScript } from '../node-script.ts';
import source from './facts.sh?raw';

/** Prints one JSON object (model: HostFacts); its argument is the log-in user. */
export const factsScript = nodeScript('trust/facts', source);
