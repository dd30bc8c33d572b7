import type { ImageRegistry, Repository } from '../ports/image-registry.ts';
import type { ImageReader, Named } from './image-layout.ts';
import { isIndex, isManifest } from './oci.ts';

/** A repository seen as a layout, to read what its images consist of: layers are only asked for their size. */
export function registryLayout(
  registry: ImageRegistry,
  repository: Repository,
  signal: AbortSignal | undefined,
): ImageReader {
  const read = new Map<string, Uint8Array>();
  const document = async (named: Named): Promise<Uint8Array> => {
    const { digest } = named;
    const known = read.get(digest);
    if (known !== undefined) return known;
    const bytes =
      isIndex(named) || isManifest(named)
        ? (await registry.manifest(repository, digest, signal)).bytes
        : await registry.document(repository, digest, signal);
    read.set(digest, bytes);
    return bytes;
  };
  return {
    document,
    sizeOf: async ({ digest }) => read.get(digest)?.length ?? (await registry.sizeOf(repository, digest, signal)),
  };
}
