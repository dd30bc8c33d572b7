import type { OsPackage, PackageRules, Relation } from './os-package.ts';
import { answers } from './os-package.ts';

export interface Offer<Package extends OsPackage> {
  readonly offered: Package;
  /** As apt counts: 500 as a rule, 100 or 1 where a repository says that it is not to be used by itself. */
  readonly priority: number;
}

/** What repositories offer: of each name one version, the newest of the highest priority; the first repository wins a draw. */
export class Candidates<Package extends OsPackage = OsPackage> {
  readonly rules: PackageRules;
  readonly #byName = new Map<string, Offer<Package>>();
  readonly #byProvision = new Map<string, Package[]>();

  constructor(offers: Iterable<Offer<Package>>, rules: PackageRules) {
    this.rules = rules;
    for (const offer of offers) {
      const { name, version } = offer.offered;
      const known = this.#byName.get(name);
      const order =
        known === undefined ? 1 : offer.priority - known.priority || rules.compare(version, known.offered.version);
      if (order > 0) this.#byName.set(name, offer);
    }
    for (const { offered } of this.#byName.values()) {
      for (const name of new Set(offered.provides.map((provision) => provision.name))) {
        const known = this.#byProvision.get(name);
        if (known === undefined) this.#byProvision.set(name, [offered]);
        else known.push(offered);
      }
    }
  }

  named(name: string): Package | undefined {
    return this.#byName.get(name)?.offered;
  }

  /** Whatever answers to the name, in whichever version: the real one first, then by rank. */
  providersOf(name: string): readonly Package[] {
    const plain = name.replace(/:any$/, '');
    return [...(this.#byProvision.get(name) ?? [])].sort(
      (a, b) => Number(b.name === plain) - Number(a.name === plain) || a.rank - b.rank || (a.name < b.name ? -1 : 1),
    );
  }

  answersTo(relation: Relation): readonly Package[] {
    return this.providersOf(relation.name).filter((found) => answers(found, relation, this.rules));
  }

  /** What may take the place of an installed package: newer, not held, and of a repository that is used by itself. */
  successorOf(installed: OsPackage): Package | undefined {
    const offer = this.#byName.get(installed.name);
    if (offer === undefined || installed.isHeld === true || offer.priority < 100) return undefined;
    return this.rules.compare(offer.offered.version, installed.version) > 0 ? offer.offered : undefined;
  }
}
