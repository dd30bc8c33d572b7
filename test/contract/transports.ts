import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { router } from '../../main/app/router.ts';
import type { SiteSession } from '../../main/app/site-session.ts';
import type { Contract } from '../../main/contract/contract.ts';
import type { Role } from '../../main/contract/procedure.ts';
import { PageFiles } from '../../main/hosts/web/page-files.ts';
import { startWebHost } from '../../main/hosts/web/web-host.ts';

export type Client = ContractRouterClient<Contract>;

export interface Transport {
  readonly clientOf: (role: Role) => Client;
  close(): Promise<void>;
}

async function inProcess(session: SiteSession): Promise<Transport> {
  return {
    clientOf: (role) => createRouterClient(router, { context: { session, role } }) as Client,
    close: async () => undefined,
  };
}

async function loopback(session: SiteSession): Promise<Transport> {
  const host = await startWebHost({ session, files: new PageFiles('nowhere'), port: 0, hasCustomer: true });
  const enter = async (base: string, url: string | undefined) => {
    const entered = await fetch(`${host.origin}${base}enter`, {
      method: 'POST',
      body: new URL(url ?? '').hash.slice(1),
      headers: { origin: host.origin },
    });
    const headers = { origin: host.origin, cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' };
    return createORPCClient<Client>(new FetchLink({ url: `${host.origin}${base}rpc`, headers }));
  };
  const clients = {
    engineer: await enter('/', host.engineerUrl),
    customer: await enter('/customer/', host.customerUrl),
  };
  return { clientOf: (role) => clients[role], close: () => host.close() };
}

async function messagePort(session: SiteSession): Promise<Transport> {
  const channels: MessageChannel[] = [];
  const clientOf = (role: Role): Client => {
    const channel = new MessageChannel();
    channels.push(channel);
    new RPCHandler(router).upgrade(channel.port2, { context: { session, role } });
    return createORPCClient<Client>(new PortLink({ port: channel.port1 }));
  };
  const clients = { engineer: clientOf('engineer'), customer: clientOf('customer') };
  return {
    clientOf: (role) => clients[role],
    close: async () => {
      for (const { port1 } of channels) port1.close();
    },
  };
}

export const transports = { 'in process': inProcess, 'loopback HTTP': loopback, 'message port': messagePort };
