import https from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import { Agent } from 'undici';

export type Forward = (host: string, port: number) => Promise<Duplex>;
export type ClientTls = Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'servername'>;

/** TLS to the API server over a forwarded stream: no socket of ours listens anywhere. */
async function openTls(forward: Forward, host: string, port: number, tls: ClientTls): Promise<TLSSocket> {
  const socket = await forward(host, port);
  return await new Promise((resolve, reject) => {
    const secured = connectTls({ socket, host, minVersion: 'TLSv1.2', ...tls });
    secured.once('secureConnect', () => resolve(secured));
    secured.once('error', reject);
  });
}

/** For REST and watch. */
export function tunnelDispatcher(forward: Forward, tls: ClientTls): Agent {
  return new Agent({
    connections: 6,
    connect: (options, callback) => {
      openTls(forward, options.hostname, Number(options.port || 443), tls).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
  });
}

/** For exec, which is a WebSocket. */
export function tunnelAgent(forward: Forward, tls: ClientTls): https.Agent {
  const agent = new https.Agent({ keepAlive: false });
  agent.createConnection = (options, callback) => {
    const { host, port } = options as { host?: string; port?: number };
    openTls(forward, host ?? '', Number(port ?? 443), tls).then(
      (socket) => callback?.(null, socket),
      (error: Error) => callback?.(error, undefined as never),
    );
    return undefined;
  };
  return agent;
}
