import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';

/** Opens a byte stream to host:port as a machine of the site would, such as RemoteHost.forward. */
export type Forward = (host: string, port: number) => Promise<Duplex>;
export type ClientTls = Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'servername'>;

/** TLS to a server of the site over a forwarded stream: no socket of ours listens anywhere. */
export async function openTls(forward: Forward, host: string, port: number, tls: ClientTls): Promise<TLSSocket> {
  const socket = await forward(host, port);
  return await new Promise((resolve, reject) => {
    const secured = connect({ socket, host, minVersion: 'TLSv1.2', ...tls });
    secured.once('secureConnect', () => resolve(secured));
    secured.once('error', reject);
  });
}
