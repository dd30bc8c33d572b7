import type { Stanza } from './control-stanzas.ts';
import { isDebianName, isDebianVersion, parseProvisions, parseRelations } from './debian-relation.ts';
import { compareDebianVersions } from './debian-version.ts';
import type { OsPackage, PackageRules, Provision, Relation } from './os-package.ts';

export const debianRules: PackageRules = { compare: compareDebianVersions, isVersionlessEnough: false };

/** What `DebianPackage` asks of a paragraph. */
export const packageFields = [
  'package',
  'version',
  'architecture',
  'multi-arch',
  'essential',
  'priority',
  'provides',
  'depends',
  'pre-depends',
  'conflicts',
  'breaks',
] as const;

const priorities = ['required', 'important', 'standard', 'optional', 'extra'];

/** A paragraph of Packages or of a status file. Dependencies are read when they are asked for: of 60 000, few are. */
export class DebianPackage implements OsPackage {
  readonly name: string;
  readonly version: string;
  readonly rank: number;
  readonly provides: readonly Provision[];
  readonly isHeld: boolean;
  readonly #stanza: Stanza;
  readonly #architecture: string;
  #needs: Relation[][] | undefined;
  #excludes: Relation[] | undefined;

  /** Throws an Error for a name, a version or a Provides that Debian does not allow. */
  constructor(stanza: Stanza, architecture: string, isHeld = false) {
    this.name = stanza.get('package') ?? '';
    this.version = stanza.get('version') ?? '';
    if (!isDebianName(this.name) || !isDebianVersion(this.version)) {
      throw new Error(`the package “${this.name.slice(0, 100)}” has a name or a version Debian does not allow`);
    }
    this.#stanza = stanza;
    this.#architecture = architecture;
    this.isHeld = isHeld;
    const priority = priorities.indexOf(stanza.get('priority') ?? 'optional');
    this.rank = stanza.get('essential') === 'yes' ? -1 : priority < 0 ? priorities.length : priority;
    this.provides = this.#provisions();
  }

  get needs(): readonly (readonly Relation[])[] {
    this.#needs ??= [...this.#relations('pre-depends'), ...this.#relations('depends')];
    return this.#needs;
  }

  get excludes(): readonly Relation[] {
    // what must not be there must not be there for any architecture
    this.#excludes ??= [...this.#relations('conflicts'), ...this.#relations('breaks')]
      .flat()
      .map((relation) => ({ ...relation, name: relation.name.replace(/:any$/, '') }));
    return this.#excludes;
  }

  #provisions(): Provision[] {
    const own = [
      { name: this.name, version: this.version },
      ...parseProvisions(this.#field('provides'), this.#architecture),
    ];
    if (this.#stanza.get('multi-arch') !== 'allowed') return own;
    return [...own, ...own.map(({ name, version }) => ({ name: `${name}:any`, version }))];
  }

  #relations(field: 'depends' | 'pre-depends' | 'conflicts' | 'breaks'): Relation[][] {
    try {
      return parseRelations(this.#field(field), this.#architecture);
    } catch (error) {
      throw new Error(`${this.name}: ${field}: ${error instanceof Error ? error.message : ''}`);
    }
  }

  #field(name: string): string {
    return this.#stanza.get(name) ?? '';
  }
}
