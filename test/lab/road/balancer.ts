import { connect, createServer, type Socket } from 'node:net';

export interface Balancer {
  stop(): Promise<void>;
}

/** The customer's load balancer: takes TCP connections on the lab's own bridge to the first backend that answers. */
export async function startBalancer(address: string, port: number, backends: readonly string[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  let turn = 0;
  const server = createServer((client) => {
    keep(client);
    turn += 1;
    const order = backends.map((_, index) => backends[(turn + index) % backends.length] ?? '');
    void reach(order, port).then((backend) => {
      if (backend === undefined) return client.destroy();
      keep(backend);
      client.pipe(backend).pipe(client);
    });
  });
  await new Promise<void>((listening) => server.listen(port, address, listening));
  return {
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

async function reach(backends: readonly string[], port: number): Promise<Socket | undefined> {
  for (const backend of backends) {
    const socket = await new Promise<Socket | undefined>((resolve) => {
      const attempt = connect({ host: backend, port, timeout: 1_000 });
      attempt.once('connect', () => resolve(attempt));
      attempt.once('error', () => resolve(undefined));
      attempt.once('timeout', () => {
        attempt.destroy();
        resolve(undefined);
      });
    });
    if (socket !== undefined) return socket.setTimeout(0);
  }
  return undefined;
}
