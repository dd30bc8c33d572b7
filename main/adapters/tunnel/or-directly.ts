import { once } from 'node:events';
import { connect } from 'node:net';
import { isFerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Forward } from './open-tls.ts';

/** Where the machine forbids forwarding, straight from here: what is spoken then proves by its certificate who answers. */
export function orDirectly(forward: Forward): Forward {
  return async (host, port) => {
    try {
      return await forward(host, port);
    } catch (error) {
      if (!isFerrymanError(error, 'SSH_E0011')) throw error;
      const socket = connect({ host, port, noDelay: true });
      await once(socket, 'connect');
      return socket;
    }
  };
}
