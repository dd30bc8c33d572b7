import type { SizingContext } from '../../model/catalog/sizing-context.ts';
import type { BusinessModule } from '../../model/site/business-module.ts';
import type { Environment } from '../../model/site/environment.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import type { Assumptions } from '../assumptions.ts';
import type { PlannedLoad } from './load.ts';

/** Cybersecurity Law and MLPS: network logs at least six months. */
export const sixMonthsDays = 184;

/** What sizing expressions may ask about one environment, in one round of the planner. */
export function sizingContext(
  requirements: Requirements,
  environment: Environment,
  load: PlannedLoad,
  modules: readonly BusinessModule[],
  seen: { readonly nodes: number; readonly controlPlanes: number; readonly pods: number },
  assumptions: Assumptions,
): SizingContext {
  const { logs, files, customerSystems, security, hardware } = requirements;
  const isMeshed = requirements.platform.some(({ component }) => component === 'istio');
  return {
    ...seen,
    meshedPods: isMeshed ? modules.filter(({ governance }) => governance === 'mesh').length * 2 : 0,
    failures: { basic: 0, 'one-machine': 1, 'two-machines': 2 }[environment.availability],
    isProduction: environment.kind === 'production',
    clusters: requirements.environments.length,
    concurrentUsers: load.concurrentUsers,
    registeredUsers: requirements.load.registeredUsers ?? 0,
    requestsPerSecond: load.requestsPerSecond,
    modules: modules.length,
    logGbPerDay: (logs.gbPerDay ?? modules.length * 2 * assumptions.get('log-gb-per-pod-day')) * environment.loadShare,
    hotDays: logs.hotDays ?? assumptions.get('hot-days'),
    retentionDays: logs.retentionDays ?? (security.mlps === 'none' ? assumptions.get('retention-days') : sixMonthsDays),
    fileGb: files.sizeGb ?? 0,
    growthPerYear: requirements.load.growthPerYear ?? assumptions.get('growth-per-year'),
    years: requirements.load.years ?? assumptions.get('years'),
    imageGb: assumptions.get('platform-image-gb') + modules.length * assumptions.get('image-gb-per-service'),
    mlps: security.mlps,
    architecture: hardware.architecture === 'unknown' ? 'amd64' : hardware.architecture,
    hasNas: customerSystems.nas !== undefined,
    hasObjectStore: customerSystems.objectStore !== undefined,
    hasLoadBalancer: customerSystems.loadBalancer !== undefined,
    hasRegistry: customerSystems.registry !== undefined,
    hasLogCentre: customerSystems.logCentre !== undefined,
    hasMail: customerSystems.mail !== undefined,
    hasChat: customerSystems.chat !== undefined,
  };
}
