import type { PlannedService } from '../../model/plan/planned-service.ts';

/** GB of all volumes of these storage classes. Each copy has its own, but what pods share is there once. */
export function volumesGb(services: readonly PlannedService[], classes: ReadonlySet<string>): number {
  return services.reduce(
    (sum, { replicas, volumes }) =>
      volumes
        .filter(({ storageClass }) => classes.has(storageClass))
        .reduce((own, { sizeGb, access }) => own + (access === 'shared' ? 1 : replicas) * sizeGb, sum),
    0,
  );
}
