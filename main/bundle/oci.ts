import { z } from 'zod';
import { Digest } from '../model/bundle/digest.ts';
import { parseImageReference } from '../model/bundle/image-reference.ts';
import { printable } from './printable.ts';

/** The parts of the OCI image format (and Docker's equal one) a bundle rests on; other fields are left alone. */
export const Descriptor = z.object({
  mediaType: z.string(),
  digest: Digest,
  size: z.number().int().nonnegative(),
  platform: z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() }).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});
export type Descriptor = z.infer<typeof Descriptor>;

export const ImageIndex = z.object({ schemaVersion: z.literal(2), manifests: z.array(Descriptor).max(10_000) });

export const ImageManifest = z.object({
  schemaVersion: z.literal(2),
  config: Descriptor,
  layers: z.array(Descriptor).max(1_000),
});

export const ImageConfig = z.object({
  os: z.string(),
  architecture: z.string(),
  variant: z.string().optional(),
  config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

export const ociIndexType = 'application/vnd.oci.image.index.v1+json';
export const ociManifestType = 'application/vnd.oci.image.manifest.v1+json';

const indexTypes: readonly string[] = [ociIndexType, 'application/vnd.docker.distribution.manifest.list.v2+json'];
const manifestTypes: readonly string[] = [ociManifestType, 'application/vnd.docker.distribution.manifest.v2+json'];

export function isIndex(descriptor: Pick<Descriptor, 'mediaType'>): boolean {
  return indexTypes.includes(descriptor.mediaType);
}

export function isManifest(descriptor: Pick<Descriptor, 'mediaType'>): boolean {
  return manifestTypes.includes(descriptor.mediaType);
}

/** `os/architecture[/variant]`; arm64's only variant is left out, as everybody does. */
export function platformOf({ os, architecture, variant }: NonNullable<Descriptor['platform']>): string {
  const hasVariant = variant !== undefined && variant !== '' && !(architecture === 'arm64' && variant === 'v8');
  return hasVariant ? `${os}/${architecture}/${variant}` : `${os}/${architecture}`;
}

/** The upstream reference a layout gives an image, undefined when it has none or only a tag. */
export function imageNameOf({ annotations = {} }: Descriptor): string | undefined {
  const candidates = [annotations['io.containerd.image.name'], annotations['org.opencontainers.image.ref.name']];
  return candidates.find((name) => name !== undefined && isFullName(name));
}

/** A layout may name an image without tag or digest; what it is then called is its own affair. */
function isFullName(name: string): boolean {
  return parseImageReference(name) !== undefined || parseImageReference(`${name}:untagged`) !== undefined;
}

/** What an image says of its own licence, cut to what a list can hold; undefined where it says nothing. */
export function licenceLabelOf({ config }: z.infer<typeof ImageConfig>): string | undefined {
  const label = config?.Labels?.['org.opencontainers.image.licenses']?.trim();
  return label === undefined || label === '' ? undefined : printable(label).slice(0, 200);
}
