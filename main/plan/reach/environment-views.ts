import { parseCidr } from '../../model/network.ts';
import type { MachineGroup } from '../../model/plan/planned-machine.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import type { EnvironmentDraft } from '../environment/plan-environment.ts';
import type { Ledger } from '../ledger.ts';
import { addressPlan } from '../network/addresses.ts';
import { clusterRanges, takenRanges } from '../network/cidrs.ts';
import { loadBalancerOf } from '../network/load-balancer.ts';
import type { EnvironmentView } from './environment-view.ts';

/** Gives every environment its ranges, addresses and names; each keeps off those of the ones before it. */
export function environmentViews(
  requirements: Requirements,
  drafts: readonly EnvironmentDraft[],
  groups: Readonly<Record<string, MachineGroup[]>>,
  nodesNamed: number,
  ledger: Ledger,
): EnvironmentView[] {
  const taken = takenRanges(requirements);
  const domain = siteDomain(requirements, ledger);
  const plans = drafts.map((draft, index) => {
    const { name } = draft.environment;
    const nodes = Math.max(draft.site.nodes, index === 0 ? nodesNamed : 0);
    const ranges = clusterRanges(requirements, name, nodes, taken, ledger);
    for (const [what, cidr] of [
      ['pods', ranges.podCidr],
      ['services', ranges.serviceCidr],
    ]) {
      const range = parseCidr(cidr ?? '');
      if (range !== undefined) taken.push({ range, label: `${what} of ${name} ${cidr}` });
    }
    return { draft, name, ranges, loadBalancer: loadBalancerOf(requirements, draft.cluster?.controlPlanes.count ?? 1) };
  });
  const addresses = addressPlan(
    requirements,
    plans.map(({ draft, name, loadBalancer }, index) => ({
      environment: name,
      zone: draft.environment.zone,
      groups: groups[name] ?? [],
      virtual: [
        ...(loadBalancer === 'none' || loadBalancer === 'customer'
          ? []
          : [
              {
                name: `${name}-api-vip`,
                asked: index === 0 ? requirements.network.apiVip : 'auto',
                purpose: text(
                  '集群入口的总机号码，谁值班谁接',
                  'Way in to the cluster; whichever control plane is on duty answers',
                ),
              },
            ]),
        ...(hasRoutes(draft)
          ? [
              {
                name: `${name}-gateway-vip`,
                asked: index === 0 ? requirements.network.gatewayVip : 'auto',
                purpose: text('业务大门的总机号码', 'Way in to the services'),
              },
            ]
          : []),
      ],
      nat: natRows(draft, name),
    })),
    ledger,
  );
  return plans.map(({ draft, name, ranges, loadBalancer }, index): EnvironmentView => {
    const own = addresses.filter(({ environment }) => environment === name);
    const virtual = (suffix: string) => own.find((row) => row.name === `${name}-${suffix}`)?.address ?? '';
    const customerVip =
      index === 0 && requirements.network.apiVip !== 'auto'
        ? requirements.network.apiVip
        : (requirements.customerSystems.loadBalancer?.host ?? '');
    const firstControlPlane =
      own.find(({ name: row }) =>
        (groups[name] ?? []).some(({ role, names }) => role === 'control-plane' && names[0] === row),
      )?.address ?? '';
    return {
      draft,
      groups: groups[name] ?? [],
      ranges,
      loadBalancer,
      apiVip:
        loadBalancer === 'none' ? firstControlPlane : loadBalancer === 'customer' ? customerVip : virtual('api-vip'),
      gatewayVip: virtual('gateway-vip'),
      gateway: draft.choices.find(({ component }) => component.group === 'gateway')?.name ?? '',
      addresses: own,
      domain: draft.environment.kind === 'production' ? domain : `${name}.${domain}`,
    };
  });
}

/** Names that reach nobody outside, until the customer gives a domain. */
const noDomain = 'apps.internal';

function siteDomain({ network }: Requirements, ledger: Ledger): string {
  if (network.domain !== '') return network.domain.replace(/^\*\./, '');
  ledger.ask({
    path: 'network.domain',
    section: 'names',
    question: text('业务系统使用哪个域名？', 'Which domain are the services named under?'),
    assumed: text(noDomain, noDomain),
  });
  return noDomain;
}

function hasRoutes({ modules, choices }: EnvironmentDraft): boolean {
  return (
    modules.some(({ routes }) => routes.some(({ nodePort }) => nodePort === undefined)) ||
    choices.some(({ component }) => component.group === 'gateway')
  );
}

function natRows({ modules }: EnvironmentDraft, name: string) {
  const isPublic = modules.some(({ routes }) => routes.some(({ exposure }) => exposure === 'internet'));
  return isPublic
    ? [{ name: `${name}-public`, purpose: text('公网地址 443 → 业务大门 443', 'Public address 443 → gateway 443') }]
    : [];
}
