/** Ring distances tried beyond themselves; also the largest number of distances at which every pair is tried. */
const mostDistances = 6;

export interface PodPairs {
  /** Places before and after a node, in the plan's order, of those it calls; each calls itself too. */
  readonly distances: readonly number[];
  /** Callees by caller. */
  readonly callees: ReadonlyMap<string, readonly string[]>;
  readonly tried: number;
  /** n², a node with itself included. */
  readonly possible: number;
}

/**
 * Which pod calls which. The nodes stand in a ring in the plan's order; each calls itself and those at some distances on
 * both sides. Up to 13 nodes these are all distances, so every ordered pair is tried. Beyond that they are six, from
 * neighbours to the opposite side, growing by the same factor: every node still is caller and callee equally often, every
 * pair is tried in both directions, and both near machines (as in one rack) and far ones are. Calls: 13 a node at most.
 */
export function choosePodPairs(names: readonly string[]): PodPairs {
  const distances = ringDistances(Math.floor(names.length / 2));
  const at = (index: number) => names[(index + names.length) % names.length] ?? '';
  const callees = new Map(
    names.map((name, index) => {
      const sides = distances.flatMap((distance) => [at(index + distance), at(index - distance)]);
      return [name, [...new Set([name, ...sides])]] as const;
    }),
  );
  const tried = [...callees.values()].reduce((sum, { length }) => sum + length, 0);
  return { distances, callees, tried, possible: names.length ** 2 };
}

function ringDistances(farthest: number): number[] {
  if (farthest <= mostDistances) return Array.from({ length: farthest }, (_, index) => index + 1);
  const distances: number[] = [];
  for (let index = 0; index < mostDistances; index += 1) {
    const wanted = Math.round(farthest ** (index / (mostDistances - 1)));
    distances.push(Math.max(wanted, (distances.at(-1) ?? 0) + 1));
  }
  return distances;
}
