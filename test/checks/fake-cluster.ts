import type { ProbePods } from '../../main/checks/verification/probe-pods.ts';
import type { VerificationContext } from '../../main/checks/verification/verification-context.ts';
import type { PlannedNode, SitePlan } from '../../main/model/plan/site-plan.ts';
import type { ClusterApi, ClusterNode, ClusterPod } from '../../main/ports/cluster-api.ts';
import type { RemoteCommand, RemoteHost } from '../../main/ports/remote-host.ts';
import type { NodeRunner } from '../../main/ports/step-context.ts';
import { FakeClock } from '../engine/fake-clock.ts';

/** A node as the API shows it when it is as planned. */
export function clusterNode(
  plan: SitePlan,
  node: PlannedNode,
  change: Partial<ClusterNode['status']> = {},
): ClusterNode {
  const label = node.role === 'control-plane' ? { 'node-role.kubernetes.io/control-plane': '' } : {};
  return {
    metadata: { name: node.name, labels: label },
    spec: { podCIDR: '10.244.0.0/24' },
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      nodeInfo: { kubeletVersion: plan.release.version, containerRuntimeVersion: 'containerd://2.4.2' },
      addresses: [{ type: 'InternalIP', address: node.address }],
      ...change,
    },
  };
}

export function pod(namespace: string, name: string, isReady = true, restartCount = 0): ClusterPod {
  return {
    metadata: { name, namespace },
    spec: { nodeName: 'cp' },
    status: { phase: 'Running', podIP: '10.244.0.9', containerStatuses: [{ name, ready: isReady, restartCount }] },
  };
}

export interface FakeCluster {
  readonly nodes?: readonly ClusterNode[];
  /** What the n-th look (from 0) at a namespace shows. */
  readonly pods?: (namespace: string, look: number) => readonly ClusterPod[];
  /** What a command prints on a machine; undefined = it fails. */
  readonly print?: (machine: string, argv: readonly string[]) => string | undefined;
  /** What the n-th call (from 0) of a node's probe pod to a host answers. */
  readonly dial?: (node: string, host: string, call: number) => string | undefined;
  readonly imageDigest?: VerificationContext['imageDigest'];
  readonly openSiteRegistry?: VerificationContext['openSiteRegistry'];
}

export function verificationOf(plan: SitePlan, fake: FakeCluster): VerificationContext {
  const missing = () => Promise.reject(new Error('not asked for here'));
  const looks = new Map<string, number>();
  const count = (key: string) => {
    const before = looks.get(key) ?? 0;
    looks.set(key, before + 1);
    return before;
  };
  const api: ClusterApi = {
    nodes: async () => fake.nodes ?? plan.nodes.map((node) => clusterNode(plan, node)),
    pods: async (namespace) => fake.pods?.(namespace, count(namespace)) ?? [],
    ensure: missing,
    remove: missing,
    serviceAddress: missing,
    getFromPod: missing,
    exec: missing,
    waitForPods: missing,
    close: async () => undefined,
  };
  const host = (name: string): RemoteHost => ({
    name,
    address: '',
    hostKeyFingerprint: '',
    exec: async ({ argv }: RemoteCommand) => {
      const printed = fake.print?.(name, argv);
      return { exitCode: printed === undefined ? 1 : 0, stdout: printed ?? '', stderr: '' };
    },
    forward: missing,
    closed: new Promise(() => undefined),
    close: async () => undefined,
  });
  const node = async (name: string): Promise<NodeRunner> => ({
    host: host(name),
    exec: host(name).exec,
    observe: missing,
    scratch: missing,
    mutate: missing,
    upload: missing,
    writeScratch: missing,
  });
  const pods = plan.nodes.map(({ name }, index) => ({
    node: name,
    name: `probe-${name}`,
    address: `10.244.${index}.2`,
  }));
  const probePods: ProbePods = {
    pods,
    serviceName: 'probe.ferryman-verification.svc.cluster.local',
    serviceAddress: '10.96.0.77',
    dial: async (from, to) => {
      const answer = fake.dial === undefined ? 'probe' : fake.dial(from, to, count(`${from} ${to}`));
      return { isAnswered: answer !== undefined, detail: answer ?? 'no such host' };
    },
  };
  return {
    plan,
    api,
    node,
    openSiteRegistry: fake.openSiteRegistry ?? missing,
    imageDigest: fake.imageDigest ?? (() => undefined),
    probePods: async () => probePods,
    clock: new FakeClock(),
    signal: new AbortController().signal,
  };
}
