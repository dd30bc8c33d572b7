import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ociLayout } from '../../bundle/fixture.ts';
import type { Product } from './product.ts';

/** A signed bundle with an image of two platforms, of which it carries one. */
export async function bundleWithPartialIndex(product: Product): Promise<string> {
  const layout = ociLayout([{ name: 'quay.io/partial/app:1', architectures: ['amd64', 'arm64'], layer: 'partial' }]);
  for (const [path, content] of layout) {
    const file = join(product.folder, 'partial/images', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  product.write(
    'partial/spec.yaml',
    'apiVersion: ferryman/v1\nkind: BundleSpec\nname: partial\nversion: "1"\nplatforms: [linux/amd64]\nimages: [{layout: ./images}]\n',
  );
  await product.run([
    'bundle',
    'build',
    'partial/spec.yaml',
    '--out',
    'partial-bundle',
    '--waive',
    'a part of one image',
    '--by',
    'lab',
  ]);
  return 'partial-bundle';
}
