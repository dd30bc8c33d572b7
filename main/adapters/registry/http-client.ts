import type { Readable } from 'node:stream';
import { type Dispatcher, request } from 'undici';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Dispatchers } from './dispatchers.ts';
import { cutTransfer, networkFailure } from './network-failure.ts';
import { longestWaitMs, PassingFailure, retryAfterMs, withRetries } from './retry.ts';

const redirectCap = 5;

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH';
  readonly url: URL;
  /** How messages name where this comes from; never holds credentials. */
  readonly source: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Asked for again with each try; with it, `content-length` belongs into the headers. */
  readonly body?: () => Uint8Array | Readable;
  /** Answers that are no errors here, besides 2xx, 401 and 416. */
  readonly accepts?: readonly number[];
  /** Content under way is gone on with by whoever sends it, not sent again from its beginning. */
  readonly isOnce?: boolean;
  /** Sent to this address only: a redirect to another origin goes without it. */
  readonly authorization?: string | undefined;
  readonly ca?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  header(name: string): string | undefined;
  /** SOURCE_E0005 when it is larger. */
  bytes(capBytes: number): Promise<Uint8Array>;
  /** SOURCE_E0007 when it is cut. */
  content(): AsyncIterable<Uint8Array>;
  /** Lets the connection go without reading on. */
  drop(): Promise<void>;
}

/** HTTP for sources of bundles: redirects, retries, and failures in Ferryman's codes. Answers 2xx, 401 and 416; the rest are errors. */
export class HttpClient {
  readonly #dispatchers: Dispatchers;
  readonly #clock: Clock;

  constructor(dispatchers: Dispatchers, clock: Clock) {
    this.#dispatchers = dispatchers;
    this.#clock = clock;
  }

  send(asked: HttpRequest): Promise<HttpResponse> {
    if (asked.isOnce === true) return this.#withoutRetry(asked);
    return withRetries(this.#clock, asked.signal, () => this.#follow(asked));
  }

  async #withoutRetry(asked: HttpRequest): Promise<HttpResponse> {
    try {
      return await this.#follow(asked);
    } catch (error) {
      throw error instanceof PassingFailure ? error.reason : error;
    }
  }

  async #follow(asked: HttpRequest): Promise<HttpResponse> {
    let url = asked.url;
    for (let redirects = 0; redirects <= redirectCap; redirects += 1) {
      const answer = await this.#once(asked, url);
      const location = answer.statusCode >= 301 && answer.statusCode <= 308 ? one(answer.headers.location) : undefined;
      if (location === undefined || answer.statusCode === 304) return this.#judge(asked, url, answer);
      await discard(answer);
      const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
      const isSafe = next?.protocol === 'https:' || (next?.protocol === 'http:' && url.protocol === 'http:');
      if (next === undefined || !isSafe) throw unusable(asked, `redirect to ${next?.protocol ?? 'nowhere'}`);
      url = next;
    }
    throw unusable(asked, `more than ${redirectCap} redirects`);
  }

  async #once(asked: HttpRequest, url: URL): Promise<Dispatcher.ResponseData> {
    const { method, headers, authorization, signal, source, body } = asked;
    const isAtHome = url.origin === asked.url.origin;
    try {
      return await request(url, {
        method,
        dispatcher: this.#dispatchers.for(url, asked.ca),
        headers: { ...headers, ...(authorization !== undefined && isAtHome ? { authorization } : {}) },
        ...(signal === undefined ? {} : { signal }),
        ...(body === undefined ? {} : { body: body() }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      const failure = networkFailure(source, error);
      throw failure.code === 'SOURCE_E0003' ? new PassingFailure(failure) : failure;
    }
  }

  async #judge(asked: HttpRequest, url: URL, answer: Dispatcher.ResponseData): Promise<HttpResponse> {
    const { statusCode: status, headers } = answer;
    const isHome = url.origin === asked.url.origin;
    const { source, accepts = [] } = asked;
    if ((status >= 200 && status < 300) || status === 416 || (status === 401 && isHome) || accepts.includes(status))
      return this.#open(asked, answer);
    const said = asked.body === undefined ? '' : await errorCode(answer);
    await discard(answer);
    if (status === 401 || status === 403)
      throw new FerrymanError('SOURCE_E0001', { source, detail: `HTTP ${status}${said}` });
    if (status === 404 || status === 410) throw new FerrymanError('SOURCE_E0002', { source });
    const waitMs = retryAfterMs(one(headers['retry-after']), this.#clock.now());
    if (status === 429) {
      const isLong = waitMs !== undefined && waitMs > longestWaitMs;
      const detail = isLong ? `HTTP 429, again in ${Math.ceil(waitMs / 60_000)} min` : 'HTTP 429';
      throw new PassingFailure(new FerrymanError('SOURCE_E0004', { source, detail }), waitMs);
    }
    const failure = unusable(asked, `HTTP ${status}${said}`);
    throw status >= 500 || status === 408 ? new PassingFailure(failure, waitMs) : failure;
  }

  #open(asked: HttpRequest, answer: Dispatcher.ResponseData): HttpResponse {
    const content = () => watched(asked, answer.body);
    return {
      status: answer.statusCode,
      header: (name) => one(answer.headers[name]),
      content,
      bytes: async (capBytes) => {
        const chunks: Uint8Array[] = [];
        let size = 0;
        for await (const chunk of content()) {
          size += chunk.length;
          if (size > capBytes) throw unusable(asked, `larger than ${capBytes} bytes`);
          chunks.push(chunk);
        }
        return Buffer.concat(chunks);
      },
      drop: () => discard(answer),
    };
  }
}

async function* watched({ source, signal }: HttpRequest, body: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk as Uint8Array;
  } catch (error) {
    signal?.throwIfAborted();
    throw cutTransfer(source, error);
  }
}

/** The code of OCI distribution's error answer, such as ` DENIED`, or ` NO_SPACE`; only what such codes are made of is taken over. */
async function errorCode({ body }: Dispatcher.ResponseData): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk as Uint8Array);
      size += (chunk as Uint8Array).length;
      if (size > 64 * 1024) break;
    }
  } catch {
    return '';
  }
  const said = Buffer.concat(chunks).toString('latin1');
  // the distribution registry calls a full disk UNKNOWN, and shows the system's own error (28) beside it
  if (/no space left on device|"Err"\s*:\s*28\b/.test(said)) return ' NO_SPACE';
  const code = /"code"\s*:\s*"([A-Z_]{3,40})"/.exec(said)?.[1];
  return code === undefined ? '' : ` ${code}`;
}

/** The rest of a body nobody wants; a server that goes on for ever is hung up on. */
async function discard({ body }: Dispatcher.ResponseData): Promise<void> {
  await body.dump({ limit: 64 * 1024 }).catch(() => undefined);
}

function unusable({ source }: HttpRequest, detail: string): FerrymanError {
  return new FerrymanError('SOURCE_E0005', { source, detail });
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}
