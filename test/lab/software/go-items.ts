import type { GoItem } from './go-item.ts';
import { common, type Release } from './releases.ts';

const kubernetesPrograms = [
  'kubeadm',
  'kubelet',
  'kubectl',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
] as const;

/** Kubernetes itself and agnhost, the test program of the same module. */
export function kubernetesItem({ kubernetes }: Release): GoItem {
  const [, minor = '', patch = ''] = kubernetes.slice(1).split('.');
  const version = {
    gitVersion: kubernetes,
    gitMajor: '1',
    gitMinor: minor,
    gitTreeState: 'clean',
    gitCommit: 'lab',
    buildDate: '1970-01-01T00:00:00Z',
  };
  return {
    name: 'kubernetes',
    version: kubernetes,
    modules: [['k8s.io/kubernetes', kubernetes]],
    stagingVersion: `v0.${minor}.${patch}`,
    ldflags: Object.entries(version)
      .map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`)
      .join(' '),
    programs: {
      ...Object.fromEntries(kubernetesPrograms.map((name) => [name, `k8s.io/kubernetes/cmd/${name}`])),
      agnhost: 'k8s.io/kubernetes/test/images/agnhost',
    },
    keep: { 'agnhost.version': 'test/images/agnhost/VERSION' },
  };
}

export function etcdItem({ etcd }: Release): GoItem {
  return {
    name: 'etcd',
    version: etcd,
    modules: [
      ['go.etcd.io/etcd/server/v3', etcd],
      ['go.etcd.io/etcd/etcdctl/v3', etcd],
      ['go.etcd.io/etcd/etcdutl/v3', etcd],
    ],
    programs: {
      etcd: 'go.etcd.io/etcd/server/v3',
      etcdctl: 'go.etcd.io/etcd/etcdctl/v3',
      etcdutl: 'go.etcd.io/etcd/etcdutl/v3',
    },
  };
}

export function corednsItem({ coredns }: Release): GoItem {
  const module = 'github.com/coredns/coredns';
  return { name: 'coredns', version: coredns, modules: [[module, coredns]], programs: { coredns: module } };
}

const containerdModule = 'github.com/containerd/containerd/v2';

export const containerdItem: GoItem = {
  name: 'containerd',
  version: common.containerd,
  modules: [[containerdModule, common.containerd]],
  programs: Object.fromEntries(
    ['containerd', 'ctr', 'containerd-shim-runc-v2'].map((name) => [name, `${containerdModule}/cmd/${name}`]),
  ),
  tags: 'no_btrfs no_zfs no_devmapper',
  ldflags: `-X ${containerdModule}/version.Version=${common.containerd} -X ${containerdModule}/version.Revision=lab`,
};

/** With seccomp, because without it no pod starts; static, because it also runs inside containers' roots. */
export const runcItem: GoItem = {
  name: 'runc',
  version: common.runc,
  modules: [['github.com/opencontainers/runc', common.runc]],
  programs: { runc: 'github.com/opencontainers/runc' },
  cgo: true,
  tags: 'seccomp netgo osusergo',
  ldflags: '-linkmode external -extldflags -static',
};

const cniModule = 'github.com/containernetworking/plugins';
const cniPlugins = {
  ipam: ['dhcp', 'host-local', 'static'],
  main: ['bridge', 'dummy', 'host-device', 'ipvlan', 'loopback', 'macvlan', 'ptp', 'tap', 'vlan'],
  meta: ['bandwidth', 'firewall', 'portmap', 'sbr', 'tuning', 'vrf'],
} as const;

export const cniPluginsItem: GoItem = {
  name: 'cni-plugins',
  version: common.cniPlugins,
  modules: [[cniModule, common.cniPlugins]],
  programs: Object.fromEntries(
    Object.entries(cniPlugins).flatMap(([kind, names]) =>
      names.map((name) => [name, `${cniModule}/plugins/${kind}/${name}`]),
    ),
  ),
  ldflags: `-X ${cniModule}/pkg/utils/buildversion.BuildVersion=${common.cniPlugins}`,
};

const flannelModule = 'github.com/flannel-io/flannel';
const tencentCommon = 'github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common';

export const flannelItem: GoItem = {
  name: 'flannel',
  version: common.flannel,
  modules: [[flannelModule, common.flannel]],
  programs: { flanneld: flannelModule },
  cgo: true,
  ldflags: `-X ${flannelModule}/pkg/version.Version=${common.flannel} -extldflags -static`,
  // the version upstream asks for is not published
  replace: [[tencentCommon, `${tencentCommon} v1.1.0`]],
  keep: { 'kube-flannel.yml': 'Documentation/kube-flannel.yml' },
};

const distributionModule = 'github.com/distribution/distribution/v3';

export const registryItem: GoItem = {
  name: 'registry',
  version: common.registry,
  modules: [[distributionModule, common.registry]],
  programs: { registry: `${distributionModule}/cmd/registry` },
  ldflags: `-X ${distributionModule}/version.version=${common.registry}`,
};
