import { rootCertificates } from 'node:tls';
import { Agent, type buildConnector, type Dispatcher, ProxyAgent } from 'undici';
import { type Forward, openTls } from '../tunnel/open-tls.ts';

export interface ProxySettings {
  /** Proxy for https addresses: http://[user:password@]host:port. */
  readonly httpsProxy?: string | undefined;
  /** Hosts reached without it, comma-separated, as NO_PROXY: a leading dot or * stands for every host below. */
  readonly noProxy?: string | undefined;
}

/** A silent server is cut off after this; a transfer then goes on from where it was. */
const silenceMs = 60_000;

/** Connections by certificate authorities and way (direct or proxy), kept and used again. */
export class Dispatchers {
  readonly #proxy: ProxySettings;
  readonly #silenceMs: number;
  readonly #forward: Forward | undefined;
  readonly #kept = new Map<string, Dispatcher>();

  /** With `forward` every connection is TLS over such a stream, to the authorities given alone, and no proxy is asked. */
  constructor(proxy: ProxySettings, options: { readonly silenceMs?: number; readonly forward?: Forward } = {}) {
    this.#proxy = proxy;
    this.#silenceMs = options.silenceMs ?? silenceMs;
    this.#forward = options.forward;
  }

  for(url: URL, ca: string | undefined): Dispatcher {
    const { httpsProxy, noProxy = '' } = this.#proxy;
    const proxy = url.protocol === 'https:' && !isExempt(url.hostname, noProxy) ? httpsProxy : undefined;
    const key = JSON.stringify([ca, proxy]);
    const known = this.#kept.get(key) ?? this.#open(ca, proxy);
    this.#kept.set(key, known);
    return known;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#kept.values()].map((dispatcher) => dispatcher.destroy()));
    this.#kept.clear();
  }

  #open(ca: string | undefined, proxy: string | undefined): Dispatcher {
    const tls = ca === undefined ? {} : { ca: [...rootCertificates, ca] };
    const forward = this.#forward;
    const timeouts = { headersTimeout: this.#silenceMs, bodyTimeout: this.#silenceMs };
    if (forward !== undefined) return new Agent({ ...timeouts, connections: 6, connect: through(forward, ca) });
    const connect = { timeout: Math.min(this.#silenceMs, 15_000), ...tls };
    if (proxy === undefined) return new Agent({ ...timeouts, connect });
    return new ProxyAgent({ uri: proxy, ...timeouts, requestTls: tls, proxyTls: tls });
  }
}

function through(forward: Forward, ca: string | undefined): buildConnector.connector {
  return ({ hostname, port }, callback) => {
    openTls(forward, hostname, Number(port || 443), ca === undefined ? {} : { ca }).then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null),
    );
  };
}

export function isExempt(hostname: string, noProxy: string): boolean {
  return noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase().replace(/:\d+$/, ''))
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const below = entry.replace(/^\*?\./, '.');
      const suffix = below.startsWith('.') ? below : `.${below}`;
      return hostname === suffix.slice(1) || hostname.endsWith(suffix);
    });
}
