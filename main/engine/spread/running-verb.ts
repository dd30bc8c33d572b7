import { PassThrough } from 'node:stream';
import type { Blob } from '../runner/blob-upload.ts';
import type { RelayMachine } from './relay-machine.ts';

/** One verb of relay.sh under way. */
export interface RunningVerb {
  /** Its exit code; null when the link to the machine was lost or a signal ended it. */
  readonly ended: Promise<number | null>;
  hangUp(): void;
}

/** `key` goes by standard input: argv can be read by everybody on the machine. */
export function startVerb(
  machine: RelayMachine,
  args: readonly string[],
  { key, blobs }: { readonly key: string; readonly blobs: readonly Blob[] },
  onLine: (line: string) => void = () => undefined,
): RunningVerb {
  const stdin = new PassThrough();
  const list = blobs.map(({ digest, sizeBytes }) => `${digest.replace('sha256:', '')} ${sizeBytes}\n`);
  stdin.write(`${key}\n${list.join('')}\n`);
  const ended = machine.relay(args, stdin, onLine).then(
    ({ exitCode }) => exitCode,
    () => null,
  );
  return { ended, hangUp: () => stdin.end() };
}
