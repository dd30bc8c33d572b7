/** One line of the table: medians of interleaved rounds in one run; only the ratio says anything. `peer` NaN = no peer. */
export interface Row {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  /** ours / peer, in the sense of the goal. */
  readonly ratio: number;
  readonly goal: string;
  readonly unit: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function compared(name: string, ours: number, peer: number, goal: string, unit: string): Row {
  return { name, ours, peer, ratio: ours / peer, goal, unit };
}

/** A figure with a limit of its own and nobody to compare with. */
export function alone(name: string, ours: number, goal: string, unit: string): Row {
  return { name, ours, peer: Number.NaN, ratio: Number.NaN, goal, unit };
}

/** How long the work took. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}
