import type { Candidates } from './candidates.ts';
import { choosePackages } from './choose-packages.ts';
import { faultsAfter } from './final-state.ts';
import type { InstalledPackages } from './installed-packages.ts';
import type { OsPackage } from './os-package.ts';

export interface Target {
  /** How messages name it. */
  readonly label: string;
  readonly installed: InstalledPackages;
}

/**
 * What has to be carried for all targets: whatever any of them lacks, and each of them stands with all of it. Sorted by
 * name. Throws an Error that names the target and the first dead end.
 */
export function packageClosure<Package extends OsPackage>(
  candidates: Candidates<Package>,
  targets: readonly Target[],
  wanted: readonly string[],
): Package[] {
  let problem: Error | undefined;
  // the first target chooses freely: what it takes may stand in another's way, and then another begins
  for (const [index] of targets.entries()) {
    try {
      return closureInOrder(candidates, [...targets.slice(index), ...targets.slice(0, index)], wanted);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      problem ??= error;
    }
  }
  throw problem ?? new Error('no target is named');
}

function closureInOrder<Package extends OsPackage>(
  candidates: Candidates<Package>,
  targets: readonly Target[],
  wanted: readonly string[],
): Package[] {
  const carried = new Map<string, Package>();
  for (let before = -1; before !== carried.size; ) {
    before = carried.size;
    for (const { label, installed } of targets) {
      const choice = choosePackages(candidates, installed, wanted, [...carried.keys()]);
      if ('problem' in choice) throw new Error(`${label}: ${choice.problem}`);
      for (const each of choice.chosen) carried.set(each.name, each);
    }
  }
  const closure = [...carried.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { label, installed } of targets) {
    const [fault] = faultsAfter(installed, closure);
    if (fault !== undefined) throw new Error(`${label}: ${fault}`);
  }
  return closure;
}
