import { createHash } from 'node:crypto';
import { cpSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Product } from './product.ts';

interface Descriptor {
  digest: string;
  size: number;
  annotations?: Record<string, string>;
}
interface Manifest {
  config: Descriptor;
  layers: Descriptor[];
}

/** A signed bundle with one image of the lab's under another tag and with one layer more. */
export async function bundleWithOneLayerMore(product: Product, specFile: string, name: string): Promise<string> {
  const layout = join(dirname(specFile), 'images');
  const folder = join(product.folder, 'changed');
  mkdirSync(join(folder, 'images/blobs/sha256'), { recursive: true });
  cpSync(join(layout, 'oci-layout'), join(folder, 'images/oci-layout'));
  const path = (root: string, digest: string) => join(root, 'blobs/sha256', digest.replace('sha256:', ''));
  const read = <T>(digest: string) => JSON.parse(readFileSync(path(layout, digest), 'utf8')) as T;
  const put = (bytes: Buffer) => {
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    writeFileSync(path(join(folder, 'images'), digest), bytes);
    return { digest, size: bytes.length };
  };
  const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as { manifests: Descriptor[] };
  const found = index.manifests.find(({ annotations = {} }) => Object.values(annotations).includes(name));
  if (found === undefined) throw new Error(`the lab makes no image ${name}`);
  const manifest = read<Manifest>(found.digest);
  for (const { digest } of manifest.layers) linkSync(path(layout, digest), path(join(folder, 'images'), digest));
  const archive = Buffer.alloc(1024);
  const config = read<{ rootfs: { diff_ids: string[] } }>(manifest.config.digest);
  config.rootfs.diff_ids.push(`sha256:${createHash('sha256').update(archive).digest('hex')}`);
  const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';
  const layer = { mediaType: layerType, ...put(gzipSync(archive)) };
  const changed = {
    ...manifest,
    config: { ...manifest.config, ...put(Buffer.from(JSON.stringify(config))) },
    layers: [...manifest.layers, layer],
  };
  const written = put(Buffer.from(JSON.stringify(changed)));
  const annotations = Object.fromEntries(
    Object.entries(found.annotations ?? {}).map(([key, value]) => [
      key,
      value.includes('/') ? `${name}-changed` : value,
    ]),
  );
  writeFileSync(
    join(folder, 'images/index.json'),
    JSON.stringify({ ...index, manifests: [{ ...found, ...written, annotations }] }),
  );
  const spec = `apiVersion: ferryman/v1
kind: BundleSpec
name: changed
version: "2"
platforms: [linux/amd64]
images: [{layout: ./images}]
`;
  product.write('changed/spec.yaml', spec);
  await product.run([
    'bundle',
    'build',
    'changed/spec.yaml',
    '--out',
    'changed-bundle',
    '--waive',
    'one changed layer',
    '--by',
    'lab',
  ]);
  return 'changed-bundle';
}
