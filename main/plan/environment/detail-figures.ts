import { gbHolding } from '../../model/gigabytes.ts';
import type { Derived } from '../../model/plan/derived.ts';
import type { EnvironmentPlan } from '../../model/plan/environment-plan.ts';
import { type PlannedDisk, shapeName } from '../../model/plan/planned-machine.ts';
import type { BusinessModule } from '../../model/site/business-module.ts';
import { text } from '../../model/text.ts';
import type { Ledger } from '../ledger.ts';

/** How the smaller figures of an environment came about: disks, what a module asks for, quotas, other ways to buy. */
export function detailFigures(
  environment: EnvironmentPlan,
  modules: readonly BusinessModule[],
  fullestNodeGb: number,
  ledger: Ledger,
): void {
  const { name } = environment;
  const rules = Object.entries(ledger.figures()).filter(([id]) => id.includes('.disks.'));
  const inCluster = environment.components.map((component) => component.name);
  for (const { role, disks, components, isNode } of environment.machines)
    for (const disk of disks) {
      const id = `${name}.machines.${role}.disks.${disk.mount}`;
      ledger.figure(id, diskFigure(disk, name, isNode ? inCluster : components, fullestNodeGb, rules, ledger));
    }
  for (const module of modules) moduleFigures(module, name, ledger);
  for (const { shape, count, enough, spare, note } of environment.alternatives)
    ledger.figure(`${name}.alternatives.${shapeName(shape)}.count`, {
      value: count,
      unit: 'count',
      formula: 'max(enough + spare, copies that must be apart, least number) + machines the layout needs beyond',
      inputs: { enough, spare, beyond: Math.max(0, count - enough - spare) },
      from: { spare: 'assumption:spare-share' },
      source: { kind: 'rule', reference: 'F4' },
      meaning:
        note.zh === ''
          ? text(`改用 ${shapeName(shape)} 需要的台数`, `How many it takes of ${shapeName(shape)}`)
          : text(
              `改用 ${shapeName(shape)} 需要的台数：${note.zh}`,
              `How many it takes of ${shapeName(shape)}: ${note.en}`,
            ),
    });
  for (const { name: namespace, quota } of environment.namespaces) {
    const services = environment.services.filter((service) => service.namespace === namespace).length;
    const limit = (what: string, value: number, unit: string) =>
      ledger.figure(`${name}.namespaces.${namespace}.quota.${what}`, {
        value,
        unit,
        formula: 'Σ (copies + 1) × request over the services of the namespace',
        inputs: { services },
        source: { kind: 'rule', reference: '§6 ResourceQuota' },
        meaning: text(
          '这个命名空间最多可以占用多少：现有副本，另加滚动更新时多起的一份',
          'The most this namespace may take: its copies, and one more of each while it is updated',
        ),
      });
    limit('cpu', quota.cpuMillicores, 'm');
    limit('memory', quota.memoryMib, 'MiB');
    limit('pods', quota.pods, 'count');
  }
}

const assumptionOf: Partial<Record<PlannedDisk['use'], string>> = {
  system: 'system-disk-gb',
  containers: 'container-disk-gb',
  etcd: 'etcd-disk-gb',
};

function diskFigure(
  { mount, sizeGb, use, purpose }: PlannedDisk,
  environment: string,
  components: readonly string[],
  fullestNodeGb: number,
  rules: readonly (readonly [string, Derived])[],
  ledger: Ledger,
): Derived {
  const base = { value: sizeGb, unit: 'GB', meaning: purpose };
  const step = ledger.assumptions.get('disk-step-gb');
  const rule = rules.find(
    ([id]) =>
      id.endsWith(`.disks.${mount}`) && components.some((own) => id.startsWith(`${environment}.components.${own}.`)),
  );
  if (rule !== undefined)
    return {
      ...base,
      formula: '⌈size of the catalog entry ÷ step⌉ × step',
      inputs: { size: rule[1].value, step },
      from: { size: `figure:${rule[0]}`, step: 'assumption:disk-step-gb' },
      source: { kind: 'rule', reference: 'F16' },
    };
  const assumption = assumptionOf[use];
  if (assumption !== undefined)
    return {
      ...base,
      formula: 'the usual size',
      inputs: { size: sizeGb },
      from: { size: `assumption:${assumption}` },
      source: { kind: 'planner-default', reference: assumption },
    };
  return {
    ...base,
    formula: 'max(the least size, ⌈volumes of the fullest machine ÷ step⌉ × step)',
    inputs: { smallestDisk: ledger.assumptions.get('local-volume-disk-gb'), volumes: fullestNodeGb, step },
    from: { smallestDisk: 'assumption:local-volume-disk-gb', step: 'assumption:disk-step-gb' },
    source: { kind: 'rule', reference: 'F16' },
  };
}

function moduleFigures(
  { name, requests, limits, state, volumeGib }: BusinessModule,
  environment: string,
  ledger: Ledger,
) {
  const isAsked = ledger.questions().some(({ path }) => path.startsWith(`modules.${name}.requests`));
  const each = (what: 'cpu' | 'memory', field: 'cpuMillicores' | 'memoryMib', unit: string) => {
    const word = what === 'cpu' ? text('CPU', 'CPU') : text('内存', 'memory');
    ledger.figure(`${environment}.services.${name}.${what}`, {
      value: requests[field],
      unit,
      formula: 'what the product team says one copy needs',
      inputs: { asked: requests[field] },
      from: { asked: `answer:modules.${name}.requests.${field}` },
      source: isAsked
        ? { kind: 'planner-default', reference: `modules.${name}.requests` }
        : { kind: 'requirement', reference: `modules.${name}.requests.${field}` },
      meaning: text(`每个副本申请的${word.zh}`, `${word.en} each copy asks for`),
    });
    if (limits !== undefined) return;
    const factor = `limit-${what}-factor` as const;
    ledger.figure(`${environment}.services.${name}.${what}Limit`, {
      value: Math.round(requests[field] * ledger.assumptions.get(factor)),
      unit,
      formula: 'request × factor',
      inputs: { request: requests[field], factor: ledger.assumptions.get(factor) },
      from: { request: `figure:${environment}.services.${name}.${what}`, factor: `assumption:${factor}` },
      source: { kind: 'planner-default', reference: factor },
      meaning: text(`每个副本最多能用的${word.zh}`, `The most ${word.en} each copy may use`),
    });
  };
  each('cpu', 'cpuMillicores', 'm');
  each('memory', 'memoryMib', 'MiB');
  if (state === 'none') return;
  const size = volumeGib ?? 10;
  ledger.figure(`${environment}.services.${name}.volumes.data`, {
    value: gbHolding(size),
    unit: 'GB',
    formula: '⌈GiB × 1.073741824⌉',
    inputs: { volumeGib: size },
    from: { volumeGib: `answer:modules.${name}.volumeGib` },
    source:
      volumeGib === undefined
        ? { kind: 'planner-default', reference: `modules.${name}.volumeGib` }
        : { kind: 'requirement', reference: `modules.${name}.volumeGib` },
    meaning: text('每个副本的数据卷', 'Volume of each copy for its data'),
  });
}
