import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundle } from '../../main/bundle/build.ts';
import { createKey, loadKey } from '../../main/bundle/keys.ts';
import { ociLayout, put, unproven } from './fixture.ts';

const createdAt = '2026-11-21T08:00:00Z';
const passphrase = 'horse battery staple';

/** A signed bundle `web 1.0` of an OCI layout in a folder that is FERRYMAN_HOME as well; answers where it lies. */
export async function layoutBundle(folder: string, images: Parameters<typeof ociLayout>[0]): Promise<string> {
  const keys = join(folder, 'keys');
  await createKey(keys, { name: 'office', use: 'release', passphrase, createdAt });
  for (const [path, content] of ociLayout(images)) await put(join(folder, 'layout', path), content);
  const specFile = join(folder, 'web.yaml');
  const head = 'apiVersion: ferryman/v1\nkind: BundleSpec\nname: web\nversion: "1.0"\n';
  writeFileSync(specFile, `${head}platforms: [linux/amd64]\nimages: [{layout: ./layout}]\n`);
  const outputDirectory = join(folder, 'out');
  const signingKey = await loadKey(keys, 'office', passphrase);
  await buildBundle({ specFile, outputDirectory, signingKey, createdAt, closure: unproven });
  return outputDirectory;
}
