import { hasLabels, type StoredObject } from './objects.ts';
import type { PracticeCluster } from './practice-cluster.ts';

/** What a probe pod (agnhost netexec) answers to /dial: the name of the pod it reached, by address, service or name. */
export function answerPodProxy(
  cluster: PracticeCluster,
  namespace: string,
  target: string,
  query: URLSearchParams,
): unknown {
  const caller = cluster.store.get('Pod', namespace, target.split(':')[0] ?? '');
  if (caller === undefined) return { errors: ['there is no such pod'] };
  const host = query.get('host') ?? '';
  const callee = reached(cluster, host);
  return callee === undefined ? { errors: [`dial ${host}: no route to host`] } : { responses: [callee.metadata.name] };
}

function reached({ store }: PracticeCluster, host: string): StoredObject | undefined {
  const pods = store.list('Pod');
  const direct = pods.find(({ status }) => status?.podIP === host);
  if (direct !== undefined) return direct;
  const service = store
    .list('Service')
    .find(
      ({ spec, metadata }) =>
        spec?.clusterIP === host || `${metadata.name}.${metadata.namespace}.svc.cluster.local` === host,
    );
  if (service === undefined) return undefined;
  const selector = (service.spec?.selector ?? {}) as Record<string, string>;
  return pods.find((pod) => pod.metadata.namespace === service.metadata.namespace && hasLabels(pod, selector));
}
