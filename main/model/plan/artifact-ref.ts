import { z } from 'zod';

/** What a plan asks a bundle for, by name; the frozen operation plan carries the digests found. */
export const ArtifactRef = z.discriminatedUnion('type', [
  /** `name` is the full upstream reference, such as registry.k8s.io/pause:3.10.1. */
  z.object({ type: z.literal('image'), name: z.string(), platform: z.string() }),
  /** A binary, archive or manifest by id and version, such as kubelet v1.34.4. */
  z.object({ type: z.literal('file'), id: z.string(), version: z.string(), platform: z.string() }),
  /** An OS package by name, for a distribution such as debian-12 or rocky-9. */
  z.object({ type: z.literal('package'), name: z.string(), distribution: z.string(), platform: z.string() }),
]);
export type ArtifactRef = z.infer<typeof ArtifactRef>;

/** One line that names the artifact to a person. */
export function artifactLabel(ref: ArtifactRef): string {
  switch (ref.type) {
    case 'image':
      return `image ${ref.name} (${ref.platform})`;
    case 'file':
      return `${ref.id} ${ref.version} (${ref.platform})`;
    case 'package':
      return `package ${ref.name} (${ref.distribution}, ${ref.platform})`;
  }
}

/** An artifact as a bundle holds it: what the frozen operation plan carries and the nodes check. */
export const ResolvedArtifact = z.object({
  ref: ArtifactRef,
  /** `sha256:<hex>` of the file, or of the image's manifest. */
  digest: z.string(),
  sizeBytes: z.number(),
  /** For an image: manifest, config and layers; for anything else the one file. */
  blobs: z.array(z.object({ digest: z.string(), sizeBytes: z.number() })),
  /** As upstream named the file; empty for images. */
  fileName: z.string(),
});
export type ResolvedArtifact = z.infer<typeof ResolvedArtifact>;
