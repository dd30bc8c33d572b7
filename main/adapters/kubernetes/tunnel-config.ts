import type { RequestOptions } from 'node:https';
import { KubeConfig, type RequestContext } from '@kubernetes/client-node';
import { type Agent, request } from 'undici';
import type { ClientTls, Forward } from '../tunnel/open-tls.ts';
import { tunnelAgent, tunnelDispatcher } from './tunnel.ts';

/** A kubeconfig whose every connection, REST, watch and exec, goes through a forwarded stream. */
export class TunnelKubeConfig extends KubeConfig {
  readonly #forward: Forward;
  #dispatcher: Agent | undefined;

  constructor(kubeconfig: string, forward: Forward) {
    super();
    this.#forward = forward;
    this.loadFromString(kubeconfig);
  }

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    context.setDispatcher(this.#agent());
  }

  override async applyToHTTPSOptions(options: RequestOptions): Promise<void> {
    await super.applyToHTTPSOptions(options);
    options.agent = tunnelAgent(this.#forward, this.#tls());
  }

  /** A plain GET, for what the generated client cannot ask, such as a pod through the API server's proxy. */
  async get(path: string): Promise<{ status: number; body: string }> {
    const { statusCode, body } = await request(`${this.getCurrentCluster()?.server}${path}`, {
      dispatcher: this.#agent(),
    });
    return { status: statusCode, body: await body.text() };
  }

  async close(): Promise<void> {
    await this.#dispatcher?.destroy();
  }

  #agent(): Agent {
    this.#dispatcher ??= tunnelDispatcher(this.#forward, this.#tls());
    return this.#dispatcher;
  }

  #tls(): ClientTls {
    const decode = (data: string | undefined) => (data === undefined ? undefined : Buffer.from(data, 'base64'));
    const ca = decode(this.getCurrentCluster()?.caData);
    const user = this.getCurrentUser();
    const cert = decode(user?.certData);
    const key = decode(user?.keyData);
    return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
  }
}
