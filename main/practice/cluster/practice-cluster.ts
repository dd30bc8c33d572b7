import { type KeyAndCertificate, makeCertificate } from './certificates.ts';
import { ObjectStore } from './object-store.ts';
import type { StoredObject } from './objects.ts';

export interface ClusterSettings {
  readonly version: string;
  /** `host:port` that everybody uses. */
  readonly endpoint: string;
  readonly podSubnet: string;
  readonly serviceSubnet: string;
}

export interface ClusterMember {
  readonly host: string;
  readonly name: string;
  readonly address: string;
  readonly isControlPlane: boolean;
}

const yearDays = 365;
const lookEveryMs = 200;

/** One practice cluster: its authority, its members, its objects, and what controllers would make of them. */
export class PracticeCluster {
  readonly settings: ClusterSettings;
  readonly ca: KeyAndCertificate;
  readonly store = new ObjectStore();
  readonly #members: ClusterMember[] = [];
  /** Whether a host runs its kubelet now. */
  readonly #isAlive: (host: string) => boolean;
  #nextPodNumber = 2;
  #nextService = 11;
  #isReconciling = false;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  uploadedCertificateKey = '';

  constructor(settings: ClusterSettings, isAlive: (host: string) => boolean) {
    this.settings = settings;
    this.#isAlive = isAlive;
    this.ca = makeCertificate({ name: 'kubernetes', days: 10 * yearDays });
    for (const namespace of ['default', 'kube-system', 'kube-public', 'kube-node-lease']) {
      this.store.put({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
        status: { phase: 'Active' },
      });
    }
    this.#putSystemObjects();
    this.store.onChange(() => this.reconcile());
  }

  get members(): readonly ClusterMember[] {
    return this.#members;
  }

  /** Some control-plane host is up and runs its kubelet. */
  get isServing(): boolean {
    return this.#members.some(({ host, isControlPlane }) => isControlPlane && this.#isAlive(host));
  }

  join(member: ClusterMember): void {
    const at = this.#members.findIndex(({ name }) => name === member.name);
    if (at >= 0) this.#members.splice(at, 1);
    this.#members.push(member);
    this.reconcile();
  }

  leave(host: string): void {
    const at = this.#members.findIndex((member) => member.host === host);
    if (at >= 0) this.#members.splice(at, 1);
    this.reconcile();
  }

  client(name: string, organization: string): KeyAndCertificate {
    return makeCertificate({ name, organization, days: yearDays, issuer: this.ca });
  }

  server(name: string, hosts: readonly string[]): KeyAndCertificate {
    return makeCertificate({ name, days: yearDays, issuer: this.ca, hosts });
  }

  /** Hosts are looked at now and then, not for every request: there may be hundreds of the ones and thousands of the others. */
  look(): void {
    if (performance.now() - this.#lookedAtMs >= lookEveryMs) this.reconcile();
  }

  /** Brings every object to where the controllers would bring it. */
  reconcile(): void {
    if (this.#isReconciling) return;
    this.#isReconciling = true;
    this.#lookedAtMs = performance.now();
    try {
      for (const [index, member] of this.#members.entries()) this.#putNode(member, index);
      for (const service of this.store.list('Service')) this.#giveAddress(service);
      for (const set of this.store.list('DaemonSet')) this.#runDaemonSet(set);
      for (const deployment of this.store.list('Deployment')) this.#runDeployment(deployment);
      const nodes = new Set(this.#members.map(({ name }) => name));
      for (const pod of this.store.list('Pod')) this.#dropOrphan(pod, nodes);
    } finally {
      this.#isReconciling = false;
    }
  }

  get #hasNetwork(): boolean {
    return this.store.get('DaemonSet', 'kube-flannel', 'kube-flannel-ds') !== undefined;
  }

  #isReady({ host }: ClusterMember): boolean {
    return this.#hasNetwork && this.#isAlive(host);
  }

  #putNode(member: ClusterMember, index: number): void {
    const { name, address, isControlPlane } = member;
    const ready = this.#isReady(member) ? 'True' : this.#isAlive(member.host) ? 'False' : 'Unknown';
    const known = this.store.get('Node', undefined, name);
    const conditions = known?.status?.conditions as { status: string }[] | undefined;
    if (conditions?.[0]?.status === ready) return;
    const message = ready === 'True' ? 'kubelet is posting ready status' : 'container runtime network not ready';
    const [first, second] = this.settings.podSubnet.split('.');
    this.store.put({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: {
          'kubernetes.io/hostname': name,
          'kubernetes.io/os': 'linux',
          ...(isControlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {}),
        },
      },
      spec: { podCIDR: `${first}.${second}.${index}.0/24` },
      status: {
        conditions: [{ type: 'Ready', status: ready, message }],
        addresses: [
          { type: 'InternalIP', address },
          { type: 'Hostname', address: name },
        ],
        nodeInfo: { kubeletVersion: this.settings.version, containerRuntimeVersion: 'containerd://2.4.2' },
      },
    });
    if (isControlPlane && known === undefined) this.#putStaticPods(member);
  }

  #putStaticPods({ name, address }: ClusterMember): void {
    for (const part of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler']) {
      this.#putPod('kube-system', `${part}-${name}`, name, {
        labels: { component: part },
        podIP: address,
        owner: undefined,
      });
    }
  }

  #putPod(
    namespace: string,
    name: string,
    node: string,
    { labels, podIP, owner }: { labels: Record<string, string>; podIP: string; owner: StoredObject | undefined },
  ): void {
    const ownerReferences = owner === undefined ? [] : [{ kind: owner.kind, name: owner.metadata.name }];
    this.store.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels, ownerReferences },
      spec: { nodeName: node },
      status: { phase: 'Running', podIP, containerStatuses: [{ name: 'main', ready: true, restartCount: 0 }] },
    });
  }

  #podsOf(owner: StoredObject): StoredObject[] {
    return this.store
      .list('Pod', owner.metadata.namespace)
      .filter(({ metadata }) =>
        metadata.ownerReferences?.some(({ kind, name }) => kind === owner.kind && name === owner.metadata.name),
      );
  }

  #runDaemonSet(set: StoredObject): void {
    const isOnHost = ['kube-proxy', 'kube-flannel-ds'].includes(set.metadata.name);
    const occupied = new Set(this.#podsOf(set).map(({ spec }) => spec?.nodeName));
    for (const member of this.#members) {
      if (occupied.has(member.name)) continue;
      if (!isOnHost && !this.#isReady(member)) continue;
      this.#startPod(set, member, isOnHost);
    }
    const desired = this.#members.length;
    const ready = this.#podsOf(set).length;
    this.#say(set, {
      desiredNumberScheduled: desired,
      currentNumberScheduled: ready,
      numberReady: ready,
      numberAvailable: ready,
    });
  }

  #runDeployment(deployment: StoredObject): void {
    const replicas = Number(deployment.spec?.replicas ?? 1);
    const ready = this.#members.filter((member) => this.#isReady(member));
    for (let count = this.#podsOf(deployment).length; count < replicas && ready.length > 0; count += 1) {
      const member = ready[count % ready.length];
      if (member !== undefined) this.#startPod(deployment, member, false);
    }
    const running = this.#podsOf(deployment).length;
    this.#say(deployment, {
      replicas: running,
      updatedReplicas: running,
      readyReplicas: running,
      availableReplicas: running,
    });
  }

  #startPod(owner: StoredObject, member: ClusterMember, isOnHost: boolean): void {
    const template = owner.spec?.template as { metadata?: { labels?: Record<string, string> } } | undefined;
    const number = this.#nextPodNumber;
    this.#nextPodNumber += 1;
    const cidr = String(this.store.get('Node', undefined, member.name)?.spec?.podCIDR ?? '10.244.0.0/24');
    const podIP = isOnHost ? member.address : cidr.replace(/0\/24$/, String(2 + (number % 250)));
    const suffix = number.toString(36).padStart(5, 'x');
    const labels = template?.metadata?.labels ?? {};
    this.#putPod(owner.metadata.namespace ?? 'default', `${owner.metadata.name}-${suffix}`, member.name, {
      labels,
      podIP,
      owner,
    });
  }

  #dropOrphan(pod: StoredObject, nodes: ReadonlySet<unknown>): void {
    const [owner] = pod.metadata.ownerReferences ?? [];
    const isOwned = owner === undefined || this.store.get(owner.kind, pod.metadata.namespace, owner.name) !== undefined;
    const isPlaced = nodes.has(pod.spec?.nodeName);
    if (!isOwned || !isPlaced) this.store.remove('Pod', pod.metadata.namespace, pod.metadata.name);
  }

  #giveAddress(service: StoredObject): void {
    if (service.spec?.clusterIP !== undefined) return;
    const address = this.settings.serviceSubnet.replace(/\.\d+\/\d+$/, `.${this.#nextService}`);
    this.#nextService += 1;
    this.store.put({ ...service, spec: { ...service.spec, clusterIP: address } });
  }

  #say(object: StoredObject, status: Readonly<Record<string, number>>): void {
    if (JSON.stringify(object.status) !== JSON.stringify(status)) this.store.put({ ...object, status: { ...status } });
  }

  #putSystemObjects(): void {
    const system = (kind: string, name: string, apiVersion: string, rest: Partial<StoredObject>) =>
      this.store.put({ apiVersion, kind, metadata: { name, namespace: 'kube-system' }, ...rest });
    const template = (app: string) => ({ template: { metadata: { labels: { 'k8s-app': app } } } });
    system('DaemonSet', 'kube-proxy', 'apps/v1', { spec: template('kube-proxy') });
    system('Deployment', 'coredns', 'apps/v1', { spec: { replicas: 2, ...template('kube-dns') } });
    system('ConfigMap', 'kubeadm-config', 'v1', {
      data: { ClusterConfiguration: `kubernetesVersion: ${this.settings.version}\n` },
    });
    system('ConfigMap', 'coredns', 'v1', { data: { Corefile: '.:53 {\n    forward . /etc/resolv.conf\n}\n' } });
    const dns = this.settings.serviceSubnet.replace(/\.\d+\/\d+$/, '.10');
    system('Service', 'kube-dns', 'v1', { spec: { clusterIP: dns, selector: { 'k8s-app': 'kube-dns' } } });
  }
}
