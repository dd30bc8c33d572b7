import type { PlannedService } from '../../../main/model/plan/planned-service.ts';
import type { SitePlan } from '../../../main/model/plan/site-plan.ts';

type FigureKind = 'count' | 'cpu' | 'memory';

/** Name of the figure behind a service's copies or requests; a component's workload is named after the component where it is its main one. */
export function figureOf(
  { figures }: Pick<SitePlan, 'figures'>,
  environment: string,
  { name, kind, of }: Pick<PlannedService, 'name' | 'kind' | 'of'>,
  figure: FigureKind,
): string | undefined {
  if (kind === 'module') return figure === 'count' ? `${environment}.services.${name}.replicas` : undefined;
  const exact = `${environment}.components.${name.replace('/', '.')}.${figure}`;
  if (Object.hasOwn(figures, exact)) return exact;
  const own = `${environment}.components.${name}.`;
  const found = Object.keys(figures).filter((id) => id.startsWith(own) && id.endsWith(`.${figure}`));
  return found.find((id) => id === `${own}${of}.${figure}`) ?? (found.length === 1 ? found[0] : undefined);
}
