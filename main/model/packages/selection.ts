import type { InstalledPackages } from './installed-packages.ts';
import { answers, type OsPackage, type Relation } from './os-package.ts';

/** What a target would hold: its own packages, with those chosen beside them or in their place. Choices are taken back in turn. */
export class Selection<Package extends OsPackage> {
  readonly installed: InstalledPackages;
  readonly #chosen = new Map<string, Package>();

  constructor(installed: InstalledPackages) {
    this.installed = installed;
  }

  chosen(): Package[] {
    return [...this.#chosen.values()];
  }

  isChosen(name: string): boolean {
    return this.#chosen.has(name);
  }

  current(name: string): OsPackage | undefined {
    return this.#chosen.get(name) ?? this.installed.named(name);
  }

  choose(found: Package): void {
    this.#chosen.set(found.name, found);
  }

  unchoose({ name }: Package): void {
    this.#chosen.delete(name);
  }

  holds(group: readonly Relation[]): boolean {
    return group.some((relation) => this.answering(relation).length > 0);
  }

  /** Everything there that answers the relation. */
  answering(relation: Relation): OsPackage[] {
    const { rules } = this.installed;
    return this.#present(this.installed.providing(relation.name)).filter((each) => answers(each, relation, rules));
  }

  /** Everything there that cannot stand this package. */
  excluders(found: OsPackage): OsPackage[] {
    const { rules } = this.installed;
    const names = found.provides.map(({ name }) => name);
    const maybe = this.#present([...new Set(names.flatMap((name) => this.installed.excluding(name)))]);
    return maybe.filter(
      (each) => each.name !== found.name && each.excludes.some((relation) => answers(found, relation, rules)),
    );
  }

  /** What stood on an installed package and no longer stands now that another version took its place. */
  unsettledBy(replaced: OsPackage): { readonly by: OsPackage; readonly group: readonly Relation[] }[] {
    const names = new Set(replaced.provides.map(({ name }) => name));
    const maybe = this.#present([...new Set([...names].flatMap((name) => this.installed.needing(name)))]);
    return maybe.flatMap((by) =>
      by.needs
        .filter((group) => group.some(({ name }) => names.has(name)) && !this.holds(group))
        // what was broken before is not ours to mend
        .filter((group) => this.isChosen(by.name) || this.installed.holds(group))
        .map((group) => ({ by, group })),
    );
  }

  #present(installed: readonly OsPackage[]): OsPackage[] {
    return [...installed.filter(({ name }) => !this.#chosen.has(name)), ...this.#chosen.values()];
  }
}
