import type { Readable } from 'node:stream';
import type { Repository, SourceAccess } from './image-registry.ts';
import type { RegistryProjects } from './registry-projects.ts';
import type { RemoteHost } from './remote-host.ts';
import type { Secrets } from './secrets.ts';

export interface PushedBlob {
  readonly digest: string;
  readonly sizeBytes: number;
  /** Its bytes from an offset on; asked for again after a cut. */
  readonly read: (offset: number) => Readable;
}

/**
 * Pushes to a registry that speaks OCI distribution. Waits and asks again by itself where that can help.
 * PUSH_E0001 access refused · E0002 no room or over quota · E0003 unreachable · E0004 no usable answer · E0005 untrusted
 * certificate · the signal's reason.
 */
export interface RegistryWriter {
  /** What a tag or digest names there, by one HEAD; undefined when nothing. */
  manifestDigest(repository: Repository, reference: string, signal?: AbortSignal): Promise<string | undefined>;
  hasBlob(repository: Repository, digest: string, signal?: AbortSignal): Promise<boolean>;
  /** Takes a blob over from another repository of the registry; false when it must be sent after all. */
  mount(repository: Repository, digest: string, from: string, signal?: AbortSignal): Promise<boolean>;
  /** Sends a blob; a large one in pieces of 64 MiB, so that a cut costs one of them. `onSent` gets every byte that goes out. */
  upload(
    repository: Repository,
    blob: PushedBlob,
    onSent: (bytes: number) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** False when the registry refuses it because something it names is not there. */
  putManifest(
    repository: Repository,
    reference: string,
    manifest: { readonly mediaType: string; readonly bytes: Uint8Array },
    signal?: AbortSignal,
  ): Promise<boolean>;
}

/** What a push of a bundle's images did. */
export interface RegistryPush {
  /** Images that were there already, and those that were pushed. */
  readonly unchanged: readonly string[];
  readonly pushed: readonly string[];
  /** References whose registry takes no index with absent platforms: they name the platforms of the bundle alone. */
  readonly reduced: readonly string[];
  /** Projects the registry lacked. */
  readonly createdProjects: readonly string[];
  /** Bytes that went out as blobs, over all tries; blobs taken over from another repository of the registry. */
  readonly sentBytes: number;
  readonly sentBlobs: number;
  readonly mountedBlobs: number;
}

/** The way to a registry from this computer, through the proxy the environment names; close when done. */
export type RegistryPusherOpener = (
  access: SourceAccess,
  secrets: Secrets,
) => { readonly registry: RegistryWriter; readonly projects: RegistryProjects; close(): Promise<void> };

/** The way to a registry over the streams a machine of the site opens for us; close when done. */
export type SitePusherOpener = (
  access: SourceAccess,
  secrets: Secrets,
  forward: RemoteHost['forward'],
) => { readonly registry: RegistryWriter; close(): Promise<void> };
