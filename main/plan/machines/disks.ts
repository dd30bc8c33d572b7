import type { PlannedDisk } from '../../model/plan/planned-machine.ts';
import { text } from '../../model/text.ts';
import type { Assumptions } from '../assumptions.ts';
import type { EtcdPlace } from '../sizing/control-plane.ts';

export interface NodeDiskNeeds {
  readonly isControlPlane: boolean;
  readonly runsServices: boolean;
  readonly etcd: EtcdPlace;
  /** Local volumes of the fullest node. */
  readonly localVolumeGb: number;
  /** What the pods of the fullest node take whole. */
  readonly taken: readonly PlannedDisk[];
}

/** F16: disks of a Kubernetes node. etcd gets an SSD of its own where services keep data beside it, or the cluster is large. */
export function nodeDisks(
  { isControlPlane, runsServices, etcd, localVolumeGb, taken }: NodeDiskNeeds,
  assumptions: Assumptions,
): PlannedDisk[] {
  const step = assumptions.get('disk-step-gb');
  const hasLocal = runsServices && localVolumeGb > 0;
  const localGb = Math.max(assumptions.get('local-volume-disk-gb'), Math.ceil(localVolumeGb / step) * step);
  const needsEtcdDisk =
    isControlPlane &&
    etcd !== 'external' &&
    (etcd === 'stacked-own-disk' || hasLocal || (runsServices && taken.length > 0));
  return [
    systemDisk(assumptions),
    {
      mount: '/var/lib/containerd',
      sizeGb: assumptions.get('container-disk-gb'),
      kind: 'ssd',
      use: 'containers',
      purpose: text('镜像与容器', 'Images and containers'),
    },
    ...(needsEtcdDisk ? [etcdDisk(assumptions)] : []),
    ...(hasLocal
      ? [
          {
            mount: '/var/openebs/local',
            sizeGb: localGb,
            kind: 'ssd' as const,
            use: 'data' as const,
            purpose: text('本机数据卷', 'Local data volumes'),
          },
        ]
      : []),
    ...(runsServices ? taken : []),
  ];
}

export function systemDisk(assumptions: Assumptions): PlannedDisk {
  return {
    mount: '/',
    sizeGb: assumptions.get('system-disk-gb'),
    kind: 'any',
    use: 'system',
    purpose: text('操作系统', 'Operating system'),
  };
}

export function etcdDisk(assumptions: Assumptions): PlannedDisk {
  return {
    mount: '/var/lib/etcd',
    sizeGb: assumptions.get('etcd-disk-gb'),
    kind: 'ssd',
    use: 'etcd',
    purpose: text('集群数据库专用，不与其他程序共用', "The cluster's own database, shared with nothing"),
  };
}
