import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { HostAddress } from '../../ports/remote-host.ts';
import { linkLost, unreachable } from './connection-error.ts';

/** Thrown when the machine grants no further session; the caller waits for one of its own to end. */
export class SessionRefused extends Error {}

/** SSH's reason code for "administratively prohibited". */
const prohibited = 1;

/** One logged-in SSH connection: opens channels, knows when it is gone. */
export class SshLink {
  readonly host: HostAddress;
  readonly hostKeyFingerprint: string;
  /** Resolves once, when the link is gone, with the cause if there was one. */
  readonly closed: Promise<Error | undefined>;
  readonly #client: Client;
  #isGone = false;

  constructor(host: HostAddress, hostKeyFingerprint: string, client: Client) {
    this.host = host;
    this.hostKeyFingerprint = hostKeyFingerprint;
    this.#client = client;
    let cause: Error | undefined;
    client.on('error', (error) => {
      cause ??= error;
    });
    this.closed = new Promise((resolve) => {
      client.once('close', () => {
        this.#isGone = true;
        resolve(cause);
      });
    });
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Rejects with SessionRefused when the machine grants no session now, SSH_E0005 when the link is gone. */
  openSession(commandLine: string): Promise<ClientChannel> {
    return this.#open((done) => this.#client.exec(commandLine, done)).catch((error: unknown) => {
      if (this.#isGone || !isOpenFailure(error)) throw linkLost(this.host.name, error);
      throw new SessionRefused('no further session is granted', { cause: error });
    });
  }

  /** Rejects with SSH_E0011 when forwarding is forbidden, SSH_E0001 when the target does not answer, SSH_E0005. */
  forward(address: string, port: number): Promise<Duplex> {
    return this.#open((done) => this.#client.forwardOut('127.0.0.1', 0, address, port, done)).catch(
      (error: unknown) => {
        if (this.#isGone || !isOpenFailure(error)) throw linkLost(this.host.name, error);
        const target = { target: this.host.name, cause: error };
        if (error.reason === prohibited) {
          throw new FerrymanError('SSH_E0011', { machine: this.host.name, address: `${address}:${port}` }, target);
        }
        throw unreachable(
          { ...this.host, name: `${address}:${port}`, address, port },
          `refused, asked by ${this.host.name}`,
          error,
        );
      },
    );
  }

  async close(): Promise<void> {
    this.#client.end();
    const timer = setTimeout(() => this.#client.destroy(), 1_000);
    await this.closed;
    clearTimeout(timer);
  }

  #open(request: (done: (error: Error | undefined, channel: ClientChannel) => void) => void): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      // ssh2 throws at once when the socket is gone already.
      request((error, channel) => (error ? reject(error) : resolve(channel)));
    });
  }
}

function isOpenFailure(error: unknown): error is Error & { readonly reason: unknown } {
  return error instanceof Error && 'reason' in error;
}
