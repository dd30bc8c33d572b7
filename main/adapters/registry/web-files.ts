import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { OpenedContent } from '../../ports/image-registry.ts';
import type { RemoteFiles } from '../../ports/remote-files.ts';
import type { AccessList } from './access-list.ts';
import type { HttpResponse } from './http-client.ts';
import { openContent, rangeFrom } from './open-content.ts';

const headBytes = 64;
const textCapBytes = 1024 * 1024;

/** Files behind http and https addresses, over the same connections and rules as registries. */
export class WebFiles implements RemoteFiles {
  readonly #access: AccessList;

  constructor(access: AccessList) {
    this.#access = access;
  }

  async peek(url: string, signal?: AbortSignal): Promise<{ sizeBytes: number; head: Uint8Array }> {
    const response = await this.#get(url, { ...rangeFrom(0), range: `bytes=0-${headBytes - 1}` }, signal);
    const total = /\/(\d{1,15})$/.exec(response.header('content-range') ?? '')?.[1];
    const size = response.status === 206 ? total : response.header('content-length');
    if (size === undefined || response.status === 416) {
      await response.drop();
      throw new FerrymanError('SOURCE_E0005', {
        source: sourceOf(url),
        detail: 'it does not say how large the file is',
      });
    }
    return { sizeBytes: Number(size), head: await firstBytes(response) };
  }

  text(url: string, signal?: AbortSignal): Promise<string> {
    return this.#access.whole(signal, async () => {
      const response = await this.#get(url, rangeFrom(0), signal);
      return new TextDecoder().decode(await response.bytes(textCapBytes));
    });
  }

  async read(url: string, offset: number, signal?: AbortSignal): Promise<OpenedContent> {
    return await openContent(await this.#get(url, rangeFrom(offset), signal), offset, sourceOf(url));
  }

  async #get(url: string, headers: Record<string, string>, signal: AbortSignal | undefined): Promise<HttpResponse> {
    const parsed = new URL(url);
    const asked = { method: 'GET', url: parsed, source: sourceOf(url), headers, signal } as const;
    return await this.#access.authorization(parsed.host).send(asked, '');
  }
}

async function firstBytes(response: HttpResponse): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.content()) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= headBytes) break;
  }
  return Buffer.concat(parts).subarray(0, headBytes);
}

/** An address without its query: signed addresses carry keys there. */
function sourceOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
