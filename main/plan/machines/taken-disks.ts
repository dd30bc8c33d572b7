import type { LayoutNode, PlannedDisk } from '../../model/plan/planned-machine.ts';
import type { PlannedService } from '../../model/plan/planned-service.ts';
import type { EnvironmentDraft } from '../environment/plan-environment.ts';

/** Disks that the pods of the fullest node take whole, as Ceph and Longhorn do; every node of a role gets the same. */
export function takenDisks({ services, cluster }: EnvironmentDraft): PlannedDisk[] {
  const nodes = cluster?.layout.nodes ?? [];
  return services.filter(takesDisks).flatMap((service) => {
    const most = Math.max(0, ...nodes.map((node) => podsOn(node, service)));
    return Array.from({ length: most }, () => service.disks).flat();
  });
}

/** What the pods of a component hold of such disks together, in GB, and on how many nodes. */
export function heldDisks({ services, cluster }: EnvironmentDraft, component: string): { gb: number; hosts: number } {
  const nodes = cluster?.layout.nodes ?? [];
  const holders = services.filter((service) => service.of === component && takesDisks(service));
  const gbOn = nodes.map((node) =>
    holders.reduce(
      (sum, holder) => sum + podsOn(node, holder) * holder.disks.reduce((own, { sizeGb }) => own + sizeGb, 0),
      0,
    ),
  );
  return { gb: gbOn.reduce((sum, gb) => sum + gb, 0), hosts: gbOn.filter((gb) => gb > 0).length };
}

function takesDisks({ disks }: PlannedService): boolean {
  return disks.length > 0;
}

function podsOn({ pods }: LayoutNode, { name, isDaemon }: PlannedService): number {
  return isDaemon ? 1 : (pods[name] ?? 0);
}
