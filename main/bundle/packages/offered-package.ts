import type { BlobSource, Evidence } from '../../model/bundle/lock.ts';
import type { OsPackage } from '../../model/packages/os-package.ts';

/** Where a package's file can be had, and why its digest is believed. */
export interface PackageDownload {
  readonly fileName: string;
  /** 64 small hex digits. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly sources: readonly BlobSource[];
  readonly evidence: readonly Evidence[];
}

export interface OfferedPackage extends OsPackage {
  /** Throws an Error for a package without digest, or with a path that leads out of its repository. */
  download(): PackageDownload;
}

/** A path inside a repository, and nothing that leads elsewhere. */
export function isInnerPath(path: string): boolean {
  return /^[A-Za-z0-9._+~:%^@=, -]+(\/[A-Za-z0-9._+~:%^@=, -]+)*$/.test(path) && !/(^|\/)\.{1,2}(\/|$)/.test(path);
}

/** The address of a path below a repository's. */
export function addressBelow(url: string, path: string): string {
  return `${url.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
