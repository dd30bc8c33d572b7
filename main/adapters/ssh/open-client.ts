import type { Duplex } from 'node:stream';
import type { AuthHandlerMiddleware, Client } from 'ssh2';
import ssh2 from 'ssh2';
import type { HostAddress } from '../../ports/remote-host.ts';
import { offeredAlgorithms } from './algorithms.ts';
import { connectError, loginRefused, unreachable } from './connection-error.ts';
import type { LinkSettings } from './link-settings.ts';
import { quickenCiphers } from './quicken-ciphers.ts';

export interface Handshake {
  readonly host: HostAddress;
  readonly socket: Duplex;
  readonly settings: LinkSettings;
  /** Base64; decides which kind of key is asked for first. */
  readonly trustedKey: string | undefined;
  readonly authentication: AuthHandlerMiddleware;
  /** Throws to refuse the key; that error is what the caller gets. */
  readonly checkHostKey: (key: Buffer) => void;
  readonly signal: AbortSignal | undefined;
}

/** Key exchange, host key check and login; resolves with a client that is ready for channels. */
export function openClient(handshake: Handshake): Promise<Client> {
  const { host, socket, settings, signal } = handshake;
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    quickenCiphers(client);
    let refusal: unknown;
    const onAbort = () => fail(signal?.reason);
    const fail = (error: unknown) => {
      signal?.removeEventListener('abort', onAbort);
      client.on('error', () => {});
      client.destroy();
      socket.destroy();
      reject(refusal ?? error);
    };
    const onError = (error: unknown) => fail(connectError(host, error));
    const onClose = () => fail(unreachable(host, 'the connection was closed during login'));
    client.once('error', onError);
    client.once('close', onClose);
    client.once('change password', () => fail(loginRefused(host, 'the password has expired')));
    client.once('ready', () => {
      signal?.removeEventListener('abort', onAbort);
      client.removeListener('error', onError);
      client.removeListener('close', onClose);
      resolve(client);
    });
    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      client.connect({
        // ssh2's types want a Readable; it uses it as the Duplex it is.
        sock: socket,
        username: host.access.user,
        authHandler: handshake.authentication,
        algorithms: offeredAlgorithms(handshake.trustedKey),
        readyTimeout: settings.handshakeTimeoutMs,
        keepaliveInterval: settings.keepaliveIntervalMs,
        keepaliveCountMax: settings.keepaliveCount,
        agentForward: false,
        hostVerifier: (key: Buffer): boolean => {
          try {
            handshake.checkHostKey(key);
            return true;
          } catch (error) {
            refusal = error;
            return false;
          }
        },
      });
    } catch (error) {
      onError(error);
    }
  });
}
