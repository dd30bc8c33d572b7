import type { Writable } from 'node:stream';

/**
 * From now on the writes of one turn of the event loop leave the stream together. ssh2 writes every packet in several
 * small pieces, and a system call for each costs a third of an upload's time. A socket must be connected already:
 * Node gives it its own `write` back at that moment.
 */
export function coalesceWrites(stream: Writable): void {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  const uncork = () => stream.uncork();
  stream.write = (...args: unknown[]) => {
    if (stream.writableCorked === 0) {
      stream.cork();
      setImmediate(uncork);
    }
    return write(...args);
  };
}
