import { createHash } from 'node:crypto';
import { repositoryName } from '../../model/bundle/image-reference.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { FetchedManifest, ImageRegistry, OpenedContent, Repository } from '../../ports/image-registry.ts';
import type { AccessList } from './access-list.ts';
import type { HttpResponse } from './http-client.ts';
import { manifestTypes } from './manifest-types.ts';
import { openContent, rangeFrom } from './open-content.ts';

const manifestCapBytes = 4 * 1024 * 1024;
const documentCapBytes = 8 * 1024 * 1024;

/** The pull half of OCI distribution. No kept-up npm client streams blobs, goes on mid-blob or takes a CA a host. */
export class RegistryClient implements ImageRegistry {
  readonly #access: AccessList;

  constructor(access: AccessList) {
    this.#access = access;
  }

  manifest(repository: Repository, reference: string, signal?: AbortSignal): Promise<FetchedManifest> {
    return this.#access.whole(signal, () => this.#fetchManifest(repository, reference, signal));
  }

  async #fetchManifest(repository: Repository, reference: string, signal?: AbortSignal): Promise<FetchedManifest> {
    const source = sourceOf(repository, reference);
    const response = await this.#get(
      'GET',
      repository,
      `manifests/${reference}`,
      { accept: manifestTypes },
      source,
      signal,
    );
    const mediaType = (response.header('content-type') ?? '').replace(/;.*/s, '').trim();
    const named = response.header('docker-content-digest');
    const bytes = await response.bytes(manifestCapBytes);
    const digest = digestOf(bytes);
    const expected = reference.startsWith('sha256:') ? reference : named;
    if (expected?.startsWith('sha256:') && expected !== digest) {
      throw new FerrymanError('SOURCE_E0005', { source, detail: `${digest} came instead of ${expected}` });
    }
    return { mediaType, digest, bytes };
  }

  document(repository: Repository, digest: string, signal?: AbortSignal): Promise<Uint8Array> {
    const source = sourceOf(repository, digest);
    return this.#access.whole(signal, async () => {
      const response = await this.#get('GET', repository, `blobs/${digest}`, rangeFrom(0), source, signal);
      const bytes = await response.bytes(documentCapBytes);
      const actual = digestOf(bytes);
      if (actual !== digest) throw new FerrymanError('SOURCE_E0005', { source, detail: `${actual} came instead` });
      return bytes;
    });
  }

  async sizeOf(repository: Repository, digest: string, signal?: AbortSignal): Promise<number> {
    const source = sourceOf(repository, digest);
    const response = await this.#get('HEAD', repository, `blobs/${digest}`, rangeFrom(0), source, signal);
    await response.drop();
    const size = response.header('content-length');
    if (size === undefined || !/^\d{1,15}$/.test(size)) {
      throw new FerrymanError('SOURCE_E0005', { source, detail: 'no size' });
    }
    return Number(size);
  }

  async read(
    repository: Repository,
    digest: string,
    as: 'manifest' | 'blob',
    offset: number,
    signal?: AbortSignal,
  ): Promise<OpenedContent> {
    const source = sourceOf(repository, digest);
    const headers = as === 'manifest' ? { accept: manifestTypes, ...rangeFrom(offset) } : rangeFrom(offset);
    const response = await this.#get('GET', repository, `${as}s/${digest}`, headers, source, signal);
    return await openContent(response, offset, source);
  }

  async #get(
    method: 'GET' | 'HEAD',
    repository: Repository,
    path: string,
    headers: Record<string, string>,
    source: string,
    signal: AbortSignal | undefined,
  ): Promise<HttpResponse> {
    const url = this.#access.registryUrl(repository.registry, `${repository.repository}/${path}`);
    const scope = `repository:${repository.repository}:pull`;
    return await this.#access.authorization(repository.registry).send({ method, url, source, headers, signal }, scope);
  }
}

function sourceOf(repository: Repository, reference: string): string {
  return `${repositoryName(repository)}${reference.startsWith('sha256:') ? '@' : ':'}${reference}`;
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
