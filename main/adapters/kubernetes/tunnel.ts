import https from 'node:https';
import { Agent } from 'undici';
import { type ClientTls, type Forward, openTls } from '../tunnel/open-tls.ts';

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
