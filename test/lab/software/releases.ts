import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseRootPath } from '../base-root.ts';
import { LabError } from '../lab-error.ts';
import { cacheDir } from '../lab-paths.ts';

/** One Kubernetes version and what belongs to it; kubeadm's own list of images is checked against it at build time. */
export interface Release {
  readonly kubernetes: string;
  readonly etcd: string;
  readonly coredns: string;
  readonly pause: string;
}

export const releases: Readonly<Record<string, Release>> = {
  '1.34': { kubernetes: 'v1.34.4', etcd: 'v3.6.5', coredns: 'v1.12.1', pause: '3.10.1' },
  '1.36': { kubernetes: 'v1.36.3', etcd: 'v3.6.8', coredns: 'v1.14.2', pause: '3.10.2' },
};

/** The same for every release. */
export const common = {
  containerd: 'v2.4.2',
  runc: 'v1.5.2',
  cniPlugins: 'v1.9.1',
  flannel: 'v0.28.4',
  flannelCniPlugin: 'v1.9.1-flannel1',
  registry: 'v3.1.2',
} as const;

export const defaultRelease = '1.34';

export function release(name: string = defaultRelease): Release {
  const found = releases[name];
  if (!found)
    throw new LabError(
      `Kubernetes "${name}" is not built by the lab; it builds ${Object.keys(releases).join(' and ')}`,
    );
  return found;
}

/** Keyed by the version and by the recipes: a changed recipe puts the same programs together anew. */
export function bundleInputDir(of: Release): string {
  return join(cacheDir, `kubernetes-${of.kubernetes}-${recipesDigest()}`);
}

function recipesDigest(): string {
  const digest = createHash('sha256').update(baseRootPath());
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8', withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  for (const path of paths.sort()) digest.update(readFileSync(path));
  return digest.digest('hex').slice(0, 12);
}

export function specPath(of: Release): string {
  return join(bundleInputDir(of), 'spec.yaml');
}
