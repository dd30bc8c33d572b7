import { PassThrough } from 'node:stream';
import type { Blob } from '../runner/blob-upload.ts';
import type { RelayMachine } from './relay-machine.ts';

/** One verb of relay.sh under way. */
export interface RunningVerb {
  /** Its first line has come. */
  readonly begun: Promise<void>;
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
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const read = (line: string) => {
    onLine(line);
    begin();
  };
  const ended = machine.relay(args, stdin, read).then(
    ({ exitCode }) => exitCode,
    () => null,
  );
  return { begun, ended, hangUp: () => stdin.end() };
}
