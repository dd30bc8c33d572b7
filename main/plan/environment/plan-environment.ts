import type { Expressions } from '../../catalog/expression.ts';
import type { Catalog } from '../../model/catalog/product.ts';
import type { SizingContext } from '../../model/catalog/sizing-context.ts';
import type { MachineShape } from '../../model/plan/planned-machine.ts';
import type { PlannedService } from '../../model/plan/planned-service.ts';
import type { BusinessModule } from '../../model/site/business-module.ts';
import type { Environment } from '../../model/site/environment.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import { type Choice, chooseComponents } from '../demand/choose-components.ts';
import { addition, completeChoices, localStorage } from '../demand/complete-choices.ts';
import { type ComponentDemand, componentDemand, type OwnMachines } from '../demand/component-workloads.ts';
import { moduleService } from '../demand/module-service.ts';
import { ComponentSizing } from '../demand/sizing.ts';
import { type StorageProviders, storageProviders } from '../demand/storage-providers.ts';
import type { Ledger } from '../ledger.ts';
import { type PlannedLoad, plannedLoad } from './load.ts';
import { machineName } from './machine-names.ts';
import { type ClusterSize, sizeCluster } from './size-cluster.ts';
import { sizingContext } from './sizing-context.ts';

/** One environment as far as it concerns only itself; networks, routes and rules look at all of them together. */
export interface EnvironmentDraft {
  readonly environment: Environment;
  readonly load: PlannedLoad;
  readonly site: SizingContext;
  readonly choices: Choice[];
  readonly services: PlannedService[];
  readonly ownMachines: OwnMachines[];
  readonly storage: StorageProviders;
  readonly modules: BusinessModule[];
  /** Undefined where no machine holds the biggest pod. */
  readonly cluster: ClusterSize | undefined;
}

export interface EnvironmentInput {
  readonly requirements: Requirements;
  readonly catalog: Catalog;
  readonly modules: readonly BusinessModule[];
  readonly expressions: Expressions;
  readonly existingShape: MachineShape | undefined;
  readonly mayConverge: boolean;
  readonly ledger: Ledger;
}

/** Sizes depend on the number of nodes and pods, which depend on the sizes: round and round until nothing moves. */
const mostRounds = 12;

export function planEnvironment(environment: Environment, input: EnvironmentInput): EnvironmentDraft {
  const { requirements, ledger } = input;
  const modules = input.modules.filter(
    ({ environments }) => environments.length === 0 || environments.includes(environment.name),
  );
  const load = plannedLoad(requirements, environment, ledger);
  let seen = { nodes: 3, controlPlanes: 1, pods: modules.length };
  for (let round = 0; ; round += 1) {
    const site = sizingContext(requirements, environment, load, modules, seen, ledger.assumptions);
    const draft = oneRound(environment, input, modules, load, site);
    const now = sizeOf(draft);
    const isStable = now.nodes === seen.nodes && now.pods === seen.pods && now.controlPlanes === seen.controlPlanes;
    if (isStable || round >= mostRounds) return draft;
    // never smaller than a round before: figures that chase each other would go round for ever
    seen = round < 3 ? now : { ...now, nodes: Math.max(now.nodes, seen.nodes), pods: Math.max(now.pods, seen.pods) };
  }
}

function oneRound(
  environment: Environment,
  input: EnvironmentInput,
  modules: BusinessModule[],
  load: PlannedLoad,
  site: SizingContext,
): EnvironmentDraft {
  const { requirements, catalog, ledger, expressions } = input;
  const own = new Set(modules.map(({ name }) => name));
  const wanted = modules.flatMap((module) =>
    module.dependsOn.filter((name) => !own.has(name)).map((name) => ({ module: module.name, name })),
  );
  const needsVolume = modules.some(({ state }) => state === 'local-volume');
  let choices = completeChoices(
    chooseComponents(requirements, environment, wanted, catalog, site, expressions, ledger),
    modules,
    catalog,
  );
  let storage = storageProviders(choices, requirements.customerSystems);
  const needed = neededByBusiness(modules, choices);
  const demandOf = (all: readonly Choice[]) =>
    all.map((choice) =>
      componentDemand(choice, new ComponentSizing(choice, site, expressions, environment.name, ledger), {
        nodes: site.nodes,
        diskStepGb: ledger.assumptions.get('disk-step-gb'),
        storage,
        isNeeded: needed.has(choice.component.id) || needed.has(choice.name),
      }),
    );
  let demands = demandOf(choices);
  const lacksDisk = ({ services }: ComponentDemand) =>
    services.some(({ volumes }) =>
      volumes.some(({ storageClass, access }) => storageClass === '' && access !== 'shared'),
    );
  if ((storage.block.provider === '' && needsVolume) || demands.some(lacksDisk)) {
    // nobody named storage and something keeps data: disks of the nodes, said openly
    const because = text(
      '有服务要存数据，又没有指定存储：用机器自己的磁盘',
      "Some services keep data and no storage was named: the machines' own disks",
    );
    choices = [...choices, ...addition(localStorage, catalog, because)];
    storage = storageProviders(choices, requirements.customerSystems);
    demands = demandOf(choices);
  }
  const services = [
    ...modules.map((module) => moduleService(module, environment, load.requestsPerSecond, storage, ledger)),
    ...demands.flatMap((demand) => demand.services),
  ];
  const cluster = sizeCluster(
    services,
    {
      environment,
      hasAntivirus: requirements.security.antivirus,
      existingShape: input.existingShape,
      mayConverge: input.mayConverge,
      nodeNames: (role, count) =>
        Array.from({ length: count }, (_, index) => machineName(environment.name, role, index)),
    },
    ledger,
  );
  return {
    environment,
    load,
    site,
    choices,
    services,
    ownMachines: demands.flatMap(({ machines }) => machines),
    storage,
    modules,
    cluster,
  };
}

/** Components that business modules name, and what those need in turn: the gateway too, where anything is reached through it. */
function neededByBusiness(modules: readonly BusinessModule[], choices: readonly Choice[]): Set<string> {
  const byName = new Map(
    choices.flatMap((choice) => [[choice.component.id, choice] as const, [choice.name, choice] as const]),
  );
  const queue = [
    ...modules.flatMap(({ dependsOn }) => dependsOn),
    ...choices
      .filter(({ component }) => component.group === 'gateway' || component.id === 'coredns')
      .map(({ name }) => name),
  ];
  const needed = new Set<string>();
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (needed.has(next)) continue;
    needed.add(next);
    queue.push(...(byName.get(next)?.component.requires ?? []).flat().filter((name) => byName.has(name)));
  }
  return needed;
}

function sizeOf({ cluster, services }: EnvironmentDraft): { nodes: number; controlPlanes: number; pods: number } {
  const pods = services.reduce((sum, { replicas, isDaemon }) => sum + (isDaemon ? 0 : replicas), 0);
  if (cluster === undefined) return { nodes: 3, controlPlanes: 1, pods };
  return {
    nodes: cluster.controlPlanes.count + cluster.workers.count,
    controlPlanes: cluster.controlPlanes.count,
    pods,
  };
}
