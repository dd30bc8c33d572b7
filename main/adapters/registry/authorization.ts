import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { SourceAccess } from '../../ports/image-registry.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import type { HttpClient, HttpRequest, HttpResponse } from './http-client.ts';

const tokenCapBytes = 256 * 1024;

/** Signs in to one host the way it asks to (Bearer token or Basic), and remembers what it got, in memory, by scope. */
export class Authorization {
  readonly #http: HttpClient;
  readonly #access: SourceAccess;
  readonly #secrets: Secrets;
  readonly #granted = new Map<string, string>();
  /** Under way, so that requests side by side sign in once. */
  readonly #signing = new Map<string, Promise<string>>();

  constructor(http: HttpClient, access: SourceAccess, secrets: Secrets) {
    this.#http = http;
    this.#access = access;
    this.#secrets = secrets;
  }

  /** Sends with what is remembered for the scope; on 401 signs in anew, once. SOURCE_E0001 when that is not enough. */
  async send(asked: Omit<HttpRequest, 'authorization' | 'ca'>, scope: string): Promise<HttpResponse> {
    const request = { ...asked, ca: this.#access.ca };
    const sent = this.#granted.get(scope);
    const first = await this.#http.send({ ...request, authorization: sent });
    if (first.status !== 401) return first;
    const challenges = parseChallenges(first.header('www-authenticate') ?? '');
    await first.drop();
    const granted = this.#granted.get(scope);
    const authorization =
      granted !== undefined && granted !== sent ? granted : await this.#signInOnce(request, challenges, scope);
    const second = await this.#http.send({ ...request, authorization });
    if (second.status !== 401) return second;
    await second.drop();
    this.#granted.delete(scope);
    throw refused(asked.source, 'HTTP 401');
  }

  /** For an API that asks nobody to sign in: with name and password from the start, or without. Answers 401 as it is. */
  async sendUnasked(
    asked: Omit<HttpRequest, 'authorization' | 'ca'>,
    as: 'signed-in' | 'anonymous',
  ): Promise<HttpResponse> {
    const authorization = as === 'anonymous' ? undefined : await this.#basic();
    return this.#http.send({ ...asked, ca: this.#access.ca, authorization });
  }

  #signInOnce(request: HttpRequest, challenges: readonly Challenge[], scope: string): Promise<string> {
    const underWay = this.#signing.get(scope);
    if (underWay !== undefined) return underWay;
    const signing = this.#signIn(request, challenges, scope)
      .then((authorization) => {
        this.#granted.set(scope, authorization);
        return authorization;
      })
      .finally(() => this.#signing.delete(scope));
    this.#signing.set(scope, signing);
    return signing;
  }

  async #signIn(request: HttpRequest, challenges: readonly Challenge[], scope: string): Promise<string> {
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer !== undefined) return `Bearer ${await this.#token(request, bearer, scope)}`;
    const isBasic = challenges.some(({ scheme }) => scheme === 'basic');
    const basic = isBasic ? await this.#basic() : undefined;
    if (basic !== undefined) return basic;
    throw refused(request.source, isBasic ? 'HTTP 401' : 'HTTP 401, no known way to sign in');
  }

  async #token(request: HttpRequest, { parameters }: Challenge, scope: string): Promise<string> {
    const { realm = '', service } = parameters;
    const url = URL.canParse(realm) ? new URL(realm) : undefined;
    const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && this.#access.isPlainHttp === true);
    if (url === undefined || !isSafe) throw refused(request.source, 'it sends us to sign in at an address without TLS');
    if (service !== undefined) url.searchParams.set('service', service);
    if (scope !== '') url.searchParams.set('scope', scope);
    const { ca, signal } = request;
    const source = url.host;
    const answer = await this.#http.send({
      method: 'GET',
      url,
      source,
      ca,
      signal,
      authorization: await this.#basic(),
    });
    if (answer.status === 401) {
      await answer.drop();
      throw refused(source, 'HTTP 401');
    }
    const token = tokenOf(await answer.bytes(tokenCapBytes));
    if (token === undefined) throw new FerrymanError('SOURCE_E0005', { source, detail: 'no token in its answer' });
    this.#secrets.put(`token:${source}:${scope}`, token);
    return token;
  }

  async #basic(): Promise<string | undefined> {
    const { credentials } = this.#access;
    if (credentials === undefined) return undefined;
    const pair = `${credentials.user}:${await this.#secrets.get(credentials.secret)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  }
}

function tokenOf(bytes: Uint8Array): string | undefined {
  try {
    const { token, access_token } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    const found = token ?? access_token;
    // a token goes into a header line as it is
    return typeof found === 'string' && /^[\x21-\x7e]+$/.test(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function refused(source: string, detail: string): FerrymanError {
  return new FerrymanError('SOURCE_E0001', { source, detail });
}
