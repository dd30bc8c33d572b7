import type { Comparison, OsPackage, PackageRules, Provision, Relation } from './os-package.ts';
import { compareRpmVersions } from './rpm-version.ts';

export const rpmRules: PackageRules = { compare: compareRpmVersions, isVersionlessEnough: true };

/** What an rpm says of itself, from a repository's metadata or from a target. */
export interface RpmFacts {
  readonly name: string;
  /** `epoch:version-release`. */
  readonly version: string;
  readonly provides: readonly Relation[];
  readonly requires: readonly Relation[];
  readonly conflicts: readonly Relation[];
  readonly obsoletes: readonly Relation[];
  readonly files: readonly string[];
}

/** An rpm's name, for what means the package and not what it provides: no capability has a blank in it. */
function nameItself(name: string): string {
  return `name ${name}`;
}

/** Throws an Error for a name rpm does not allow. */
export function rpmPackage({ name, version, provides, requires, conflicts, obsoletes, files }: RpmFacts): OsPackage {
  if (!/^[A-Za-z0-9_][A-Za-z0-9._+~^-]{0,255}$/.test(name) || !/^(\d+:)?[A-Za-z0-9._+~^-]+$/.test(version)) {
    throw new Error(`the package “${name.slice(0, 100)}” has a name or a version rpm does not allow`);
  }
  return {
    name,
    version,
    provides: [
      { name, version },
      { name: nameItself(name), version },
      ...provides.map(({ name: provided, bound }): Provision => ({ name: provided, version: bound?.version })),
      ...files.map((path) => ({ name: path })),
    ],
    // what rpm itself must be able to do is rpm's affair
    needs: requires.filter((relation) => !relation.name.startsWith('rpmlib(')).map((relation) => [relation]),
    // rpm would remove what is obsoleted; Ferryman removes nothing
    excludes: [...conflicts, ...obsoletes.map((relation) => ({ ...relation, name: nameItself(relation.name) }))],
    rank: name.length,
  };
}

const signs: Readonly<Record<string, Comparison>> = { LT: '<<', LE: '<=', EQ: '=', GE: '>=', GT: '>>' };

/** A relation as metadata writes it: LT, LE, EQ, GE, GT and a version. Throws an Error for another sign. */
export function rpmRelation(name: string, sign: string | undefined, version: string): Relation {
  if (sign === undefined || version === '') return { name };
  const is = signs[sign];
  if (is === undefined) throw new Error(`“${sign.slice(0, 20)}” compares no versions`);
  return { name, bound: { is, version } };
}
