import { type ExistingUse, type MachineGroup, type MachineShape, shapeName } from '../../model/plan/planned-machine.ts';
import type { HostFacts } from '../../model/site/host-facts.ts';
import type { Machine } from '../../model/site/machine.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import { holds } from '../sizing/shapes.ts';
import { costIndex } from '../sizing/workers.ts';

/** A machine that stands there, as far as its size is known. */
export interface ExistingMachine {
  readonly name: string;
  /** Empty: may serve any environment. */
  readonly environment: string;
  readonly shape: MachineShape | undefined;
  readonly role: Machine['role'];
  readonly component: string;
  readonly physicalHost: string;
}

/** Cloud memory is a little less than what was sold: 15.5 GiB is a 16 GiB machine. */
const memoryTolerance = 0.93;

/** Named machines have the role the installation gives them; those of a lot go wherever they fit. */
export function existingMachines(
  { machines, machineLots }: Requirements,
  facts: Readonly<Record<string, HostFacts>>,
  roles: ReadonlyMap<string, Machine['role']>,
): ExistingMachine[] {
  return [
    ...machines
      .filter(({ role }) => role !== 'jump' && role !== 'monitored')
      .map((machine): ExistingMachine => {
        const known = facts[machine.name];
        const { cpuCores, memoryGib, physicalHost } = machine.hardware;
        const shape =
          known !== undefined
            ? { cpuCores: known.cpuCount, memoryGib: Math.round(known.memoryMiB / 102.4) / 10 }
            : cpuCores !== undefined && memoryGib !== undefined
              ? { cpuCores, memoryGib }
              : undefined;
        return {
          name: machine.name,
          environment: machine.environment,
          shape,
          role: roles.get(machine.name) ?? machine.role,
          component: machine.component ?? '',
          physicalHost,
        };
      }),
    ...machineLots.flatMap(({ name, count, cpuCores, memoryGib, physicalHosts }) =>
      Array.from(
        { length: count },
        (_, index): ExistingMachine => ({
          name: `${name}-${String(index + 1).padStart(2, '0')}`,
          environment: '',
          shape: { cpuCores, memoryGib },
          role: 'auto',
          component: '',
          physicalHost: physicalHosts[index % Math.max(1, physicalHosts.length)] ?? '',
        }),
      ),
    ),
  ];
}

/** The size most of the existing machines have: workers of that size are planned before others are bought. */
export function commonShape(machines: readonly ExistingMachine[]): MachineShape | undefined {
  const counts = new Map<string, { shape: MachineShape; count: number }>();
  for (const { shape, role } of machines) {
    if (shape === undefined || role === 'outside') continue;
    const name = shapeName(shape);
    counts.set(name, { shape, count: (counts.get(name)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || b.shape.cpuCores - a.shape.cpuCores)[0]?.shape;
}

export interface Assignment {
  readonly groups: Readonly<Record<string, MachineGroup[]>>;
  readonly uses: ExistingUse[];
}

/** Puts existing machines into planned places, environment by environment: named roles first, else the smallest machine that fits. */
export function assignExisting(
  planned: Readonly<Record<string, MachineGroup[]>>,
  machines: readonly ExistingMachine[],
  firstEnvironment: string,
): Assignment {
  const free = new Set(machines);
  const uses: ExistingUse[] = [];
  const groups = Object.fromEntries(
    Object.entries(planned).map(([environment, list]) => [
      environment,
      list.map((group) => {
        const taken = takeFor(group, environment, firstEnvironment, free);
        for (const machine of taken) {
          free.delete(machine);
          uses.push(placedAs(machine, environment, group));
        }
        return {
          ...group,
          existing: taken.length,
          names: group.names.map((name, index) => taken[index]?.name ?? name),
        };
      }),
    ]),
  );
  for (const machine of free) uses.push(unusedOf(machine));
  return { groups, uses };
}

function takeFor(
  group: MachineGroup,
  environment: string,
  firstEnvironment: string,
  free: ReadonlySet<ExistingMachine>,
): ExistingMachine[] {
  const here = [...free].filter((machine) => machine.environment === '' || machine.environment === environment);
  const named = here.filter(
    (machine) => isNamedFor(machine, group) && (machine.environment !== '' || environment === firstEnvironment),
  );
  const fitting = here
    .filter(
      ({ role, shape, component }) =>
        role === 'auto' && component === '' && shape !== undefined && fits(shape, group.shape),
    )
    .sort((a, b) => cost(a) - cost(b));
  return [...named, ...fitting].slice(0, group.count);
}

function isNamedFor({ role, component }: ExistingMachine, group: MachineGroup): boolean {
  if (role === 'outside') return group.components.includes(component);
  return role === group.role;
}

function fits(shape: MachineShape, wanted: MachineShape): boolean {
  return holds(shape, { cpuCores: wanted.cpuCores, memoryGib: wanted.memoryGib * memoryTolerance });
}

function cost({ shape }: ExistingMachine): number {
  return shape === undefined ? Number.POSITIVE_INFINITY : costIndex(shape, 1, 4);
}

function placedAs({ name, shape }: ExistingMachine, environment: string, group: MachineGroup): ExistingUse {
  const wanted = shapeName(group.shape);
  if (shape === undefined) {
    return {
      name,
      environment,
      role: group.role,
      fits: false,
      because: text(`配置未知，需要 ${wanted}`, `Its size is unknown; ${wanted} is needed`),
    };
  }
  const isEnough = fits(shape, group.shape);
  return {
    name,
    environment,
    role: group.role,
    fits: isEnough,
    because: isEnough
      ? text(`${shapeName(shape)} 满足 ${wanted}`, `${shapeName(shape)} meets ${wanted}`)
      : text(`${shapeName(shape)} 不满足 ${wanted}`, `${shapeName(shape)} does not meet ${wanted}`),
  };
}

function unusedOf({ name, shape, environment, role }: ExistingMachine): ExistingUse {
  if (role === 'worker' || role === 'control-plane') {
    return {
      name,
      environment,
      role,
      fits: true,
      because: text(
        '比方案多出的一台，一同加入集群',
        'One more than the plan asks for; it joins the cluster all the same',
      ),
    };
  }
  const because =
    shape === undefined
      ? text('配置未知，没有安排用途', 'Its size is unknown, so it is given nothing to do')
      : text(
          `${shapeName(shape)}：方案中没有需要它的位置，可留作备用`,
          `${shapeName(shape)}: the plan has no place that needs it; keep it in reserve`,
        );
  return { name, environment, role: '', fits: shape !== undefined, because };
}
