import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const types = {
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
};

/**
 * An OCI layout with one image for each name. A manifest is each one's own; layer and configuration are the same, for
 * nothing runs in them and every blob is another file to send.
 */
export async function writeImages(folder: string, names: readonly string[], architecture: string): Promise<void> {
  await mkdir(join(folder, 'blobs/sha256'), { recursive: true });
  const put = async (mediaType: string, content: Buffer): Promise<Descriptor> => {
    const digest = createHash('sha256').update(content).digest('hex');
    await writeFile(join(folder, 'blobs/sha256', digest), content);
    return { mediaType, digest: `sha256:${digest}`, size: content.length };
  };
  const document = (mediaType: string, value: unknown) => put(mediaType, Buffer.from(JSON.stringify(value)));
  const emptyTar = Buffer.alloc(1024);
  const layer = await put(types.layer, gzipSync(emptyTar));
  const diffId = `sha256:${createHash('sha256').update(emptyTar).digest('hex')}`;
  const config = await document(types.config, {
    architecture,
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [diffId] },
  });
  const manifests: unknown[] = [];
  for (const name of names) {
    const annotations = { 'io.ferryman.practice': name };
    const manifest = { schemaVersion: 2, mediaType: types.manifest, config, layers: [layer], annotations };
    manifests.push({
      ...(await document(types.manifest, manifest)),
      annotations: { 'io.containerd.image.name': name },
      platform: { architecture, os: 'linux' },
    });
  }
  await writeFile(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await writeFile(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, mediaType: types.index, manifests }));
}
