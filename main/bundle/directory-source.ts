import { createReadStream, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { type BundleManifest, wholeFiles } from '../model/bundle/manifest.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { ArtifactSource } from '../ports/artifact-source.ts';
import { blobPath, localPath } from './paths.ts';
import { isMissingFile, systemReason } from './printable.ts';

const chunkBytes = 1024 * 1024;

/** The blobs of a bundle directory whose manifest is trusted; the receiver checks each digest. */
export class DirectorySource implements ArtifactSource {
  readonly manifestHash: string;
  readonly #directory: string;
  readonly #sizes: ReadonlyMap<string, number>;

  constructor(directory: string, manifest: BundleManifest, manifestHash: string) {
    this.manifestHash = manifestHash;
    this.#directory = directory;
    this.#sizes = new Map(
      wholeFiles(manifest)
        .filter(({ path }) => path.startsWith('blobs/'))
        .map(({ digest, sizeBytes }) => [digest, sizeBytes]),
    );
  }

  sizeOf(digest: string): number | undefined {
    return this.#sizes.get(digest);
  }

  /** Throws BUNDLE_E0005 when the blob is not there, BUNDLE_E0014 when the medium cannot be read. */
  read(digest: string, offset = 0): Readable {
    const path = this.#sizes.has(digest) ? blobPath(digest) : undefined;
    if (path === undefined) throw new FerrymanError('BUNDLE_E0005', { file: digest });
    try {
      // Opened here and now, so that a pulled-out disk is this error and not a stream's.
      const fd = openSync(localPath(this.#directory, path), 'r');
      return createReadStream('', { fd, start: offset, highWaterMark: chunkBytes });
    } catch (error) {
      if (isMissingFile(error)) throw new FerrymanError('BUNDLE_E0005', { file: path });
      throw new FerrymanError('BUNDLE_E0014', { file: path, detail: systemReason(error) }, { cause: error });
    }
  }
}
