import type { z } from 'zod';
import type { BundleBlob, ImageItem } from '../model/bundle/manifest.ts';
import { sha256Hex } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { ImageLayout, ImageReader } from './image-layout.ts';
import {
  type Descriptor,
  ImageConfig,
  ImageIndex,
  ImageManifest,
  imageNameOf,
  isIndex,
  isManifest,
  licenceLabelOf,
  platformOf,
} from './oci.ts';
import { blobPath } from './paths.ts';
import { printable } from './printable.ts';

/**
 * The images of a layout that fit one of the platforms, with every blob's digest and size; no layer is read yet.
 * Rejects with an Error that names the image, or with BUNDLE_E0004 when a manifest or config is damaged.
 */
export async function readImages(layout: ImageLayout, platforms: readonly string[]): Promise<ImageItem[]> {
  const bytes = await layout.index();
  if (bytes === undefined) throw new Error('it holds no index.json');
  const images: ImageItem[] = [];
  for (const descriptor of parse(ImageIndex, bytes, 'index.json').manifests) {
    const name = imageNameOf(descriptor);
    if (name === undefined) {
      throw new Error(
        `image ${descriptor.digest} has no full name in io.containerd.image.name or org.opencontainers.image.ref.name`,
      );
    }
    images.push(...(await readImage(layout, name, descriptor, platforms)));
  }
  return images;
}

/** One image under its name, for each of the platforms it is there for; it must be there for one of them. */
export async function readImage(
  layout: ImageReader,
  name: string,
  descriptor: Descriptor,
  platforms: readonly string[],
): Promise<ImageItem[]> {
  const found = await readNamed(layout, name, descriptor, platforms);
  if (found.length === 0) throw new Error(`image ${name} is there for none of ${platforms.join(', ')}`);
  return found;
}

async function readNamed(
  layout: ImageReader,
  name: string,
  descriptor: Descriptor,
  platforms: readonly string[],
): Promise<ImageItem[]> {
  if (isManifest(descriptor)) {
    const image = await readPlatform(layout, name, descriptor, platforms);
    return image === undefined ? [] : [image];
  }
  if (!isIndex(descriptor))
    throw new Error(`image ${name} is of a kind we do not know: ${printable(descriptor.mediaType)}`);
  const index = parse(ImageIndex, await blob(layout, name, descriptor), `index of ${name}`);
  const images: ImageItem[] = [];
  for (const child of index.manifests) {
    // Attestations and platforms nobody asked for may be absent from the layout: they are passed over unread.
    if (!isManifest(child) || child.platform === undefined || !platforms.includes(platformOf(child.platform))) continue;
    const image = await readPlatform(layout, name, child, platforms);
    if (image !== undefined) images.push({ ...image, index: blobOf(descriptor) });
  }
  return images;
}

async function readPlatform(
  layout: ImageReader,
  name: string,
  descriptor: Descriptor,
  platforms: readonly string[],
): Promise<ImageItem | undefined> {
  const manifest = parse(ImageManifest, await blob(layout, name, descriptor), `manifest of ${name}`);
  const config = parse(ImageConfig, await blob(layout, name, manifest.config), `config of ${name}`);
  const platform = platformOf(config);
  const claimed = descriptor.platform === undefined ? platform : platformOf(descriptor.platform);
  if (claimed !== platform) throw new Error(`image ${name} calls itself ${claimed}, but its config says ${platform}`);
  if (!platforms.includes(platform)) return undefined;
  const blobs = [descriptor, manifest.config, ...manifest.layers].map(blobOf);
  // A layer may be used twice in one image; it is one blob.
  const unique = [...new Map(blobs.map((one) => [one.digest, one])).values()];
  for (const { digest, sizeBytes, mediaType } of unique) {
    const size = await layout.sizeOf({ digest, mediaType });
    if (size === undefined) throw new Error(`image ${name}: blob ${digest} is missing`);
    if (size !== sizeBytes) throw new Error(`image ${name}: blob ${digest} has ${size} bytes instead of ${sizeBytes}`);
  }
  const sizeBytes = unique.reduce((sum, one) => sum + one.sizeBytes, 0);
  const licence = licenceLabelOf(config);
  return {
    type: 'image',
    name,
    platform,
    digest: descriptor.digest,
    sizeBytes,
    blobs: unique,
    ...(licence === undefined ? {} : { licence }),
  };
}

async function blob(layout: ImageReader, name: string, { digest, mediaType }: Descriptor): Promise<Uint8Array> {
  const bytes = await layout.document({ digest, mediaType });
  if (bytes === undefined) throw new Error(`image ${name}: blob ${digest} is missing`);
  const actual = `sha256:${sha256Hex(bytes)}`;
  if (actual !== digest) throw new FerrymanError('BUNDLE_E0004', { file: blobPath(digest), expected: digest, actual });
  return bytes;
}

function blobOf({ digest, size, mediaType }: Descriptor): BundleBlob {
  return { digest, sizeBytes: size, mediaType };
}

function parse<Schema extends z.ZodType>(schema: Schema, bytes: Uint8Array, what: string): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw new Error(`the ${what} is not valid`);
  }
}
