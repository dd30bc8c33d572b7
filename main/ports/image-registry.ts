import type { ImageReference } from '../model/bundle/image-reference.ts';

export type Repository = Pick<ImageReference, 'registry' | 'repository'>;

/** How one registry or download host is reached; the spec names it, secrets by reference only. */
export interface SourceAccess {
  /** As references write it: harbor.corp:8443. */
  readonly host: string;
  /** Secret's name in `Secrets`; asked for when the host wants it, never before. */
  readonly credentials?: { readonly user: string; readonly secret: string } | undefined;
  /** PEM of further certificate authorities. */
  readonly ca?: string | undefined;
  /** http instead of https. */
  readonly isPlainHttp?: boolean | undefined;
}

export interface FetchedManifest {
  readonly mediaType: string;
  /** SHA-256 of `bytes`, `sha256:<hex>`. */
  readonly digest: string;
  /** At most 4 MiB. */
  readonly bytes: Uint8Array;
}

/** Content under way. Iterating it rejects with SOURCE_E0007 when the transfer is cut; its digest is checked by whoever reads. */
export interface OpenedContent {
  /** Where `content` begins: the offset asked for, or 0 where the source cannot go on in the middle. */
  readonly offset: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Pulls from registries that speak OCI distribution. Waits and asks again by itself where that can help (429, 5xx, a
 * dropped connection). SOURCE_E0001 access refused · E0002 not there · E0003 unreachable · E0004 too many requests ·
 * E0005 no usable answer · E0006 untrusted certificate · the signal's reason.
 */
export interface ImageRegistry {
  /** By tag or by digest; bytes that are not those of the digest asked for are SOURCE_E0005. */
  manifest(repository: Repository, reference: string, signal?: AbortSignal): Promise<FetchedManifest>;
  /** A small blob whole, such as an image's config: at most 8 MiB, its digest checked. */
  document(repository: Repository, digest: string, signal?: AbortSignal): Promise<Uint8Array>;
  /** Size of a blob in bytes, without fetching it. */
  sizeOf(repository: Repository, digest: string, signal?: AbortSignal): Promise<number>;
  read(
    repository: Repository,
    digest: string,
    as: 'manifest' | 'blob',
    offset: number,
    signal?: AbortSignal,
  ): Promise<OpenedContent>;
}
