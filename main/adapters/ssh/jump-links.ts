import type { HostAddress } from '../../ports/remote-host.ts';
import type { SshLink } from './ssh-link.ts';

interface SharedLink {
  readonly link: Promise<SshLink>;
  users: number;
}

/** Links to jump hosts, one per way through the network however many machines lie behind: one loss is one incident. */
export class JumpLinks {
  readonly #live = new Map<string, SharedLink>();
  readonly #open: (hop: HostAddress) => Promise<SshLink>;

  constructor(open: (hop: HostAddress) => Promise<SshLink>) {
    this.#open = open;
  }

  /** A link to use and a function to give it back with; the last user's return closes it. */
  async use(hop: HostAddress): Promise<{ readonly link: SshLink; readonly giveBack: () => void }> {
    const key = JSON.stringify(hop);
    const shared = this.#live.get(key) ?? this.#start(key, hop);
    shared.users += 1;
    let isGivenBack = false;
    const giveBack = () => {
      if (isGivenBack) return;
      isGivenBack = true;
      shared.users -= 1;
      if (shared.users > 0) return;
      this.#forget(key, shared);
      shared.link.then((link) => link.close()).catch(() => {});
    };
    try {
      return { link: await shared.link, giveBack };
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  #start(key: string, hop: HostAddress): SharedLink {
    const shared: SharedLink = { link: this.#open(hop), users: 0 };
    this.#live.set(key, shared);
    shared.link
      .then((link) => link.closed)
      .then(
        () => this.#forget(key, shared),
        () => this.#forget(key, shared),
      );
    return shared;
  }

  #forget(key: string, shared: SharedLink): void {
    if (this.#live.get(key) === shared) this.#live.delete(key);
  }
}
