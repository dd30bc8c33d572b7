import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Blob, type Layer, type LayerFiles, writeLayer } from './oci-layer.ts';

export interface ImageSpec {
  /** Upstream's full name and tag. */
  readonly name: string;
  readonly layers: readonly LayerFiles[];
  readonly entrypoint: readonly string[];
  readonly command?: readonly string[];
}

const platform = { architecture: 'amd64', os: 'linux' } as const;
const mediaType = (kind: string): string => `application/vnd.oci.image.${kind}`;

/** Writes an OCI image layout folder with every image; a layer used by several images is stored once. */
export async function writeOciLayout(dir: string, images: readonly ImageSpec[]): Promise<void> {
  const blobDir = join(dir, 'blobs', 'sha256');
  await mkdir(blobDir, { recursive: true });
  const layers = new Map<string, Layer>();
  const manifests = [];
  for (const image of images) {
    const own: Layer[] = [];
    for (const files of image.layers) {
      const key = JSON.stringify(files);
      const layer = layers.get(key) ?? (await writeLayer(blobDir, files));
      layers.set(key, layer);
      own.push(layer);
    }
    const manifest = await writeManifest(blobDir, image, own);
    manifests.push({
      mediaType: mediaType('manifest.v1+json'),
      ...manifest,
      platform,
      annotations: { 'io.containerd.image.name': image.name, 'org.opencontainers.image.ref.name': image.name },
    });
  }
  await writeFile(join(dir, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  await writeFile(
    join(dir, 'index.json'),
    JSON.stringify({ schemaVersion: 2, mediaType: mediaType('index.v1+json'), manifests }),
  );
}

async function writeManifest(blobDir: string, image: ImageSpec, layers: readonly Layer[]): Promise<Blob> {
  const config = await writeJson(blobDir, {
    ...platform,
    config: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      Entrypoint: image.entrypoint,
      ...(image.command ? { Cmd: image.command } : {}),
    },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
    history: layers.map(() => ({ created_by: 'lab' })),
  });
  return writeJson(blobDir, {
    schemaVersion: 2,
    mediaType: mediaType('manifest.v1+json'),
    config: { mediaType: mediaType('config.v1+json'), ...config },
    layers: layers.map(({ digest, size }) => ({ mediaType: mediaType('layer.v1.tar+gzip'), digest, size })),
  });
}

async function writeJson(blobDir: string, value: unknown): Promise<Blob> {
  const bytes = Buffer.from(JSON.stringify(value));
  const digest = createHash('sha256').update(bytes).digest('hex');
  await writeFile(join(blobDir, digest), bytes);
  return { digest: `sha256:${digest}`, size: bytes.length };
}
