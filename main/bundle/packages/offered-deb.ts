import type { Evidence } from '../../model/bundle/lock.ts';
import type { Stanza } from '../../model/packages/control-stanzas.ts';
import { DebianPackage, packageFields } from '../../model/packages/debian-package.ts';
import { addressBelow, isInnerPath, type OfferedPackage, type PackageDownload } from './offered-package.ts';

/** What is asked of a paragraph of Packages. */
export const offeredFields: ReadonlySet<string> = new Set([...packageFields, 'filename', 'size', 'sha256']);

/** The index a package was found in. */
export interface DebIndex {
  /** The repository's address, then those of its mirrors. */
  readonly urls: readonly string[];
  readonly evidence: Evidence;
}

/** A package of a Debian repository. */
export class OfferedDeb extends DebianPackage implements OfferedPackage {
  readonly #stanza: Stanza;
  readonly #index: DebIndex;

  /** As `DebianPackage`. */
  constructor(stanza: Stanza, architecture: string, index: DebIndex) {
    super(stanza, architecture);
    this.#stanza = stanza;
    this.#index = index;
  }

  download(): PackageDownload {
    const path = (this.#stanza.get('filename') ?? '').replace(/^\.\//, '');
    const sha256 = this.#stanza.get('sha256') ?? '';
    const size = this.#stanza.get('size') ?? '';
    if (!isInnerPath(path)) throw new Error(`${this.name}: its Filename is no path of the repository`);
    if (!/^[0-9a-f]{64}$/.test(sha256) || !/^\d{1,15}$/.test(size)) {
      throw new Error(`${this.name}: the index has no SHA256 or Size of it`);
    }
    return {
      fileName: path.slice(path.lastIndexOf('/') + 1),
      sha256,
      sizeBytes: Number(size),
      sources: this.#index.urls.map((url) => ({ type: 'url', url: addressBelow(url, path) })),
      evidence: [this.#index.evidence],
    };
  }
}
