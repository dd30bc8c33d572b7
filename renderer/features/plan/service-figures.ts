import type { PlannedService } from '../../../main/model/plan/planned-service.ts';
import type { SitePlan } from '../../../main/model/plan/site-plan.ts';

type FigureKind = 'count' | 'cpu' | 'memory' | 'cpuLimit' | 'memoryLimit' | `volumes.${string}`;

/** Name of the figure behind a service's copies or requests. A component's main workload goes by the component's name alone. */
export function figureOf(
  { figures, environments }: Pick<SitePlan, 'figures' | 'environments'>,
  environment: string,
  { name, kind }: Pick<PlannedService, 'name' | 'kind'>,
  figure: FigureKind,
): string | undefined {
  if (kind === 'module') return `${environment}.services.${name}.${figure === 'count' ? 'replicas' : figure}`;
  const exact = `${environment}.components.${name.replace('/', '.')}.${figure}`;
  if (Object.hasOwn(figures, exact)) return exact;
  const own = `${environment}.components.${name}.`;
  const services = environments.find((each) => each.name === environment)?.services ?? [];
  const others = services.map((service) => `${environment}.components.${service.name.replace('/', '.')}.${figure}`);
  return Object.keys(figures).find((id) => id.startsWith(own) && id.endsWith(`.${figure}`) && !others.includes(id));
}
