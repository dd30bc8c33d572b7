import { Readable } from 'node:stream';
import { repositoryName } from '../../model/bundle/image-reference.ts';
import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Repository } from '../../ports/image-registry.ts';
import type { PushedBlob, RegistryWriter } from '../../ports/registry-writer.ts';
import type { AccessList } from './access-list.ts';
import type { HttpRequest, HttpResponse } from './http-client.ts';
import { manifestTypes } from './manifest-types.ts';
import { pushFailure } from './push-failure.ts';

const pieceBytes = 64 * 1024 * 1024;
/** Cuts in a row after which nothing new had arrived. */
const fruitlessCap = 4;

/** The push half of OCI distribution. */
export class RegistryPusher implements RegistryWriter {
  readonly #access: AccessList;
  readonly #clock: Clock;
  readonly #pieceBytes: number;

  constructor(access: AccessList, clock: Clock, options: { readonly pieceBytes?: number } = {}) {
    this.#access = access;
    this.#clock = clock;
    this.#pieceBytes = options.pieceBytes ?? pieceBytes;
  }

  async manifestDigest(repository: Repository, reference: string, signal?: AbortSignal): Promise<string | undefined> {
    const headers = { accept: manifestTypes };
    const answer = await this.#send(repository, 'HEAD', `manifests/${reference}`, { headers, accepts: [404], signal });
    await answer.drop();
    return answer.status === 404 ? undefined : answer.header('docker-content-digest');
  }

  async hasBlob(repository: Repository, digest: string, signal?: AbortSignal): Promise<boolean> {
    const answer = await this.#send(repository, 'HEAD', `blobs/${digest}`, { accepts: [404], signal });
    await answer.drop();
    return answer.status !== 404;
  }

  async mount(repository: Repository, digest: string, from: string, signal?: AbortSignal): Promise<boolean> {
    const path = `blobs/uploads/?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}`;
    const answer = await this.#send(repository, 'POST', path, { ...empty, signal, alsoFrom: from });
    await answer.drop();
    return answer.status === 201;
  }

  async upload(
    repository: Repository,
    blob: PushedBlob,
    onSent: (bytes: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const opened = await this.#send(repository, 'POST', 'blobs/uploads/', { ...empty, signal });
    let location = this.#locationOf(repository, opened);
    await opened.drop();
    let offset = 0;
    for (let fruitless = 0; ; ) {
      const length = Math.min(this.#pieceBytes, blob.sizeBytes - offset);
      const isLast = offset + length === blob.sizeBytes;
      const url = new URL(location);
      if (isLast) url.searchParams.set('digest', blob.digest);
      try {
        const answer = await this.#send(repository, isLast ? 'PUT' : 'PATCH', url, {
          headers: {
            'content-type': 'application/octet-stream',
            'content-length': String(length),
            ...(isLast && offset === 0 ? {} : { 'content-range': `${offset}-${offset + length - 1}` }),
          },
          body: () => piece(blob, offset, length, onSent),
          signal,
          isOnce: true,
          accepts: [404],
        });
        if (answer.status === 404) {
          // restarted meanwhile, it knows no upload of before
          await answer.drop();
          fruitless += 1;
          const target = repositoryName(repository);
          if (fruitless >= fruitlessCap)
            throw new FerrymanError('PUSH_E0004', { target, detail: 'it forgets its uploads' });
          ({ location, offset } = await this.#resume(repository, location, signal));
          continue;
        }
        if (!isLast) location = this.#locationOf(repository, answer);
        await answer.drop();
        if (isLast) return;
        offset += length;
        fruitless = 0;
      } catch (error) {
        signal?.throwIfAborted();
        if (!isFerrymanError(error, 'PUSH_E0003')) throw error;
        fruitless += 1;
        if (fruitless >= fruitlessCap) throw error;
        await this.#clock.wait(500 * 2 ** fruitless, signal);
        // a last piece may have arrived though its answer did not
        if (await this.hasBlob(repository, blob.digest, signal)) return;
        const found = await this.#resume(repository, location, signal);
        if (found.offset > offset) fruitless = 0;
        ({ location, offset } = found);
      }
    }
  }

  async putManifest(
    repository: Repository,
    reference: string,
    { mediaType, bytes }: { readonly mediaType: string; readonly bytes: Uint8Array },
    signal?: AbortSignal,
  ): Promise<boolean> {
    const headers = { 'content-type': mediaType, 'content-length': String(bytes.length) };
    try {
      const answer = await this.#send(repository, 'PUT', `manifests/${reference}`, {
        headers,
        body: () => bytes,
        signal,
      });
      await answer.drop();
      return true;
    } catch (error) {
      const said = isFerrymanError(error, 'PUSH_E0004') ? String(error.parameters.detail) : '';
      if (/MANIFEST_(BLOB_)?UNKNOWN|MANIFEST_INVALID/.test(said)) return false;
      throw error;
    }
  }

  /** Where an upload stands; one the registry forgot or has nothing of begins anew. */
  async #resume(repository: Repository, location: string, signal: AbortSignal | undefined) {
    const answer = await this.#send(repository, 'GET', new URL(location), { accepts: [404], signal });
    await answer.drop();
    const end = /^(?:bytes=)?0-(\d+)$/.exec(answer.header('range') ?? '')?.[1];
    // registries say 0-0 of an empty upload as of one with a single byte: such a one is begun anew, too
    if (answer.status !== 404 && end !== undefined && end !== '0') {
      return { location: this.#locationOf(repository, answer, location), offset: Number(end) + 1 };
    }
    const opened = await this.#send(repository, 'POST', 'blobs/uploads/', { ...empty, signal });
    await opened.drop();
    return { location: this.#locationOf(repository, opened), offset: 0 };
  }

  #locationOf(repository: Repository, answer: HttpResponse, fallback?: string): string {
    const given = answer.header('location') ?? fallback;
    const base = this.#access.registryUrl(repository.registry, '');
    const url = given !== undefined && URL.canParse(given, base) ? new URL(given, base) : undefined;
    // an upload goes to the registry itself; one that sends us elsewhere would get our sign-in there
    if (url === undefined || url.host !== base.host) {
      throw new FerrymanError('PUSH_E0004', { target: repositoryName(repository), detail: 'no place to upload to' });
    }
    url.protocol = base.protocol;
    return url.href;
  }

  async #send(
    repository: Repository,
    method: HttpRequest['method'],
    path: string | URL,
    {
      alsoFrom,
      isOnce = false,
      ...rest
    }: Pick<HttpRequest, 'headers' | 'body' | 'accepts' | 'signal'> & { alsoFrom?: string; isOnce?: boolean },
  ): Promise<HttpResponse> {
    const { registry, repository: name } = repository;
    const url = typeof path === 'string' ? this.#access.registryUrl(registry, `${name}/${path}`) : path;
    const other = alsoFrom === undefined ? '' : ` repository:${alsoFrom}:pull`;
    const source = repositoryName(repository);
    try {
      return await this.#access
        .authorization(registry)
        .send({ method, url, source, isOnce, ...rest }, `repository:${name}:pull,push${other}`);
    } catch (error) {
      throw pushFailure(error);
    }
  }
}

const empty = { headers: { 'content-length': '0' }, body: () => new Uint8Array() };

/** One piece of a blob as a stream that counts what goes out. */
function piece(blob: PushedBlob, offset: number, length: number, onSent: (bytes: number) => void): Readable {
  const content = async function* () {
    let left = length;
    for await (const chunk of blob.read(offset)) {
      const part = (chunk as Buffer).subarray(0, left);
      left -= part.length;
      onSent(part.length);
      yield part;
      if (left === 0) return;
    }
  };
  return Readable.from(content(), { objectMode: false });
}
