import { type MachineGroup, shapeName } from '../../model/plan/planned-machine.ts';
import { type Text, text } from '../../model/text.ts';
import type { Assumptions } from '../assumptions.ts';
import { machineName } from '../environment/machine-names.ts';
import type { EnvironmentDraft } from '../environment/plan-environment.ts';
import type { LoadBalancer } from '../network/load-balancer.ts';
import { etcdShape } from '../sizing/control-plane.ts';
import { etcdDisk, nodeDisks, systemDisk } from './disks.ts';
import { takenDisks } from './taken-disks.ts';

/** Every machine an environment needs, by role. None stands there yet: what exists is held against this afterwards. */
export function machineGroups(
  draft: EnvironmentDraft,
  loadBalancer: LoadBalancer,
  assumptions: Assumptions,
): MachineGroup[] {
  const { environment, cluster, ownMachines } = draft;
  const group = (
    role: string,
    title: Text,
    count: number,
    rest: Pick<MachineGroup, 'shape' | 'disks' | 'components' | 'isNode' | 'why'>,
  ): MachineGroup => ({
    role,
    title,
    count,
    names: Array.from({ length: count }, (_, index) => machineName(environment.name, role, index)),
    existing: 0,
    zone: environment.zone,
    ...rest,
  });
  const own = ownMachines
    .filter(({ count }) => count > 0)
    .map(({ role, title, count, shape, disks, component }) =>
      group(role, title, count, {
        shape,
        disks: [systemDisk(assumptions), ...disks],
        components: [component],
        isNode: false,
        why: text(
          `${title.zh}单独部署：${count} 台 ${shapeName(shape)}`,
          `${title.en} on machines of its own: ${count} × ${shapeName(shape)}`,
        ),
      }),
    );
  if (cluster === undefined) return own;
  const { controlPlanes, workers, layoutKind, etcd, size } = cluster;
  const isConverged = layoutKind === 'converged';
  const localVolumeGb = fullestNodeGb(draft);
  const taken = takenDisks(draft);
  const total = controlPlanes.count + workers.count;
  return [
    group(
      'control-plane',
      isConverged
        ? text('控制平面兼业务服务器', 'Control plane and services')
        : text('控制平面服务器', 'Control plane'),
      controlPlanes.count,
      {
        shape: controlPlanes.shape,
        disks: nodeDisks({ isControlPlane: true, runsServices: isConverged, etcd, localVolumeGb, taken }, assumptions),
        components: ['kubernetes'],
        isNode: true,
        why: controlPlaneWhy(controlPlanes.count, isConverged),
      },
    ),
    ...(workers.count > 0
      ? [
          group('worker', text('业务服务器', 'Workers'), workers.count, {
            shape: workers.shape,
            disks: nodeDisks({ isControlPlane: false, runsServices: true, etcd, localVolumeGb, taken }, assumptions),
            components: ['kubernetes'],
            isNode: true,
            why: isConverged
              ? text('合并部署之外再加的业务服务器', 'Workers beyond the shared machines')
              : environment.workerCount === undefined
                ? workerWhy(workers.count, size.enough, size.minimum)
                : settledWhy(workers.count, size.enough),
          }),
        ]
      : []),
    ...(etcd === 'external'
      ? [
          group('etcd', text('etcd 集群数据库服务器', 'etcd'), 3, {
            shape: etcdShape(total),
            disks: [systemDisk(assumptions), etcdDisk(assumptions)],
            components: ['kubernetes'],
            isNode: false,
            why: text(
              '机器超过 100 台，集群数据库单独部署；三台里两台同意才算数',
              'More than 100 nodes: the cluster database stands alone, and two of three must agree',
            ),
          }),
        ]
      : []),
    ...(loadBalancer === 'keepalived'
      ? [
          group('load-balancer', text('负载均衡服务器', 'Load balancers'), 2, {
            shape: { cpuCores: 4, memoryGib: 8 },
            disks: [systemDisk(assumptions)],
            components: ['haproxy-keepalived'],
            isNode: false,
            why: text('一主一备，地址跟着活着的那台走', 'One works, one waits; the address follows the one alive'),
          }),
        ]
      : []),
    ...own,
  ];
}

/** Local volumes of the fullest node, in GB. */
export function fullestNodeGb({ services, cluster }: EnvironmentDraft): number {
  const local = new Map(
    services.map(({ name, volumes }) => [
      name,
      volumes.filter(({ access }) => access === 'local').reduce((sum, { sizeGb }) => sum + sizeGb, 0),
    ]),
  );
  const nodes = cluster?.layout.nodes ?? [];
  return nodes.reduce(
    (most, { pods }) =>
      Math.max(
        most,
        Object.entries(pods).reduce((sum, [name, count]) => sum + (local.get(name) ?? 0) * count, 0),
      ),
    0,
  );
}

function controlPlaneWhy(count: number, isConverged: boolean): Text {
  const base =
    count === 1
      ? text(
          '一台控制平面：它停机期间不能变更集群',
          'One control plane: while it is down the cluster cannot be changed',
        )
      : text(
          `${count} 台里 ${Math.floor(count / 2) + 1} 台同意才算数，所以要单数；坏 ${Math.floor((count - 1) / 2)} 台照常管理`,
          `${Math.floor(count / 2) + 1} of ${count} must agree, hence an odd number; ${Math.floor((count - 1) / 2)} may fail`,
        );
  return isConverged ? text(`${base.zh}；同时运行业务`, `${base.en}; they run the services too`) : base;
}

function settledWhy(count: number, enough: number): Text {
  return text(
    `${count} 台业务服务器，台数已经商定；按留足余量的算法，负载需要 ${enough} 台`,
    `${count} workers, as settled; with the usual headroom the load asks for ${enough}`,
  );
}

function workerWhy(count: number, enough: number, minimum: number): Text {
  const spare = count - enough;
  if (spare > 0 && count > minimum) {
    return text(
      `${count} 台业务服务器 = ${enough} 台够用 + ${spare} 台坏了顶上`,
      `${count} workers = ${enough} are enough + ${spare} to step in`,
    );
  }
  if (count === minimum && enough < minimum) {
    return text(
      `${count} 台业务服务器：负载只需 ${enough} 台，为了能坏一台至少 ${minimum} 台`,
      `${count} workers: the load needs ${enough}, the promise at least ${minimum}`,
    );
  }
  return text(
    `${count} 台业务服务器正好够用，坏一台业务会受影响`,
    `${count} workers are just enough; one that fails will be felt`,
  );
}
