import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createContext, useContext } from 'react';
import type { Contract } from '../../main/contract/contract.ts';

/** The contract as the renderer calls it; what is behind it, a port or a loopback address, makes no difference. */
export type Client = ContractRouterClient<Contract>;

/** In the desktop window the preload hands over a port; in a browser the page's own address answers. */
export async function connect(): Promise<Client> {
  if (location.protocol !== 'app:') {
    const base = location.pathname.startsWith('/customer/') ? '/customer/rpc' : '/rpc';
    return createORPCClient(new FetchLink({ url: `${location.origin}${base}` }));
  }
  const port = await new Promise<MessagePort>((resolve) => {
    window.addEventListener('message', function receive(event) {
      const [given] = event.ports;
      if (event.source !== window || event.data !== 'ferryman-port' || given === undefined) return;
      window.removeEventListener('message', receive);
      resolve(given);
    });
    window.postMessage('ferryman-ready', location.origin);
  });
  port.start();
  return createORPCClient(new PortLink({ port }));
}

export const ClientContext = createContext<Client | undefined>(undefined);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error('no client given');
  return client;
}
