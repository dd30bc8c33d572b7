import { stringify } from 'yaml';
import type { PlannedNode, SitePlan } from '../../model/plan/site-plan.ts';

const criSocket = 'unix:///run/containerd/containerd.sock';

/** Whether the plan carries the accepted deviation that lets the kubelet run on cgroup v1 from 1.35 on. */
function allowsCgroupV1(plan: SitePlan): boolean {
  return plan.deviations.some(({ id, acceptance }) => id === 'cgroup-v1' && acceptance !== null);
}

/** kubeadm's own checks that the plan answers for; never `all`. */
export function ignoredPreflight(plan: SitePlan): string[] {
  return [...(allowsCgroupV1(plan) ? ['SystemVerification'] : []), ...(plan.changes.swap === 'keep' ? ['Swap'] : [])];
}

/** The documents of `kubeadm init --config` (v1beta4). The bootstrap token it makes ends after five minutes: joins bring their own. */
export function initConfig(plan: SitePlan, node: PlannedNode): string {
  const { release, network, changes } = plan;
  return documents([
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'InitConfiguration',
      bootstrapTokens: [{ ttl: '5m0s', usages: ['signing', 'authentication'] }],
      localAPIEndpoint: { advertiseAddress: node.address, bindPort: 6443 },
      nodeRegistration: {
        name: node.name,
        criSocket,
        imagePullPolicy: 'IfNotPresent',
        ...(plan.nodes.every(({ role }) => role === 'control-plane') ? { taints: [] } : {}),
      },
    },
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'ClusterConfiguration',
      kubernetesVersion: release.version,
      controlPlaneEndpoint: `${network.endpointAddress}:6443`,
      networking: { podSubnet: network.podCidr, serviceSubnet: network.serviceCidr },
    },
    {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      cgroupDriver: node.cgroupDriver,
      failSwapOn: changes.swap === 'turn-off',
      ...(allowsCgroupV1(plan) ? { failCgroupV1: false } : {}),
    },
    {
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      mode: 'iptables',
      // 0 leaves the machine's own conntrack limits alone: a node is changed only where somebody agreed to it
      conntrack: { maxPerCore: 0, min: 0 },
    },
  ]);
}

export interface JoinMaterial {
  readonly token: string;
  /** `sha256:<hex>` of the CA's public key. */
  readonly caCertHash: string;
  /** Only for a control plane. */
  readonly certificateKey?: string;
}

/** The document of `kubeadm join --config`. Holds secrets: it travels as a secret file only. */
export function joinConfig(
  node: Pick<PlannedNode, 'name' | 'address'>,
  apiServerEndpoint: string,
  { token, caCertHash, certificateKey }: JoinMaterial,
): string {
  return documents([
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'JoinConfiguration',
      discovery: { bootstrapToken: { apiServerEndpoint, token, caCertHashes: [caCertHash] } },
      nodeRegistration: { name: node.name, criSocket, imagePullPolicy: 'IfNotPresent' },
      ...(certificateKey === undefined
        ? {}
        : { controlPlane: { certificateKey, localAPIEndpoint: { advertiseAddress: node.address, bindPort: 6443 } } }),
    },
  ]);
}

/** For `kubeadm init phase upload-certs`: the version is named, or kubeadm would ask the internet for the newest. */
export function uploadCertificatesConfig(kubernetesVersion: string, certificateKey: string): string {
  return documents([
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'InitConfiguration',
      certificateKey,
      nodeRegistration: { criSocket },
    },
    { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', kubernetesVersion },
  ]);
}

function documents(parts: readonly unknown[]): string {
  return parts.map((part) => stringify(part)).join('---\n');
}
