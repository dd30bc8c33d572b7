import type { Readable } from 'node:stream';
import type { ArtifactSource } from '../../ports/artifact-source.ts';
import type { RemoteResult } from '../../ports/remote-host.ts';
import type { Blob, BlobUpload } from '../runner/blob-upload.ts';
import type { NodeScripts } from '../runner/node-scripts.ts';
import { blobsScript, relayScript } from '../runner/own-scripts.ts';
import type { RelayMachine } from './relay-machine.ts';

export interface ChainMachineParts {
  readonly name: string;
  readonly address: string;
  readonly scripts: NodeScripts;
  readonly blobs: BlobUpload;
  readonly artifacts: ArtifactSource;
}

/** A machine of the inventory in a chain, over its SSH link. */
export class ChainMachine implements RelayMachine {
  readonly name: string;
  readonly address: string;
  readonly #parts: ChainMachineParts;

  constructor(parts: ChainMachineParts) {
    this.name = parts.name;
    this.address = parts.address;
    this.#parts = parts;
  }

  async upload(blobs: readonly Blob[], signal: AbortSignal): Promise<void> {
    await this.#parts.blobs.upload(blobs, this.#parts.artifacts, signal);
  }

  async relay(args: readonly string[], stdin: Readable, onLine: (line: string) => void): Promise<RemoteResult> {
    const { scripts } = this.#parts;
    // a receiver runs it by its path
    await scripts.bring([blobsScript]);
    let rest = '';
    const onStdout = (chunk: Uint8Array) => {
      const lines = (rest + Buffer.from(chunk).toString('latin1')).split('\n');
      rest = (lines.pop() ?? '').slice(-200);
      for (const line of lines) onLine(line);
    };
    return await scripts.run(relayScript, { class: 'scratch', args, stdin: () => stdin, onStdout });
  }
}
