export type Comparison = '<<' | '<=' | '=' | '>=' | '>>';

/** What a package asks for or cannot stand: a name, and the versions of it that are meant. */
export interface Relation {
  readonly name: string;
  readonly bound?: { readonly is: Comparison; readonly version: string } | undefined;
}

/** A name a package answers to. */
export interface Provision {
  readonly name: string;
  readonly version?: string | undefined;
}

/** One version of an OS package, for one architecture; whether .deb or .rpm, the same questions are asked of it. */
export interface OsPackage {
  readonly name: string;
  readonly version: string;
  /** Itself among them. */
  readonly provides: readonly Provision[];
  /** Each group wants one of its members. */
  readonly needs: readonly (readonly Relation[])[];
  /** What must not be installed beside it. */
  readonly excludes: readonly Relation[];
  /** Among several that answer the same need the lowest is taken first, then the first by name. */
  readonly rank: number;
  /** Somebody on the target said it stays as it is. */
  readonly isHeld?: boolean | undefined;
}

/** Where Debian and rpm disagree. */
export interface PackageRules {
  /** Negative where `a` is older. */
  readonly compare: (a: string, b: string) => number;
  /** Whether a provision without version answers a relation that names one. */
  readonly isVersionlessEnough: boolean;
}

function isMetBy(relation: Relation, provision: Provision, rules: PackageRules): boolean {
  if (relation.name !== provision.name) return false;
  if (relation.bound === undefined) return true;
  if (provision.version === undefined) return rules.isVersionlessEnough;
  const order = rules.compare(provision.version, relation.bound.version);
  switch (relation.bound.is) {
    case '<<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '=':
      return order === 0;
    case '>=':
      return order >= 0;
    case '>>':
      return order > 0;
  }
}

/** True where the package answers the relation, by its name or by what it provides. */
export function answers(found: OsPackage, relation: Relation, rules: PackageRules): boolean {
  return found.provides.some((provision) => isMetBy(relation, provision, rules));
}

/** As packages write it: `libc6 (>= 2.36) | libc6-udeb`. */
export function groupText(group: readonly Relation[]): string {
  return group
    .map(({ name, bound }) => (bound === undefined ? name : `${name} (${bound.is} ${bound.version})`))
    .join(' | ');
}
