import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../lab-error.ts';
import { run } from '../run-command.ts';
import { itemDir } from './go-item.ts';
import { corednsItem, etcdItem, flannelItem, kubernetesItem } from './go-items.ts';
import { localProgramsDir } from './local-programs.ts';
import type { ImageSpec } from './oci-layout.ts';
import { common, type Release } from './releases.ts';

/** The images of a release under upstream's names, put together from what the lab has built. */
export async function imagesOf(release: Release, iptablesRoot: string): Promise<ImageSpec[]> {
  const kubernetes = itemDir(kubernetesItem(release));
  const etcd = itemDir(etcdItem(release));
  const local = localProgramsDir();
  const base = [[iptablesRoot, '/']] as const;
  const program = (dir: string, name: string) => [[join(dir, name), `/usr/local/bin/${name}`]] as const;
  const component = (name: string, onBase = false): ImageSpec => ({
    name: `registry.k8s.io/${name}:${release.kubernetes}`,
    layers: [...(onBase ? [base] : []), program(kubernetes, name)],
    entrypoint: [`/usr/local/bin/${name}`],
  });
  const agnhostTag = readFileSync(join(kubernetes, 'agnhost.version'), 'utf8').trim();

  const images: ImageSpec[] = [
    component('kube-apiserver'),
    component('kube-controller-manager'),
    component('kube-scheduler'),
    component('kube-proxy', true),
    {
      name: `registry.k8s.io/etcd:${release.etcd.slice(1)}-0`,
      layers: [['etcd', 'etcdctl', 'etcdutl'].flatMap((name) => program(etcd, name))],
      entrypoint: ['/usr/local/bin/etcd'],
    },
    {
      name: `registry.k8s.io/coredns/coredns:${release.coredns}`,
      layers: [[[join(itemDir(corednsItem(release)), 'coredns'), '/coredns']]],
      entrypoint: ['/coredns'],
    },
    {
      name: `registry.k8s.io/pause:${release.pause}`,
      layers: [[[join(local, 'pause'), '/pause']]],
      entrypoint: ['/pause'],
    },
    {
      name: `ghcr.io/flannel-io/flannel:${common.flannel}`,
      layers: [base, [[join(itemDir(flannelItem), 'flanneld'), '/opt/bin/flanneld']]],
      entrypoint: ['/opt/bin/flanneld'],
    },
    {
      name: `ghcr.io/flannel-io/flannel-cni-plugin:${common.flannelCniPlugin}`,
      layers: [base, [[join(local, 'flannel'), '/flannel']]],
      entrypoint: ['/flannel'],
    },
    {
      name: `registry.k8s.io/e2e-test-images/agnhost:${agnhostTag}`,
      layers: [[[join(kubernetes, 'agnhost'), '/agnhost']]],
      entrypoint: ['/agnhost'],
      command: ['pause'],
    },
  ];
  await assertKubeadmAgrees(join(kubernetes, 'kubeadm'), release, images);
  return images;
}

async function assertKubeadmAgrees(kubeadm: string, release: Release, images: readonly ImageSpec[]): Promise<void> {
  const listed = await run(kubeadm, ['config', 'images', 'list', '--kubernetes-version', release.kubernetes]);
  const names = new Set(images.map((image) => image.name));
  const missing = listed
    .trim()
    .split('\n')
    .filter((name) => !names.has(name));
  if (missing.length > 0)
    throw new LabError(`kubeadm ${release.kubernetes} wants images the lab does not make: ${missing.join(', ')}`);
}
