import { createHash, X509Certificate } from 'node:crypto';
import { parseAllDocuments } from 'yaml';
import { kubeconfig } from '../cluster/kubeconfig.ts';
import type { PracticeCluster } from '../cluster/practice-cluster.ts';
import type { PracticeHost } from '../practice-host.ts';
import type { ProgramAnswer } from '../requests.ts';
import { heldImages } from './containerd.ts';
import { failed, type PracticeSite, type Program, parseArguments } from './program.ts';

type Document = Record<string, unknown>;

/** kubeadm: init, init phase upload-certs, join, reset, version. Leaves the files the real one leaves. */
export const kubeadm: Program = async ({ args }, host, site) => {
  const { words, options } = parseArguments(args, ['--config', '--cri-socket', '--certificate-key', '-o']);
  const documents = parseDocuments(host.read(options.get('--config') ?? '') ?? '');
  switch (words.join(' ')) {
    case 'version':
      return { code: 0, out: 'kubeadm version: practice\n' };
    case 'init':
      return await init(documents, host, site);
    case 'init phase upload-certs': {
      if (site.cluster === undefined) return failed('error execution phase upload-certs: there is no cluster here');
      site.cluster.uploadedCertificateKey = String(ofKind(documents, 'InitConfiguration').certificateKey ?? '');
      return { code: 0, out: '[upload-certs] Storing the certificates in Secret "kubeadm-certs"\n' };
    }
    case 'join':
      return await join(ofKind(documents, 'JoinConfiguration'), host, site);
    case 'reset':
      return await reset(host, site);
    default:
      return failed(`kubeadm: the practice site does not know "${args.join(' ')}"`);
  }
};

async function init(documents: readonly Document[], host: PracticeHost, site: PracticeSite): Promise<ProgramAnswer> {
  const cluster = ofKind(documents, 'ClusterConfiguration');
  const version = String(cluster.kubernetesVersion ?? '');
  const refusal = preflight(host, `kube-apiserver:${version}`);
  if (refusal !== undefined) return refusal;
  const networking = (cluster.networking ?? {}) as Record<string, string>;
  const settings = {
    version,
    endpoint: String(cluster.controlPlaneEndpoint ?? `${host.address}:6443`),
    podSubnet: networking.podSubnet ?? '10.244.0.0/16',
    serviceSubnet: networking.serviceSubnet ?? '10.96.0.0/12',
  };
  const made = site.startCluster(settings);
  const name = nodeName(ofKind(documents, 'InitConfiguration'), host);
  await writeControlPlane(host, made);
  await writeNode(host, made, name);
  made.join({ host: host.name, name, address: host.address, isControlPlane: true });
  return { code: 0, out: 'Your Kubernetes control-plane has initialized successfully!\n' };
}

async function join(config: Document, host: PracticeHost, site: PracticeSite): Promise<ProgramAnswer> {
  const refused = (reason: string) =>
    failed(`error execution phase preflight: couldn't validate the identity of the API Server: ${reason}`);
  const cluster = site.cluster;
  if (!cluster?.isServing) return refused('connection refused');
  const discovery = config.discovery as { bootstrapToken?: { token?: string; caCertHashes?: string[] } } | undefined;
  const { token = '', caCertHashes = [] } = discovery?.bootstrapToken ?? {};
  if (!isTokenValid(cluster, token))
    return refused(`could not find a JWS signature for token ID "${token.split('.')[0]}"`);
  if (!caCertHashes.includes(caHash(cluster))) return refused('cluster CA found does not match the public key pinning');
  const controlPlane = config.controlPlane as { certificateKey?: string } | undefined;
  if (controlPlane !== undefined && controlPlane.certificateKey !== cluster.uploadedCertificateKey) {
    return failed('error execution phase control-plane-prepare/download-certs: the certificate key is wrong');
  }
  const refusal = preflight(
    host,
    controlPlane === undefined ? 'kube-proxy:' : `kube-apiserver:${cluster.settings.version}`,
  );
  if (refusal !== undefined) return refusal;
  const name = nodeName(config, host);
  if (controlPlane !== undefined) await writeControlPlane(host, cluster);
  else await host.write('/etc/kubernetes/pki/ca.crt', cluster.ca.certificatePem, 0o644);
  await writeNode(host, cluster, name);
  cluster.join({ host: host.name, name, address: host.address, isControlPlane: controlPlane !== undefined });
  return { code: 0, out: 'This node has joined the cluster\n' };
}

async function reset(host: PracticeHost, site: PracticeSite): Promise<ProgramAnswer> {
  await host.stopUnit('kubelet.service');
  for (const path of ['/etc/kubernetes', '/var/lib/etcd', '/var/lib/kubelet']) await host.remove(path);
  site.cluster?.leave(host.name);
  return { code: 0, out: '[reset] Deleting contents of directories: [/etc/kubernetes/manifests /var/lib/kubelet]\n' };
}

/** What the real one would refuse: no runtime, no image (nothing can be pulled here), left-overs, no forwarding. */
function preflight(host: PracticeHost, image: string): ProgramAnswer | undefined {
  const problems = [
    ...(host.isUnitActive('containerd.service') ? [] : ['CRI: container runtime is not running']),
    ...(Object.keys(heldImages(host)).some((name) => name.includes(image))
      ? []
      : [`ImagePull: failed to pull image ${image}`]),
    ...(host.has('/etc/kubernetes/kubelet.conf') ? ['FileAvailable--etc-kubernetes-kubelet.conf: already exists'] : []),
    ...(host.read('/.practice/proc/net/ipv4/ip_forward')?.trim() === '1'
      ? []
      : ['FileContent--proc-sys-net-ipv4-ip_forward: not set to 1']),
  ];
  if (problems.length === 0) return undefined;
  return failed(
    ['[preflight] Some fatal errors occurred:', ...problems.map((problem) => `\t[ERROR ${problem}]`)].join('\n'),
  );
}

async function writeControlPlane(host: PracticeHost, cluster: PracticeCluster): Promise<void> {
  const pki = '/etc/kubernetes/pki';
  await host.write(`${pki}/ca.crt`, cluster.ca.certificatePem, 0o644);
  await host.write(`${pki}/ca.key`, cluster.ca.keyPem);
  const parts = ['apiserver', 'apiserver-kubelet-client', 'front-proxy-client', 'etcd/server', 'etcd/peer'];
  for (const part of parts) {
    const { keyPem, certificatePem } = cluster.server(part, [host.name, host.address]);
    await host.write(`${pki}/${part}.crt`, certificatePem, 0o644);
    await host.write(`${pki}/${part}.key`, keyPem);
  }
  for (const authority of ['front-proxy-ca', 'etcd/ca'])
    await host.write(`${pki}/${authority}.crt`, cluster.ca.certificatePem, 0o644);
  for (const part of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler']) {
    await host.write(`/etc/kubernetes/manifests/${part}.yaml`, `# practice static pod ${part}\n`);
  }
  await host.write('/etc/kubernetes/admin.conf', kubeconfig(cluster, 'kubernetes-admin', 'kubeadm:cluster-admins'));
  await host.write('/var/lib/etcd/member/snap/db', 'practice\n');
}

async function writeNode(host: PracticeHost, cluster: PracticeCluster, name: string): Promise<void> {
  await host.write('/var/lib/kubelet/config.yaml', 'kind: KubeletConfiguration\n', 0o644);
  await host.write('/var/lib/kubelet/kubeadm-flags.env', 'KUBELET_KUBEADM_ARGS=""\n', 0o644);
  const { keyPem, certificatePem } = cluster.client(`system:node:${name}`, 'system:nodes');
  await host.write('/var/lib/kubelet/pki/kubelet-client-current.pem', certificatePem + keyPem);
  await host.startUnit('kubelet.service');
  await host.write('/etc/kubernetes/kubelet.conf', kubeconfig(cluster, `system:node:${name}`, 'system:nodes'));
}

function isTokenValid({ store }: PracticeCluster, token: string): boolean {
  const [id = '', secret = ''] = token.split('.');
  const held = store.get('Secret', 'kube-system', `bootstrap-token-${id}`)?.stringData;
  return held?.['token-secret'] === secret && Date.parse(held.expiration ?? '') > Date.now();
}

function caHash({ ca }: PracticeCluster): string {
  const publicKey = new X509Certificate(ca.certificatePem).publicKey.export({ type: 'spki', format: 'der' });
  return `sha256:${createHash('sha256').update(publicKey).digest('hex')}`;
}

function nodeName(config: Document, host: PracticeHost): string {
  return (config.nodeRegistration as { name?: string } | undefined)?.name ?? host.name;
}

function parseDocuments(source: string): Document[] {
  return parseAllDocuments(source).flatMap((document) => {
    const value: unknown = document.toJS();
    return typeof value === 'object' && value !== null ? [value as Document] : [];
  });
}

function ofKind(documents: readonly Document[], kind: string): Document {
  return documents.find((document) => document.kind === kind) ?? {};
}
