/** How manifests name content. */
export interface Named {
  readonly digest: string;
  readonly mediaType: string;
}

/** An OCI image layout to read from, as a folder or as an archive. Digests are checked by whoever reads. */
export interface ImageLayout {
  /** Bytes of index.json, undefined when it is not there or larger than 8 MiB. */
  index(): Promise<Uint8Array | undefined>;
  /** Bytes of a manifest or config, undefined as above. */
  document(named: Named): Promise<Uint8Array | undefined>;
  /** Size of a blob in bytes, undefined when it is not there. */
  sizeOf(named: Named): Promise<number | undefined>;
  read(digest: string): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** The part that tells what an image consists of. */
export type ImageReader = Pick<ImageLayout, 'document' | 'sizeOf'>;
