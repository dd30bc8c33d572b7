import type { Component } from '../model/catalog/component.ts';
import type { Catalog } from '../model/catalog/product.ts';
import type { SizingContext } from '../model/catalog/sizing-context.ts';
import type { Rule } from '../model/catalog/workload.ts';
import { compile } from './expression.ts';

/** What no single field can show: names that lead nowhere, expressions that cannot be computed. `file: field: what is wrong`. */
export function catalogProblems({ components, products }: Catalog): string[] {
  const known = new Set(components.keys());
  return [
    ...[...components.values()].flatMap((component) => [
      ...unknownNames(component, known),
      ...brokenExpressions(component),
      ...placementProblems(component),
      ...strayDefaults(component),
    ]),
    ...circles(components),
    ...[...products.values()].flatMap(({ id, platform, modules }) => {
      const inside = new Set([
        ...modules.map(({ name }) => name),
        ...platform.map(({ component, name }) => name ?? component),
      ]);
      return [
        ...platform
          .filter(({ component }) => !known.has(component))
          .map(({ component }) => `${id}.yaml: platform: no component named ${component}`),
        ...platform.flatMap(({ component, inputs }) => {
          const asked = components.get(component)?.inputs.map(({ name }) => name) ?? Object.keys(inputs);
          return Object.keys(inputs)
            .filter((name) => !asked.includes(name))
            .map((name) => `${id}.yaml: platform.${component}.inputs: ${component} asks for no ${name}`);
        }),
        ...modules.flatMap(({ name, dependsOn = [] }) =>
          dependsOn
            .filter((needed) => !inside.has(needed) && !known.has(needed))
            .map(
              (needed) => `${id}.yaml: modules.${name}.dependsOn: neither a module nor a component is named ${needed}`,
            ),
        ),
      ];
    }),
  ];
}

function unknownNames({ id, requires, conflicts, ports }: Component, known: ReadonlySet<string>): string[] {
  const named = [
    ...requires.flat().map((name) => ({ field: 'requires', name })),
    ...conflicts.map(({ component }) => ({ field: 'conflicts', name: component })),
    ...ports
      .flatMap(({ from, to }) => [from, to])
      .filter((party) => party.startsWith('component:'))
      .map((party) => ({ field: 'ports', name: party.slice('component:'.length) })),
  ];
  return named
    .filter(({ name }) => !known.has(name))
    .map(({ field, name }) => `${id}.yaml: ${field}: no component named ${name}`);
}

/** A placement is a promise: what says it runs on machines of its own says which, and so in the cluster. */
function placementProblems({ id, depth, placements, workloads, ports }: Component): string[] {
  const elsewhere = ports.flatMap((port) => port.placements ?? []).find((placement) => !placements.includes(placement));
  if (elsewhere !== undefined) return [`${id}.yaml: ports: ${elsewhere} is none of its placements`];
  const runsHere = placements.filter((placement) => placement !== 'customer' && placement !== 'existing');
  if (depth === 'stub')
    return runsHere.length === 0 ? [] : [`${id}.yaml: placements: a stub is customer or existing, nothing else`];
  if (runsHere.length > 0 && workloads.length === 0)
    return [`${id}.yaml: workloads: a full description has at least one`];
  const onMachines = workloads.some(({ kind }) => kind === 'machine');
  const inCluster = workloads.some(({ kind }) => kind !== 'machine');
  return [
    ...(onMachines === placements.includes('machines')
      ? []
      : [`${id}.yaml: workloads: one of kind machine and the placement machines go together`]),
    ...(inCluster === (placements.includes('cluster') || placements.includes('node-wide'))
      ? []
      : [`${id}.yaml: workloads: one inside the cluster and the placement cluster or node-wide go together`]),
  ];
}

function strayDefaults({ id, inputs }: Component): string[] {
  return inputs
    .filter(({ default: value, choices, min, max }) =>
      typeof value === 'number'
        ? value < (min ?? value) || value > (max ?? value)
        : choices?.includes(String(value)) === false,
    )
    .map(({ name, default: value }) => `${id}.yaml: inputs.${name}.default: ${value} is not among what is allowed`);
}

/** Of "any one of them" each choice counts: nobody may need itself. */
function circles(components: ReadonlyMap<string, Component>): string[] {
  const settled = new Set<string>();
  const visit = (id: string, trail: readonly string[]): string[] => {
    if (settled.has(id)) return [];
    if (trail.includes(id))
      return [`${id}.yaml: requires: needs itself (${[...trail.slice(trail.indexOf(id)), id].join(' → ')})`];
    const found = (components.get(id)?.requires ?? []).flat().flatMap((needed) => visit(needed, [...trail, id]));
    settled.add(id);
    return found;
  };
  return [...components.keys()].flatMap((id) => visit(id, []));
}

/** Each expression is tried on the inputs' defaults and on an ordinary site, so that a wrong name shows here and not on a customer's plan. */
function brokenExpressions(component: Component): string[] {
  const inputs = Object.fromEntries(component.inputs.map(({ name, default: value }) => [name, value]));
  return expressionsOf(component).flatMap(({ field, expression, wanted }) => {
    try {
      const value = compile(expression)({ inputs, site: ordinarySite, machine: ordinaryMachine });
      return wanted === 'any' || typeof value === wanted
        ? []
        : [`${component.id}.yaml: ${field}: gives ${JSON.stringify(value)}, wanted is a ${wanted}`];
    } catch (cause) {
      return [`${component.id}.yaml: ${field}: ${cause instanceof Error ? cause.message : String(cause)}`];
    }
  });
}

interface Place {
  readonly field: string;
  readonly expression: string;
  readonly wanted: 'number' | 'boolean' | 'any';
}

function expressionsOf({ inputs, workloads, ports, chosenWhen, cliffs }: Component): Place[] {
  const when = (field: string, expression: string | undefined): Place[] =>
    expression === undefined ? [] : [{ field, expression, wanted: 'boolean' }];
  const rule = (field: string, given: Rule | undefined): Place[] =>
    given === undefined ? [] : [{ field, expression: given.value, wanted: 'number' }];
  return [
    ...inputs.flatMap(({ name, from }): Place[] =>
      from === undefined ? [] : [{ field: `inputs.${name}.from`, expression: from, wanted: 'any' }],
    ),
    ...workloads.flatMap((workload) => [
      ...when(`workloads.${workload.name}.when`, workload.when),
      ...(['count', 'cpuCores', 'memoryGib', 'limitCpuCores', 'limitMemoryGib'] as const).flatMap((key) =>
        rule(`workloads.${workload.name}.${key}`, workload[key]),
      ),
      ...workload.volumes.flatMap(({ name, sizeGb }) => rule(`workloads.${workload.name}.volumes.${name}`, sizeGb)),
      ...workload.disks.flatMap(({ mount, sizeGb }) => rule(`workloads.${workload.name}.disks.${mount}`, sizeGb)),
    ]),
    ...ports.flatMap((port, index) => when(`ports.${index}.when`, port.when)),
    ...when('chosenWhen', chosenWhen),
    ...cliffs.flatMap((cliff) => when(`cliffs.${cliff.id}.when`, cliff.when)),
  ];
}

const ordinarySite: SizingContext = {
  nodes: 6,
  controlPlanes: 3,
  pods: 80,
  meshedPods: 0,
  failures: 1,
  isProduction: true,
  clusters: 1,
  concurrentUsers: 300,
  registeredUsers: 2000,
  requestsPerSecond: 60,
  modules: 10,
  logGbPerDay: 10,
  hotDays: 14,
  retentionDays: 184,
  fileGb: 500,
  growthPerYear: 0.2,
  years: 3,
  imageGb: 30,
  mlps: 'none',
  architecture: 'amd64',
  hasNas: false,
  hasObjectStore: false,
  hasLoadBalancer: false,
  hasRegistry: false,
  hasLogCentre: false,
  hasMail: false,
  hasChat: false,
};

const ordinaryMachine = {
  architecture: 'amd64',
  pageSizeBytes: 4096,
  kernel: '5.10.0',
  kernelMajor: 5,
  kernelMinor: 10,
  cgroupVersion: 2,
  isCpuLevel2: true,
  os: 'debian-12',
};
