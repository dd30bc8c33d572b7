import type { Expressions } from '../catalog/expression.ts';
import { hashOf } from '../model/canonical-json.ts';
import type { Catalog } from '../model/catalog/product.ts';
import type { EnvironmentPlan } from '../model/plan/environment-plan.ts';
import type { KubernetesRelease } from '../model/plan/kubernetes-release.ts';
import type { MachineGroup } from '../model/plan/planned-machine.ts';
import type { PlannedNode, SitePlan } from '../model/plan/site-plan.ts';
import type { HostFacts } from '../model/site/host-facts.ts';
import type { Requirements } from '../model/site/requirements.ts';
import { chooseRelease, knownFacts } from './choose-release.ts';
import { type ChosenRole, chooseRoles } from './choose-roles.ts';
import { resolveModules } from './demand/modules.ts';
import { backupPlan } from './duties/backups.ts';
import { fileStorage } from './duties/files.ts';
import { logPlan } from './duties/logs.ts';
import { policyTable } from './duties/policies.ts';
import { protectionTable } from './duties/protection.ts';
import { storageClasses } from './duties/storage.ts';
import { transferPlan } from './duties/transfer.ts';
import { watchTable } from './duties/watch.ts';
import { detailFigures } from './environment/detail-figures.ts';
import { environmentPlan } from './environment/environment-plan.ts';
import { clusterFigureSet, machineFigures } from './environment/figures.ts';
import { type EnvironmentDraft, planEnvironment } from './environment/plan-environment.ts';
import { lackingPackages } from './lacking-packages.ts';
import { Ledger } from './ledger.ts';
import { assignExisting, commonShape, existingMachines } from './machines/existing.ts';
import { fullestNodeGb, machineGroups } from './machines/machine-groups.ts';
import { clusterFigures } from './network/cluster-figures.ts';
import { loadBalancerOf } from './network/load-balancer.ts';
import { distributionOf } from './package-family.ts';
import { platformOf } from './platform.ts';
import { environmentViews } from './reach/environment-views.ts';
import { certificateTable, domainTable } from './reach/names.ts';
import { portTable } from './reach/ports.ts';
import { routeTable } from './reach/routes.ts';
import { requiredArtifacts } from './required-artifacts.ts';
import type { PlanRule } from './rules/plan-rule.ts';
import { daysFigure } from './schedule/items.ts';
import { planSchedule } from './schedule/schedule.ts';
import { plannedRegistry } from './site-registry.ts';
import { timePackages } from './time-service.ts';

export interface PlanInput {
  readonly requirements: Requirements;
  readonly catalog: Catalog;
  /** Parsed sizing rules, kept from plan to plan. */
  readonly expressions: Expressions;
  readonly rules: readonly PlanRule[];
  /** Newest first. */
  readonly releases: readonly KubernetesRelease[];
  /** By machine name; machines without facts are planned on assumptions that are named as warnings. */
  readonly facts: Readonly<Record<string, HostFacts>>;
  readonly isPractice: boolean;
}

const usualTrialDays = 30;

/** Pure and deterministic: the same input gives the same bytes. Throws PLAN_E0001 where no Kubernetes version fits. */
export function planSite({
  requirements,
  catalog,
  expressions,
  rules,
  releases,
  facts: known,
  isPractice,
}: PlanInput): SitePlan {
  const ledger = new Ledger(requirements);
  const facts = factsOfPlanned(requirements, known);
  const { release, figure, deviations } = chooseRelease(requirements, releases, knownFacts(requirements, facts));
  ledger.figure('kubernetes.version', figure);
  const chosenRoles = chooseRoles(requirements);
  const nodes = chosenRoles.map((chosen) => plannedNode(chosen, requirements, release, facts[chosen.machine.name]));

  const siteRegistry = plannedRegistry(requirements, facts);
  if (nodes.length > 0) {
    // the operation plan predicts with it which way the bundle goes to the nodes
    ledger.assumptions.get('uplink-megabytes');
    // and holds the loading of images to it where an etcd runs
    ledger.assumptions.get('etcd-import-megabytes');
  }

  const roles = new Map(chosenRoles.map(({ machine, role }) => [machine.name, role] as const));
  const existing = existingMachines(requirements, facts, roles);
  const modules = resolveModules(requirements, catalog, ledger);
  const drafts = requirements.environments.map((environment) =>
    planEnvironment(environment, {
      requirements,
      catalog,
      modules,
      expressions,
      existingShape: commonShape(existing),
      mayConverge: environment.kind !== 'production' || (existing.length > 0 && existing.length <= 3),
      ledger,
    }),
  );
  const planned = plannedGroups(requirements, drafts, ledger);
  const { groups, uses } = assignExisting(planned, existing, requirements.environments[0]?.name ?? '');
  const views = environmentViews(requirements, drafts, groups, nodes.length, ledger);
  for (const view of views) {
    clusterFigureSet(view.draft, ledger);
    machineFigures(view, ledger);
  }
  const routes = views.flatMap(routeTable);
  const trialDays = requirements.schedule.trialDays ?? usualTrialDays;
  const scheduleFacts = {
    machines: Object.values(groups)
      .flat()
      .reduce((sum, { count }) => sum + count, 0),
    modules: modules.length,
    serversExist: requirements.schedule.serversExist ?? existing.length > 0,
    mlps: requirements.security.mlps,
    trialDays,
    assumptions: ledger.assumptions,
  };
  const schedule = planSchedule(requirements.schedule, scheduleFacts);
  for (const item of schedule?.items ?? []) ledger.figure(`schedule.${item.id}.days`, daysFigure(item, scheduleFacts));
  const ports = portTable(requirements, views, routes, expressions, schedule?.finish ?? '', siteRegistry);
  const [first] = views;
  if (first === undefined) throw new RangeError('the requirements have at least one environment');
  const { clusterDnsAddress } = clusterFigures(
    first.draft.environment.name,
    first.ranges,
    Math.max(nodes.length, first.draft.site.nodes),
    ledger,
  );
  fileStorage(requirements, ledger);
  const controlPlane = nodes.find(({ role }) => role === 'control-plane');
  const context = { requirements, facts, views, routes, ports, existing: uses, schedule, nodes, release, expressions };
  for (const { id, find } of rules) for (const found of find(context)) ledger.find({ rule: id, ...found });
  const environments = views.map((view): EnvironmentPlan => {
    const environment = environmentPlan(view, requirements);
    const own = modules.filter(({ name }) => environment.services.some((service) => service.of === name));
    detailFigures(environment, own, fullestNodeGb(view.draft), ledger);
    return environment;
  });
  return {
    apiVersion: 'ferryman/v1',
    kind: 'SitePlan',
    site: requirements.site,
    contacts: requirements.contacts,
    requirementsHash: hashOf(requirements),
    release,
    nodes,
    ...(siteRegistry === undefined ? {} : { siteRegistry }),
    jumpHosts: requirements.machines
      .filter(({ role }) => role === 'jump')
      .map(({ name, address, port, access }) => ({ name, address, port, access })),
    network: {
      podCidr: first.ranges.podCidr,
      serviceCidr: first.ranges.serviceCidr,
      clusterDnsAddress,
      endpointAddress:
        requirements.kubernetes.endpoint === 'auto' ? (controlPlane?.address ?? '') : requirements.kubernetes.endpoint,
      dns: requirements.network.dns === 'none' ? [] : requirements.network.dns,
      ntp: requirements.network.ntp === 'none' ? [] : requirements.network.ntp,
    },
    changes: requirements.changes,
    artifacts: requiredArtifacts(release, nodes, siteRegistry),
    environments,
    existing: uses,
    addresses: views.flatMap(({ addresses }) => [...addresses]),
    domains: domainTable(requirements, views, routes),
    certificates: certificateTable(requirements, routes, siteRegistry),
    routes,
    ports,
    storage: storageClasses(drafts, ledger),
    watch: watchTable(requirements, drafts),
    logs: logPlan(
      drafts.map(({ site }) => site),
      drafts.flatMap(({ choices }) => choices),
      ledger,
    ),
    backups: backupPlan(requirements, drafts, ledger),
    protection: protectionTable(requirements),
    policies: policyTable(drafts),
    transfer: transferPlan(requirements, drafts, ledger),
    schedule,
    figures: ledger.figures(),
    assumptions: ledger.assumptions.used(),
    openQuestions: ledger.questions(),
    findings: ledger.findings(),
    deviations,
    isPractice,
  };
}

function plannedGroups(
  requirements: Requirements,
  drafts: readonly EnvironmentDraft[],
  ledger: Ledger,
): Record<string, MachineGroup[]> {
  return Object.fromEntries(
    drafts.map((draft) => [
      draft.environment.name,
      machineGroups(draft, loadBalancerOf(requirements, draft.cluster?.controlPlanes.count ?? 1), ledger.assumptions),
    ]),
  );
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
  requirements: Requirements,
  release: KubernetesRelease,
  facts: HostFacts | undefined,
): PlannedNode {
  const { name, address, port, access } = machine;
  return {
    name,
    role,
    roleReason: reason,
    address,
    port,
    access,
    platform: platformOf(facts),
    distribution: facts === undefined ? '' : distributionOf(facts.os),
    cgroupDriver: facts?.cgroupVersion === 1 ? 'cgroupfs' : 'systemd',
    machineId: facts?.machineId ?? '',
    packages: facts === undefined ? [] : [...lackingPackages(release, facts), ...timePackages(requirements, facts)],
  };
}
