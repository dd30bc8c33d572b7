import type { MachineShape } from '../../model/plan/planned-machine.ts';

/** F16: sizes machines are asked for in, smallest first. */
export const machineSteps: readonly MachineShape[] = (
  [
    [2, 4],
    [4, 8],
    [4, 16],
    [8, 16],
    [8, 32],
    [16, 32],
    [16, 64],
    [32, 64],
    [32, 128],
    [64, 256],
  ] as const
).map(([cpuCores, memoryGib]) => ({ cpuCores, memoryGib }));

/** The smallest step that holds this much; beyond the largest, exactly what was asked. */
export function stepUp(wanted: MachineShape): MachineShape {
  return machineSteps.find((step) => holds(step, wanted)) ?? wanted;
}

export function holds(machine: MachineShape, wanted: MachineShape): boolean {
  return machine.cpuCores >= wanted.cpuCores && machine.memoryGib >= wanted.memoryGib;
}

/** 8C16G as numbers. */
export function parseShape(name: string): MachineShape {
  const [, cpu, memory] = /^(\d+)C(\d+)G$/.exec(name) ?? [];
  if (cpu === undefined || memory === undefined) throw new RangeError(`${name} is no machine size`);
  return { cpuCores: Number(cpu), memoryGib: Number(memory) };
}

/** Element-wise maximum. */
export function atLeast(a: MachineShape, b: MachineShape): MachineShape {
  return { cpuCores: Math.max(a.cpuCores, b.cpuCores), memoryGib: Math.max(a.memoryGib, b.memoryGib) };
}
