import type { Workload } from '../../model/catalog/workload.ts';
import type { MachineShape, PlannedDisk } from '../../model/plan/planned-machine.ts';
import type { PlannedService } from '../../model/plan/planned-service.ts';
import { type Text, text } from '../../model/text.ts';
import { stepUp } from '../sizing/shapes.ts';
import type { Choice } from './choose-components.ts';
import type { ComponentSizing } from './sizing.ts';
import type { StorageProviders } from './storage-providers.ts';

/** Machines a component wants for itself. */
export interface OwnMachines {
  readonly role: string;
  readonly title: Text;
  readonly count: number;
  readonly shape: MachineShape;
  readonly disks: PlannedDisk[];
  readonly component: string;
  readonly isQuorum: boolean;
}

export interface ComponentDemand {
  readonly services: PlannedService[];
  readonly machines: OwnMachines[];
}

export interface DemandRules {
  readonly nodes: number;
  readonly diskStepGb: number;
  readonly storage: StorageProviders;
  /** A business module cannot work without it. */
  readonly isNeeded: boolean;
}

/** What a chosen component runs: pods where it lives in the cluster, machines where it has its own. */
export function componentDemand(choice: Choice, sizing: ComponentSizing, rules: DemandRules): ComponentDemand {
  if (choice.placement === 'customer' || choice.placement === 'existing') return { services: [], machines: [] };
  const there = choice.component.workloads.filter(
    ({ kind, when }) => (kind === 'machine') === (choice.placement === 'machines') && sizing.isWanted(when),
  );
  return choice.placement === 'machines'
    ? { services: [], machines: there.map((workload) => ownMachines(choice, workload, sizing, rules)) }
    : { services: there.map((workload) => service(choice, workload, sizing, rules)), machines: [] };
}

/** For platform software whose catalog entry names no namespace. */
const usualNamespace = 'platform';

function service(
  { name, component }: Choice,
  workload: Workload,
  sizing: ComponentSizing,
  rules: DemandRules,
): PlannedService {
  const { nodes, storage, diskStepGb } = rules;
  const isDaemon = workload.kind === 'daemon-set';
  const title =
    workload.title ?? (workload.name === component.id ? component.title : titled(component.title, workload.name));
  const cpu = sizing.figure(
    `${workload.name}.cpu`,
    workload.cpuCores,
    'cores',
    text('每份申请的 CPU', 'CPU one of it asks for'),
  );
  const memory = sizing.figure(
    `${workload.name}.memory`,
    workload.memoryGib,
    'GiB',
    text('每份申请的内存', 'Memory one of it asks for'),
  );
  const limitCpu =
    workload.limitCpuCores &&
    sizing.figure(`${workload.name}.cpuLimit`, workload.limitCpuCores, 'cores', text('CPU 上限', 'CPU limit'));
  const limitMemory =
    workload.limitMemoryGib &&
    sizing.figure(`${workload.name}.memoryLimit`, workload.limitMemoryGib, 'GiB', text('内存上限', 'Memory limit'));
  const replicas = isDaemon && workload.count === undefined ? nodes : sizing.count(workload);
  const volumes = workload.volumes.map((volume) => {
    const provider = storage[volume.access];
    return {
      name: volume.name,
      sizeGb: Math.ceil(sizing.figure(`${workload.name}.volumes.${volume.name}`, volume.sizeGb, 'GB', volume.purpose)),
      access: provider.access,
      storageClass: provider.storageClass,
      purpose: volume.purpose,
      isBackedUp: volume.isBackedUp,
    };
  });
  const disks = disksOf(workload, sizing, diskStepGb);
  return {
    name: workload.name === component.id ? name : `${name}/${workload.name}`,
    title,
    kind: 'component',
    of: name,
    namespace: component.namespace === '' ? usualNamespace : component.namespace,
    replicas,
    isDaemon,
    isQuorum: workload.isQuorum,
    isMovable: !isDaemon && disks.length === 0 && !volumes.some(({ access }) => access === 'local'),
    servesBusiness: rules.isNeeded,
    spread: isDaemon ? 'none' : workload.isQuorum ? 'hard' : workload.spread,
    requests: { cpuMillicores: Math.round(cpu * 1000), memoryMib: Math.round(memory * 1024) },
    limits: { cpuMillicores: Math.round((limitCpu ?? 0) * 1000), memoryMib: Math.round((limitMemory ?? 0) * 1024) },
    architectures: component.architectures,
    volumes,
    disks,
    dependsOn: component.requires.flatMap((needed) => (typeof needed === 'string' ? [needed] : needed.slice(0, 1))),
    images: workload === component.workloads[0] ? component.images.map((image) => image.name) : [],
    why: isDaemon ? text('每台机器一份', 'One on every machine') : component.plain,
  };
}

function ownMachines(
  { name, component }: Choice,
  workload: Workload,
  sizing: ComponentSizing,
  { diskStepGb }: DemandRules,
): OwnMachines {
  const cpuCores = sizing.figure(
    `${workload.name}.cpu`,
    workload.cpuCores,
    'cores',
    text('每台的 CPU', 'CPU of one machine'),
  );
  const memoryGib = sizing.figure(
    `${workload.name}.memory`,
    workload.memoryGib,
    'GiB',
    text('每台的内存', 'Memory of one machine'),
  );
  return {
    role: workload.name === component.id || component.workloads.length === 1 ? name : `${name}-${workload.name}`,
    title: workload.title ?? component.title,
    count: sizing.count(workload),
    shape: stepUp({ cpuCores, memoryGib }),
    disks: disksOf(workload, sizing, diskStepGb),
    component: name,
    isQuorum: workload.isQuorum,
  };
}

function titled(title: Text, part: string): Text {
  return text(`${title.zh} · ${part}`, `${title.en} · ${part}`);
}

function disksOf({ name, disks }: Workload, sizing: ComponentSizing, stepGb: number): PlannedDisk[] {
  return disks.map(({ mount, sizeGb, kind, purpose, use }) => {
    const size = sizing.figure(`${name}.disks.${mount}`, sizeGb, 'GB', purpose);
    return { mount, kind, purpose, use, sizeGb: Math.ceil(size / stepGb - 1e-9) * stepGb };
  });
}
