import { hashOf } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { KubernetesRelease } from '../model/plan/kubernetes-release.ts';
import type { PlannedNode, SitePlan } from '../model/plan/site-plan.ts';
import type { HostFacts } from '../model/site/host-facts.ts';
import type { Requirements } from '../model/site/requirements.ts';
import { type Text, text } from '../model/text.ts';
import { chooseRelease } from './choose-release.ts';
import { type ChosenRole, chooseRoles } from './choose-roles.ts';
import { networkFigures } from './figures.ts';
import { networkRows } from './network-rows.ts';
import { requiredArtifacts } from './required-artifacts.ts';

export interface PlanInput {
  readonly requirements: Requirements;
  /** Newest first. */
  readonly releases: readonly KubernetesRelease[];
  /** By machine name; machines without facts are planned on assumptions that are named as warnings. */
  readonly facts: Readonly<Record<string, HostFacts>>;
  readonly isPractice: boolean;
}

/** Pure and deterministic: the same input gives the same bytes. Throws PLAN_E0001 where no plan is possible. */
export function planSite({ requirements, releases, facts: known, isPractice }: PlanInput): SitePlan {
  const facts = factsOfPlanned(requirements, known);
  const { release, figure, deviations } = chooseRelease(requirements, releases, facts);
  const nodes = chooseRoles(requirements).map((chosen) => plannedNode(chosen, release, facts[chosen.machine.name]));
  const controlPlanes = nodes.filter(({ role }) => role === 'control-plane');
  const figures = networkFigures(requirements, nodes.length);
  checkControlPlanes(requirements, controlPlanes.length);
  return {
    apiVersion: 'ferryman/v1',
    kind: 'SitePlan',
    site: requirements.site,
    requirementsHash: hashOf(requirements),
    release,
    nodes,
    jumpHosts: requirements.machines
      .filter(({ role }) => role === 'jump')
      .map(({ name, address, port, access }) => ({ name, address, port, access })),
    network: {
      podCidr: requirements.kubernetes.podCidr,
      serviceCidr: requirements.kubernetes.serviceCidr,
      clusterDnsAddress: String(figures.clusterDnsAddress?.value),
      endpointAddress:
        requirements.kubernetes.endpoint === 'auto'
          ? (controlPlanes[0]?.address ?? '')
          : requirements.kubernetes.endpoint,
      dns: requirements.network.dns === 'none' ? [] : requirements.network.dns,
      ntp: requirements.network.ntp === 'none' ? [] : requirements.network.ntp,
    },
    changes: requirements.changes,
    figures: { kubernetesVersion: figure, ...figures },
    networkRows: networkRows(controlPlanes.length > 1),
    artifacts: requiredArtifacts(release, nodes),
    warnings: warnings(requirements, nodes, facts),
    deviations,
    isPractice,
  };
}

/** A machine that is no longer asked for has no say in the plan. */
function factsOfPlanned({ machines }: Requirements, facts: PlanInput['facts']): PlanInput['facts'] {
  return Object.fromEntries(
    machines.flatMap(({ name }) => {
      const known = facts[name];
      return known === undefined ? [] : [[name, known] as const];
    }),
  );
}

function plannedNode(
  { machine, role, reason }: ChosenRole,
  release: KubernetesRelease,
  facts: HostFacts | undefined,
): PlannedNode {
  const { name, address, port, access } = machine;
  const isDebian = facts?.os.id === 'debian' || facts?.os.id === 'ubuntu';
  return {
    name,
    role,
    roleReason: reason,
    address,
    port,
    access,
    platform: facts?.architecture === 'aarch64' ? 'linux/arm64' : 'linux/amd64',
    distribution: facts === undefined ? '' : `${facts.os.id}-${facts.os.versionId}`,
    cgroupDriver: facts?.cgroupVersion === 1 ? 'cgroupfs' : 'systemd',
    machineId: facts?.machineId ?? '',
    packages: isDebian ? release.packages.filter((tool) => facts.tools[tool] !== true) : [],
  };
}

function checkControlPlanes({ kubernetes }: Requirements, count: number): void {
  if (count % 2 === 0) {
    throw new FerrymanError('PLAN_E0001', {
      detail: `${count} control-plane nodes: an even number of etcd members survives no more than one fewer would`,
      next: 'Name 1, 3 or 5 machines as control-plane.',
    });
  }
  if (count > 1 && kubernetes.endpoint === 'auto') {
    throw new FerrymanError('PLAN_E0001', {
      detail: `${count} control-plane nodes need one address in front of them`,
      next: 'Name that address (load balancer or virtual IP) in kubernetes.endpoint.',
    });
  }
}

function warnings(requirements: Requirements, nodes: readonly PlannedNode[], facts: PlanInput['facts']): Text[] {
  const unseen = nodes.filter(({ name }) => facts[name] === undefined).map(({ name }) => name);
  const roles = nodes.map(({ role }) => role);
  return [
    ...(unseen.length > 0
      ? [
          text(
            `还没有读取这些机器的实际情况：${unseen.join('、')}，暂按常见情况规划`,
            `These machines were not looked at yet: ${unseen.join(', ')}; ordinary ones are assumed`,
          ),
        ]
      : []),
    ...(roles.filter((role) => role === 'control-plane').length === 1
      ? [
          text(
            '只有一台控制平面：它停机期间不能变更集群',
            'One control-plane node: while it is down the cluster cannot be changed',
          ),
        ]
      : []),
    ...(roles.includes('worker')
      ? []
      : [text('没有工作节点：业务将运行在控制平面上', 'No worker: services run on the control-plane node')]),
    ...(requirements.network.ntp === 'none'
      ? [text('没有时间服务器：机器时钟会慢慢走偏', 'No time server: the clocks will drift apart')]
      : []),
    ...(requirements.network.dns === 'none'
      ? [text('没有域名服务器：集群内只能解析内部名称', 'No DNS server: only names inside the cluster resolve')]
      : []),
  ];
}
