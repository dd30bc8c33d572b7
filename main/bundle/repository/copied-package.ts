/** A package as it lies in the folder of a repository. */
export interface CopiedPackage {
  readonly path: string;
  /** What the bundle calls it, for messages. */
  readonly label: string;
  readonly name: string;
  readonly version: string;
  /** 64 small hex digits. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Writes the index of one repository beside its packages, and moves those to where the index says they are. */
export type IndexWriter = (
  folder: string,
  packages: readonly CopiedPackage[],
  about: { readonly origin: string; readonly label: string; readonly createdAt: string },
) => Promise<void>;
