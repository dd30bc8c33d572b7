import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HostAddress } from '../../ports/remote-host.ts';
import { coalesceWrites } from './coalesce-writes.ts';
import { connectError, unreachable } from './connection-error.ts';

/** A TCP connection to the host, ready for SSH. */
export function openSocket(host: HostAddress, timeoutMs: number, signal?: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = new Socket();
    // Nagle's delay would cost 40 ms in every exchange of small packets.
    socket.setNoDelay(true);
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.removeListener('error', onError);
      finish();
    };
    const fail = (error: unknown) =>
      settle(() => {
        // A late error of a socket nobody waits for any more must not end the process.
        socket.on('error', () => {});
        socket.destroy();
        reject(error);
      });
    const onError = (error: Error) => fail(connectError(host, error));
    const onAbort = () => fail(signal?.reason);
    const timer = setTimeout(() => fail(unreachable(host, `no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    socket.once('error', onError);
    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () =>
      settle(() => {
        coalesceWrites(socket);
        resolve(socket);
      }),
    );
    socket.connect(host.port, host.address);
  });
}
