import type { MachineShape } from '../../model/plan/planned-machine.ts';

/** CPU in millicores, memory in MiB. */
export interface Capacity {
  readonly cpuMillicores: number;
  readonly memoryMib: number;
}

const evictionMib = 100;

/** F1: what kubelet and system keep of a machine. Source: GKE node sizes (also AKS before 1.29). */
export function reserve({ cpuCores, memoryGib }: MachineShape): Capacity {
  const memory =
    memoryGib < 1
      ? 255 / 1024
      : tiered(memoryGib, [
          [4, 0.25],
          [4, 0.2],
          [8, 0.1],
          [112, 0.06],
          [Number.POSITIVE_INFINITY, 0.02],
        ]);
  const cpu = tiered(cpuCores, [
    [1, 0.06],
    [1, 0.01],
    [2, 0.005],
    [Number.POSITIVE_INFINITY, 0.0025],
  ]);
  return { cpuMillicores: round(cpu * 1000), memoryMib: round(memory * 1024) };
}

/** Capacity less the reserve and the kubelet's eviction threshold of 100 MiB. */
export function allocatable(shape: MachineShape): Capacity {
  const kept = reserve(shape);
  return {
    cpuMillicores: shape.cpuCores * 1000 - kept.cpuMillicores,
    memoryMib: round(shape.memoryGib * 1024 - kept.memoryMib - evictionMib),
  };
}

/** What is left for services once the programs of every node, and a control plane on a shared machine, have theirs; never below zero. */
export function usable(shape: MachineShape, ...takers: readonly Capacity[]): Capacity {
  const whole = allocatable(shape);
  return takers.reduce<Capacity>(
    (left, taker) => ({
      cpuMillicores: Math.max(0, round(left.cpuMillicores - taker.cpuMillicores)),
      memoryMib: Math.max(0, round(left.memoryMib - taker.memoryMib)),
    }),
    whole,
  );
}

/** Sum of shares over consecutive tiers: 25 % of the first 4, 20 % of the next 4 … */
function tiered(amount: number, tiers: readonly (readonly [size: number, share: number])[]): number {
  let left = amount;
  let sum = 0;
  for (const [size, share] of tiers) {
    sum += Math.min(left, size) * share;
    left = Math.max(0, left - size);
  }
  return sum;
}

/** Sums of decimal shares carry noise in the last bits; a thousandth of a millicore or MiB is finer than any figure here. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
