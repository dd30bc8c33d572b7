import { isFerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SourceAccess } from '../../ports/image-registry.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { Authorization } from './authorization.ts';
import type { HttpClient } from './http-client.ts';
import { PassingFailure, withRetries } from './retry.ts';

/** How each host is reached: what the spec says of it, or plainly over https without signing in. */
export class AccessList {
  readonly #http: HttpClient;
  readonly #clock: Clock;
  readonly #secrets: Secrets;
  readonly #byHost: ReadonlyMap<string, SourceAccess>;
  readonly #opened = new Map<string, Authorization>();

  constructor(http: HttpClient, clock: Clock, secrets: Secrets, access: readonly SourceAccess[]) {
    this.#http = http;
    this.#clock = clock;
    this.#secrets = secrets;
    this.#byHost = new Map(access.map((each) => [each.host, each]));
  }

  authorization(host: string): Authorization {
    const known = this.#opened.get(host) ?? new Authorization(this.#http, this.#of(host), this.#secrets);
    this.#opened.set(host, known);
    return known;
  }

  /** The address of a registry's API; docker.io is a name only. */
  registryUrl(registry: string, path: string): URL {
    const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
    return new URL(`${this.#of(registry).isPlainHttp === true ? 'http' : 'https'}://${host}/v2/${path}`);
  }

  /** A small answer read whole: a cut one is asked for again. */
  whole<Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
    return withRetries(this.#clock, signal, async () => {
      try {
        return await work();
      } catch (error) {
        throw isFerrymanError(error, 'SOURCE_E0007') ? new PassingFailure(error) : error;
      }
    });
  }

  #of(host: string): SourceAccess {
    return this.#byHost.get(host) ?? { host };
  }
}
