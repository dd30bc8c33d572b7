import type { EnvironmentPlan, NamespacePlan } from '../../model/plan/environment-plan.ts';
import { shapeName } from '../../model/plan/planned-machine.ts';
import type { PlannedService } from '../../model/plan/planned-service.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { type Text, text } from '../../model/text.ts';
import type { EnvironmentView } from '../reach/environment-view.ts';

const emptyLayout = {
  nodes: [],
  unplaced: [],
  proof: {
    failures: 0,
    holds: false,
    tried: 0,
    worst: { stopped: [], homeless: [] },
    statement: text('没有可用的布局', 'There is no layout'),
  },
};

/** 50 bytes of VXLAN header, inside whatever the customer's network carries. */
const overlayBytes = 50;
const usualMtu = 1500;

/** One environment as the plan shows it. */
export function environmentPlan(view: EnvironmentView, { network }: Requirements): EnvironmentPlan {
  const { draft, groups, ranges, loadBalancer, apiVip, gatewayVip, gateway } = view;
  const { environment, cluster } = draft;
  const rename = renamed(view);
  return {
    name: environment.name,
    kind: environment.kind,
    availability: environment.availability,
    layoutKind: cluster?.layoutKind ?? 'dedicated',
    components: draft.choices.map(({ name, component, placement, answers, because }) => ({
      name,
      component: component.id,
      title: component.title,
      plain: component.plain,
      version: answers.version ?? component.version,
      placement,
      because,
      isStub: component.depth === 'stub',
    })),
    services: draft.services,
    machines: [...groups],
    alternatives: cluster?.alternatives ?? [],
    layout:
      cluster === undefined
        ? emptyLayout
        : {
            ...cluster.layout,
            nodes: cluster.layout.nodes.map((node) => ({ ...node, node: rename(node.node) })),
            proof: {
              ...cluster.layout.proof,
              worst: { ...cluster.layout.proof.worst, stopped: cluster.layout.proof.worst.stopped.map(rename) },
            },
          },
    namespaces: namespaces(draft.services),
    network: {
      ...ranges,
      zone: environment.zone,
      cni: draft.choices.find(({ component }) => component.group === 'network')?.name ?? 'flannel',
      apiVip,
      gatewayVip,
      loadBalancer,
      gateway,
      mtu: (network.mtu ?? usualMtu) - overlayBytes,
    },
    summary: summaryOf(view),
  };
}

/** Layout names are the planner's; machines that exist already have names of their own. */
function renamed({ draft, groups }: EnvironmentView): (planned: string) => string {
  const nodes = groups.filter(({ isNode }) => isNode);
  const names = new Map<string, string>();
  for (const { role, names: real } of nodes) {
    real.forEach((name, index) => {
      names.set(`${role} ${index}`, name);
    });
  }
  const counters = new Map<string, number>();
  const planned = new Map(
    (draft.cluster?.layout.nodes ?? []).map(({ node }) => {
      const role = node.includes('control-plane') ? 'control-plane' : 'worker';
      const index = counters.get(role) ?? 0;
      counters.set(role, index + 1);
      return [node, names.get(`${role} ${index}`) ?? node] as const;
    }),
  );
  return (node) => planned.get(node) ?? node;
}

/** A rolling update starts one more copy of each service before an old one stops. */
function namespaces(services: readonly PlannedService[]): NamespacePlan[] {
  const byName = new Map<string, PlannedService[]>();
  for (const service of services) {
    if (service.namespace === '') continue;
    byName.set(service.namespace, [...(byName.get(service.namespace) ?? []), service]);
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]): NamespacePlan => {
      const isBusiness = own.some(({ kind }) => kind === 'module');
      const sum = (of: (service: PlannedService) => number) =>
        own.reduce((total, service) => total + of(service) * (service.replicas + 1), 0);
      return {
        name,
        purpose: isBusiness
          ? text('业务模块', 'Business modules')
          : text(own[0]?.title.zh ?? name, own[0]?.title.en ?? name),
        quota: {
          cpuMillicores: sum(({ requests }) => requests.cpuMillicores),
          memoryMib: sum(({ requests }) => requests.memoryMib),
          pods: sum(() => 1),
        },
        defaults: { cpuMillicores: 100, memoryMib: 256 },
        podSecurity: isBusiness ? 'restricted' : own.some(({ isDaemon }) => isDaemon) ? 'privileged' : 'baseline',
      };
    });
}

function summaryOf({ draft, groups }: EnvironmentView): Text {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const parts = groups.map(({ title, count, shape }) => ({
    zh: `${title.zh} ${count} 台（${shapeName(shape)}）`,
    en: `${count} × ${title.en} (${shapeName(shape)})`,
  }));
  const promise = {
    basic: text('任何一台停机都可能影响业务', 'any machine that stops may be felt'),
    'one-machine': text('坏任何一台，业务不停', 'any one machine may stop'),
    'two-machines': text('坏任何两台，业务不停', 'any two machines may stop'),
  }[draft.environment.availability];
  return text(
    `共 ${total} 台：${parts.map(({ zh }) => zh).join('，')}；${promise.zh}`,
    `${total} machines: ${parts.map(({ en }) => en).join(', ')}; ${promise.en}`,
  );
}
