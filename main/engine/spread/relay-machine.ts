import type { Readable } from 'node:stream';
import type { RemoteResult } from '../../ports/remote-host.ts';
import type { Blob } from '../runner/blob-upload.ts';

/** A machine as a chain sees it. */
export interface RelayMachine {
  readonly name: string;
  /** Where its neighbours reach it. */
  readonly address: string;
  /** From here, only what is missing. */
  upload(blobs: readonly Blob[], signal: AbortSignal): Promise<void>;
  /** Runs a verb of relay.sh; it ends by itself, or as soon as `stdin` does. */
  relay(args: readonly string[], stdin: Readable, onLine: (line: string) => void): Promise<RemoteResult>;
}
