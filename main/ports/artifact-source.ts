import type { Readable } from 'node:stream';

/** An opened, verified bundle's content by digest. */
export interface ArtifactSource {
  /** SHA-256 of the manifest, the bundle's one name. */
  readonly manifestHash: string;
  /** Size in bytes; undefined when the bundle does not hold that digest (`sha256:<hex>`). */
  sizeOf(digest: string): number | undefined;
  /** Bytes from `offset` on. The receiver checks the digest. */
  read(digest: string, offset?: number): Readable;
}
