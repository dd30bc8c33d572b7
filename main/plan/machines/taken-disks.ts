import type { PlannedDisk } from '../../model/plan/planned-machine.ts';
import type { EnvironmentDraft } from '../environment/plan-environment.ts';

/** Disks that the pods of the fullest node take whole, as Ceph and Longhorn do; every node of a role gets the same. */
export function takenDisks({ services, cluster }: EnvironmentDraft): PlannedDisk[] {
  const nodes = cluster?.layout.nodes ?? [];
  return services.flatMap(({ name, disks, isDaemon }) => {
    const most = isDaemon ? 1 : nodes.reduce((so, { pods }) => Math.max(so, pods[name] ?? 0), 0);
    return Array.from({ length: most }, () => disks).flat();
  });
}

/** What the pods of a component hold of such disks together, in GB, and on how many nodes. */
export function heldDisks({ services, cluster }: EnvironmentDraft, component: string): { gb: number; hosts: number } {
  const nodes = cluster?.layout.nodes ?? [];
  const holders = services.filter(({ of, disks }) => of === component && disks.length > 0);
  const podsOn = (pods: Readonly<Record<string, number>>, { name, isDaemon }: (typeof holders)[number]) =>
    isDaemon ? 1 : (pods[name] ?? 0);
  const gbOn = nodes.map(({ pods }) =>
    holders.reduce(
      (sum, holder) => sum + podsOn(pods, holder) * holder.disks.reduce((own, { sizeGb }) => own + sizeGb, 0),
      0,
    ),
  );
  return { gb: gbOn.reduce((sum, gb) => sum + gb, 0), hosts: gbOn.filter((gb) => gb > 0).length };
}
