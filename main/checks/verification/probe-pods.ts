import type { ClusterApi, ClusterObject, ClusterPod } from '../../ports/cluster-api.ts';

const namespace = 'ferryman-verification';
const service = 'probe';
const port = 8080;

export interface ProbePod {
  readonly node: string;
  readonly name: string;
  readonly address: string;
}

/** One pod of ours on every node, each able to call the others (agnhost netexec). */
export interface ProbePods {
  readonly pods: readonly ProbePod[];
  readonly serviceName: string;
  readonly serviceAddress: string;
  /** Lets the pod on a node call host:8080; answers the callee's name, or why it could not. */
  dial(node: string, host: string): Promise<{ readonly isAnswered: boolean; readonly detail: string }>;
}

/** A node without a running pod by then is one of the findings, not a reason to wait on. */
const giveUpAfterMs = 45_000;

/** Puts the pods there and waits until one runs on every node, or until those that do not are late. */
export async function deployProbePods(
  api: ClusterApi,
  image: string,
  nodes: readonly string[],
  signal: AbortSignal,
): Promise<ProbePods> {
  for (const object of objects(image)) await api.ensure(object);
  const late = AbortSignal.timeout(giveUpAfterMs);
  const isEverywhere = (found: readonly ClusterPod[]) =>
    nodes.every((node) => found.some((pod) => isReadyOn(pod, node)));
  await api.waitForPods(namespace, isEverywhere, AbortSignal.any([signal, late])).catch((error: unknown) => {
    if (!late.aborted || signal.aborted) throw error;
  });
  const pods = (await api.pods(namespace)).flatMap(toProbePod);
  return {
    pods,
    serviceName: `${service}.${namespace}.svc.cluster.local`,
    serviceAddress: await api.serviceAddress(namespace, service),
    dial: async (node, host) => {
      const caller = pods.find((pod) => pod.node === node);
      if (caller === undefined) return { isAnswered: false, detail: `no probe pod on ${node}` };
      return await dial(api, caller, host);
    },
  };
}

/** Takes everything away again: the whole namespace is ours. */
export async function removeProbePods(api: ClusterApi): Promise<void> {
  await api.remove({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
}

async function dial(api: ClusterApi, from: ProbePod, host: string): Promise<{ isAnswered: boolean; detail: string }> {
  const query = { protocol: 'http', request: 'hostname', host, port: String(port), tries: '1' };
  const answer = await api.getFromPod({ namespace, name: from.name, port }, 'dial', query);
  const { responses = [], errors = [] } = parseDial(answer);
  const isAnswered = responses.length > 0;
  return { isAnswered, detail: isAnswered ? responses.join(' ') : errors.join(' ') || answer };
}

function parseDial(answer: string): { responses?: string[]; errors?: string[] } {
  try {
    return JSON.parse(answer) as { responses?: string[]; errors?: string[] };
  } catch {
    return { errors: [answer.slice(0, 200)] };
  }
}

function toProbePod(pod: ClusterPod): ProbePod[] {
  const name = pod.metadata?.name;
  const node = pod.spec?.nodeName;
  const address = pod.status?.podIP;
  if (name === undefined || node === undefined || address === undefined || !isReadyOn(pod, node)) return [];
  return [{ name, node, address }];
}

function isReadyOn({ spec, status }: ClusterPod, node: string): boolean {
  const containers = status?.containerStatuses ?? [];
  return spec?.nodeName === node && status?.phase === 'Running' && containers.every(({ ready }) => ready);
}

function objects(image: string): ClusterObject[] {
  const labels = { app: 'ferryman-probe' };
  const metadata = (name: string) => ({ name, namespace, labels });
  const container = {
    name: 'probe',
    image,
    imagePullPolicy: 'IfNotPresent',
    args: ['netexec', `--http-port=${port}`],
    ports: [{ containerPort: port }],
    readinessProbe: { httpGet: { path: '/healthz', port }, periodSeconds: 1 },
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
  };
  const pod = {
    metadata: { labels },
    spec: {
      tolerations: [{ operator: 'Exists' }],
      terminationGracePeriodSeconds: 1,
      automountServiceAccountToken: false,
      containers: [container],
    },
  };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(service),
      spec: { selector: labels, ports: [{ port, targetPort: port }] },
    } as ClusterObject,
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: metadata('probe'),
      spec: { selector: { matchLabels: labels }, template: pod },
    } as ClusterObject,
  ];
}
