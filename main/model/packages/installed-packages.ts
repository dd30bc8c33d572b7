import { answers, type OsPackage, type PackageRules, type Relation } from './os-package.ts';

/** A target's packages, found by name, by what they provide, need and exclude. */
export class InstalledPackages {
  readonly rules: PackageRules;
  readonly #byName = new Map<string, OsPackage>();
  readonly #providing = new Map<string, OsPackage[]>();
  readonly #needing = new Map<string, OsPackage[]>();
  readonly #excluding = new Map<string, OsPackage[]>();

  constructor(packages: Iterable<OsPackage>, rules: PackageRules) {
    this.rules = rules;
    for (const each of packages) {
      // kernels lie side by side: the newest speaks for its name
      const known = this.#byName.get(each.name);
      if (known === undefined || rules.compare(each.version, known.version) > 0) this.#byName.set(each.name, each);
    }
    for (const each of this.#byName.values()) {
      index(
        this.#providing,
        each,
        each.provides.map(({ name }) => name),
      );
      index(
        this.#needing,
        each,
        each.needs.flat().map(({ name }) => name),
      );
      index(
        this.#excluding,
        each,
        each.excludes.map(({ name }) => name),
      );
    }
  }

  all(): Iterable<OsPackage> {
    return this.#byName.values();
  }

  named(name: string): OsPackage | undefined {
    return this.#byName.get(name);
  }

  providing(name: string): readonly OsPackage[] {
    return this.#providing.get(name) ?? [];
  }

  needing(name: string): readonly OsPackage[] {
    return this.#needing.get(name) ?? [];
  }

  excluding(name: string): readonly OsPackage[] {
    return this.#excluding.get(name) ?? [];
  }

  /** Whether the target, as it is, has one of them. */
  holds(group: readonly Relation[]): boolean {
    return group.some((relation) =>
      this.providing(relation.name).some((found) => answers(found, relation, this.rules)),
    );
  }
}

function index(map: Map<string, OsPackage[]>, found: OsPackage, names: readonly string[]): void {
  for (const name of new Set(names)) {
    const known = map.get(name);
    if (known === undefined) map.set(name, [found]);
    else known.push(found);
  }
}
