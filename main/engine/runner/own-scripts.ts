import { sha256Hex } from '../../model/canonical-json.ts';
import type { NodeScript } from '../../ports/step-context.ts';
import relaySource from '../spread/relay.sh?raw';
import blobsSource from './blobs.sh?raw';
import runnerSource from './runner.sh?raw';

/** A script of the engine itself: it brings its own settings, no prelude. */
export function ownScript(name: string, source: string): NodeScript {
  return { name, source, sha256: sha256Hex(source) };
}

export const runnerScript = ownScript('runner', runnerSource);
export const blobsScript = ownScript('blobs', blobsSource);
export const relayScript = ownScript('relay', relaySource);
