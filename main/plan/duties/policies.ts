import type { PolicyRow } from '../../model/plan/duties-plan.ts';
import { type Text, text } from '../../model/text.ts';
import type { EnvironmentDraft } from '../environment/plan-environment.ts';
import { usualRetries, usualTimeoutSeconds } from '../reach/routes.ts';

/** Rules for pods (all modules) and for traffic between them (modules in the mesh), as settings of Kubernetes and Istio objects. */
export function policyTable(drafts: readonly EnvironmentDraft[]): PolicyRow[] {
  return drafts.flatMap(({ environment, modules, services, choices }) => {
    const hasMesh = choices.some(({ component }) => component.id === 'istio');
    return modules.flatMap((module) => {
      const replicas = services.find(({ name, kind }) => kind === 'module' && name === module.name)?.replicas ?? 1;
      const row = (kind: string, setting: string, why: Text): PolicyRow => ({
        environment: environment.name,
        target: module.name,
        kind,
        setting,
        why,
      });
      return [
        row(
          'Deployment',
          'strategy.rollingUpdate: maxSurge 1, maxUnavailable 0; minReadySeconds 10',
          text('升级时先起新的再停旧的', 'New copies start before old ones stop'),
        ),
        row(
          'Pod',
          'preStop sleep 10; terminationGracePeriodSeconds 45',
          text('停机前把手上的请求做完', 'Finishes what it is doing before it stops'),
        ),
        row(
          'Pod',
          'readinessProbe, livenessProbe, startupProbe',
          text('没准备好不接客，卡死了重启', 'No traffic until ready; restarted when stuck'),
        ),
        ...(replicas > 1
          ? [
              row(
                'Pod',
                'topologySpreadConstraints kubernetes.io/hostname maxSkew 1',
                text('副本分在不同机器上', 'Copies stand on different machines'),
              ),
              row(
                'PodDisruptionBudget',
                `minAvailable ${replicas - 1}`,
                text('维护时一次只停一个', 'Maintenance takes one at a time'),
              ),
            ]
          : []),
        ...(hasMesh && module.governance === 'mesh' ? meshRows(module.name, row) : []),
      ];
    });
  });
}

function meshRows(module: string, row: (kind: string, setting: string, why: Text) => PolicyRow): PolicyRow[] {
  return [
    row(
      'DestinationRule',
      'connectTimeout 500ms; http2MaxRequests 10; maxRequestsPerConnection 2; maxRetries 3',
      text(
        '实践预设，压测后再定：几乎关闭长连接',
        'A preset from practice, to be tried under load: it nearly turns keep-alive off',
      ),
    ),
    row(
      'DestinationRule',
      'outlierDetection: consecutive5xxErrors 3, interval 10s, baseEjectionTime 30s, maxEjectionPercent 50',
      text('连续出错的副本先隔离', 'A copy that keeps failing is set aside'),
    ),
    row(
      'VirtualService',
      `retries: attempts ${usualRetries}, perTryTimeout 2s; timeout ${usualTimeoutSeconds}s`,
      text(
        `最多重试三次，每次两秒；只用于可重复的请求（${module}）`,
        `Three tries of two seconds; only for requests that may be repeated (${module})`,
      ),
    ),
  ];
}
