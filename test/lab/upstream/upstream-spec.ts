import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { fileNames } from '../software/bundle-spec.ts';
import type { Upstream } from './upstream.ts';

interface LabSpec {
  readonly files: readonly { readonly id: string; readonly kind: string; readonly path: string }[];
}

const wanted = ['conntrack', 'socat', 'ebtables', 'ethtool', 'ipset', 'chrony'];

/**
 * What the lab's spec names, from where a connected machine gets it: images by reference from the registry, programs from
 * their addresses with the digests upstream publishes, archives from the builder's disk, OS packages by name.
 */
export function upstreamSpec(labSpecFile: string, images: readonly string[], { registry, mirror }: Upstream): string {
  const folder = dirname(labSpecFile);
  const { files, ...rest } = parse(readFileSync(labSpecFile, 'utf8')) as LabSpec;
  const debian = join(folder, fileNames.debian, 'mirror');
  return stringify({
    ...rest,
    name: 'lab-upstream',
    registries: [{ host: registry, plainHttp: true }],
    images: images.map((reference) => ({ reference, sources: [`${registry}/${reference}`] })),
    files: files.map(({ path, ...file }) => {
      const here = join(folder, path);
      if (file.kind !== 'binary') return { ...file, path: here };
      const sha256 = createHash('sha256').update(readFileSync(here)).digest('hex');
      return { ...file, url: `${mirror}/${path.replace('./', '')}`, sha256 };
    }),
    packages: [
      {
        distribution: 'debian-12',
        platform: 'linux/amd64',
        names: wanted,
        repositories: [
          {
            url: `${mirror}/${basename(fileNames.debian)}/mirror`,
            suite: 'bookworm',
            components: ['main'],
            keyring: join(debian, 'keyring.gpg'),
          },
        ],
        installed: [join(debian, 'status')],
      },
    ],
  });
}
