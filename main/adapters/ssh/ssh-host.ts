import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { CommandObserver, RemoteCommand, RemoteHost, RemoteResult } from '../../ports/remote-host.ts';
import { ChannelLimit } from './channel-limit.ts';
import { unreachable } from './connection-error.ts';
import { execCommand, type Login } from './exec-command.ts';
import { SessionRefused } from './ssh-link.ts';

/** A second and a half in all. */
const mostRefusals = 5;
const firstPauseMs = 25;

/** A machine reached over one SSH link. */
export class SshHost implements RemoteHost {
  readonly name: string;
  readonly address: string;
  readonly hostKeyFingerprint: string;
  readonly closed: Promise<Error | undefined>;
  readonly #login: Login;
  readonly #observer: CommandObserver;
  readonly #channels: ChannelLimit;

  constructor(login: Login, observer: CommandObserver) {
    const { link } = login;
    this.name = link.host.name;
    this.address = link.host.address;
    this.hostKeyFingerprint = link.hostKeyFingerprint;
    this.closed = link.closed;
    this.#login = login;
    this.#observer = observer;
    this.#channels = new ChannelLimit(login.settings.maxChannels);
  }

  async exec(command: RemoteCommand): Promise<RemoteResult> {
    await this.#channels.acquire(command.signal);
    this.#observer.commandSent(this.name, { class: command.class, argv: command.argv });
    for (let refusals = 0; ; ) {
      try {
        return await execCommand(this.#login, command);
      } catch (error) {
        if (!(error instanceof SessionRefused)) throw error;
        if (!this.#channels.lower()) {
          // ours are closed, but the machine may still be clearing one away
          refusals += 1;
          if (refusals > mostRefusals) throw unreachable(this.#login.link.host, 'no session is granted', error);
          await setTimeout(firstPauseMs * 2 ** refusals, undefined, command.signal && { signal: command.signal });
        }
      } finally {
        this.#channels.release();
      }
      await this.#channels.acquire(command.signal);
    }
  }

  forward(host: string, port: number): Promise<Duplex> {
    return this.#login.link.forward(host, port);
  }

  async close(): Promise<void> {
    await this.#login.link.close();
  }
}
