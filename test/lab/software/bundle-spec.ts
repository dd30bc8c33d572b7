import { common, type Release } from './releases.ts';

/** The bundle spec that `ferryman bundle build` reads; paths are relative to it. */
export function bundleSpec({ kubernetes }: Release): string {
  const file = (id: string, kind: string, version: string, platform: string, path: string): string =>
    `  - {id: ${id}, kind: ${kind}, version: ${version}, platform: ${platform}, path: ./${path}}`;
  const amd64 = 'linux/amd64';
  return [
    'apiVersion: ferryman/v1',
    'kind: BundleSpec',
    'name: lab-kubernetes',
    `version: ${kubernetes.slice(1)}-lab.1`,
    `platforms: [${amd64}]`,
    'images:',
    '  - {layout: ./images}',
    'files:',
    ...['kubeadm', 'kubelet', 'kubectl'].map((name) => file(name, 'binary', kubernetes, amd64, `bin/${name}`)),
    file('containerd', 'archive', common.containerd, amd64, fileNames.containerd),
    file('runc', 'binary', common.runc, amd64, fileNames.runc),
    file('cni-plugins', 'archive', common.cniPlugins, amd64, fileNames.cniPlugins),
    file('registry', 'binary', common.registry, amd64, fileNames.registry),
    file('flannel', 'manifest', common.flannel, 'any', fileNames.flannel),
    'packages:',
    `  - {distribution: debian-12, platform: ${amd64}, path: ./${fileNames.debian}/packages}`,
    '',
  ].join('\n');
}

/** As upstream's release files are called. */
export const fileNames = {
  containerd: `containerd-${common.containerd.slice(1)}-linux-amd64.tar.gz`,
  runc: 'runc.amd64',
  cniPlugins: `cni-plugins-linux-amd64-${common.cniPlugins}.tgz`,
  flannel: 'kube-flannel.yml',
  registry: 'bin/registry',
  /** A mirror as Debian has it, and its packages alone. */
  debian: 'debian-12',
} as const;
