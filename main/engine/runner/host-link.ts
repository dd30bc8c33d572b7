import { isFerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RemoteCommand, RemoteHost, RemoteResult } from '../../ports/remote-host.ts';

export interface HostLinkParts {
  readonly host: RemoteHost;
  readonly reconnect: () => Promise<RemoteHost>;
  readonly clock: Clock;
  /** How long a lost machine is looked for before SSH_E0005 or SSH_E0001 is the answer. */
  readonly giveUpAfterMs?: number;
}

const firstWaitMs = 250;
const longestWaitMs = 15_000;

/** The one link to a machine that its runners share: opened again after a drop, once for all who ask. */
export class HostLink {
  readonly #parts: HostLinkParts;
  #host: RemoteHost;
  #renewal: Promise<RemoteHost> | undefined;
  /** The host whose link is known to be gone: nothing sent to it can have arrived. */
  #goneHost: RemoteHost | undefined;

  constructor(parts: HostLinkParts) {
    this.#parts = parts;
    this.#host = parts.host;
    this.#watch(parts.host);
  }

  get host(): RemoteHost {
    return this.#host;
  }

  /**
   * Like RemoteHost.exec. A link known to be gone is opened again first; a command cut off by a loss is sent again only
   * when it is an `observe`.
   */
  async exec(command: RemoteCommand): Promise<RemoteResult> {
    for (;;) {
      const host = this.#host;
      if (host === this.#goneHost) {
        await this.renew(host, command.signal);
        continue;
      }
      try {
        return await host.exec(command);
      } catch (error) {
        const mayRepeat = command.class === 'observe' && !command.onStdout && typeof command.stdin !== 'object';
        if (!isFerrymanError(error, 'SSH_E0005') || !mayRepeat) throw error;
        await this.renew(host, command.signal);
      }
    }
  }

  /** A working link after `broken` was lost; rejects as the last attempt did, or with the signal's reason. */
  async renew(broken: RemoteHost, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#host !== broken) return;
    this.#renewal ??= this.#reconnect().finally(() => {
      this.#renewal = undefined;
    });
    await untilAborted(this.#renewal, signal);
  }

  async close(): Promise<void> {
    await this.#host.close();
  }

  #watch(host: RemoteHost): void {
    void host.closed.then(() => {
      this.#goneHost = host;
    });
  }

  async #reconnect(): Promise<RemoteHost> {
    const { clock, reconnect, giveUpAfterMs = 600_000 } = this.#parts;
    const since = clock.elapsedMs();
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      try {
        this.#host = await reconnect();
        this.#watch(this.#host);
        return this.#host;
      } catch (error) {
        const isPassing = isFerrymanError(error, 'SSH_E0001') || isFerrymanError(error, 'SSH_E0005');
        if (!isPassing || clock.elapsedMs() - since + waitMs > giveUpAfterMs) throw error;
      }
      await clock.wait(waitMs);
    }
  }
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
