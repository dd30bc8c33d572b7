import { text } from '../../model/text.ts';
import type { ClusterPod } from '../../ports/cluster-api.ts';
import type { VerificationCheck } from './verification-context.ts';

const namespaces = ['kube-system', 'kube-flannel'];
const looks = 4;
const betweenLooksMs = 1_500;

/** Ready once proves little: a pod that crashes and restarts is ready now and then. So: k of n looks, and no restart in between. */
const check: VerificationCheck = {
  id: 'system-pods',
  stage: 'verification',
  severity: 'critical',
  title: text('系统组件稳定运行', 'System pods run steadily'),
  why: text('系统组件反复重启时，业务会时好时坏', 'When system pods keep restarting, services come and go'),
  targets: () => namespaces,
  async look({ api, clock, signal }) {
    const seen: ClusterPod[][] = [];
    for (let look = 0; look < looks; look += 1) {
      if (look > 0) await clock.wait(betweenLooksMs, signal);
      seen.push((await Promise.all(namespaces.map((namespace) => api.pods(namespace)))).flat());
    }
    return namespaces.map((namespace) => {
      const rounds = seen.map((pods) => pods.filter(({ metadata }) => metadata?.namespace === namespace));
      const steady = rounds.filter((pods) => pods.length > 0 && pods.every(isReady)).length;
      const [first, last] = [restarts(rounds[0]), restarts(rounds.at(-1))];
      const isSteady = steady === looks && first === last;
      return {
        target: namespace,
        outcome: isSteady ? 'pass' : steady === 0 ? 'fail' : 'warn',
        summary: isSteady
          ? text('全部就绪，没有重启', 'All ready, none restarted')
          : text(`${looks} 次查看中有 ${steady} 次全部就绪`, `All ready in ${steady} of ${looks} looks`),
        evidence: [
          `${steady}/${looks} looks with every pod ready, restarts ${first} → ${last}`,
          ...(rounds.at(-1) ?? []).map(describe),
        ].join('\n'),
      } as const;
    });
  },
};
export default check;

function isReady({ status }: ClusterPod): boolean {
  const containers = status?.containerStatuses ?? [];
  return status?.phase === 'Running' && containers.length > 0 && containers.every(({ ready }) => ready);
}

function restarts(pods: readonly ClusterPod[] = []): number {
  return pods
    .flatMap(({ status }) => status?.containerStatuses ?? [])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);
}

function describe(pod: ClusterPod): string {
  return `${pod.metadata?.name} on ${pod.spec?.nodeName}: ${isReady(pod) ? 'ready' : pod.status?.phase}`;
}
