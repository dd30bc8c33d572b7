import type { Duplex } from 'node:stream';
import type { HostKeyStore } from '../../ports/host-key-store.ts';
import type { CommandObserver, HostAddress, HostConnector, RemoteHost } from '../../ports/remote-host.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { authenticationFor } from './authentication.ts';
import { CoalescingChannel } from './coalescing-channel.ts';
import type { Elevation } from './command-line.ts';
import { fingerprintOf, keyTypeOf, refusalOf } from './host-key.ts';
import { JumpLinks } from './jump-links.ts';
import { defaultLinkSettings, type LinkSettings } from './link-settings.ts';
import { openClient } from './open-client.ts';
import { openSocket } from './open-socket.ts';
import { SshHost } from './ssh-host.ts';
import { SshLink } from './ssh-link.ts';

export interface SshConnectorParts {
  readonly hostKeys: HostKeyStore;
  readonly secrets: Secrets;
  readonly observer: CommandObserver;
  /** Path of the SSH agent's socket or pipe; undefined when there is none. */
  readonly agentSocket: string | undefined;
  readonly settings?: Partial<LinkSettings>;
}

/** Only stops the handshake of `fingerprint` once the key is seen; never leaves this file. */
class KeySeen extends Error {}

/** Opens SSH links; every hop's host key is checked against the site's store. */
export class SshConnector implements HostConnector {
  readonly #parts: SshConnectorParts;
  readonly #settings: LinkSettings;
  readonly #jumpLinks: JumpLinks;

  constructor(parts: SshConnectorParts) {
    this.#parts = parts;
    this.#settings = { ...defaultLinkSettings, ...parts.settings };
    // Shared by every machine behind the hop, so no one caller's signal may end it.
    this.#jumpLinks = new JumpLinks((hop) => this.#openLink(hop, undefined));
  }

  async connect(host: HostAddress, signal?: AbortSignal): Promise<RemoteHost> {
    const { user, sudoSecret } = host.access;
    const sudoPassword = sudoSecret === undefined ? undefined : await this.#parts.secrets.get(sudoSecret);
    const link = await this.#openLink(host, signal);
    const asking: Elevation = sudoPassword === undefined ? 'sudo' : 'sudo-with-password';
    const elevation = user === 'root' ? 'root' : asking;
    return new SshHost({ link, elevation, sudoPassword, settings: this.#settings }, this.#parts.observer);
  }

  async fingerprint(host: HostAddress, signal?: AbortSignal) {
    let seen: Buffer | undefined;
    const checkHostKey = (key: Buffer) => {
      seen = key;
      throw new KeySeen();
    };
    const socket = await this.#socketTo(host, signal);
    const authentication = () => {};
    const handshake = {
      host,
      socket,
      settings: this.#settings,
      trustedKey: undefined,
      authentication,
      checkHostKey,
      signal,
    };
    await openClient(handshake).catch((error: unknown) => {
      if (!(error instanceof KeySeen)) throw error;
    });
    const key = seen ?? Buffer.alloc(0);
    return { fingerprint: fingerprintOf(key), algorithm: keyTypeOf(key), key: key.toString('base64') };
  }

  async #openLink(host: HostAddress, signal: AbortSignal | undefined): Promise<SshLink> {
    const { hostKeys, secrets, agentSocket } = this.#parts;
    const authentication = await authenticationFor(host, secrets, agentSocket);
    const socket = await this.#socketTo(host, signal);
    let fingerprint = '';
    const checkHostKey = (key: Buffer) => {
      const refusal = refusalOf(host.name, key, hostKeys);
      if (refusal) throw refusal;
      fingerprint = fingerprintOf(key);
    };
    const trustedKey = hostKeys.trusted(host.name)?.key;
    const settings = this.#settings;
    const client = await openClient({ host, socket, settings, trustedKey, authentication, checkHostKey, signal });
    return new SshLink(host, fingerprint, client);
  }

  async #socketTo(host: HostAddress, signal: AbortSignal | undefined): Promise<Duplex> {
    const hops = host.jump ?? [];
    const last = hops.at(-1);
    if (last === undefined) return await openSocket(host, this.#settings.connectTimeoutMs, signal);
    const { link, giveBack } = await this.#jumpLinks.use({ ...last, jump: hops.slice(0, -1) });
    try {
      const channel = await link.forward(host.address, host.port);
      channel.once('close', giveBack);
      return new CoalescingChannel(channel);
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}
