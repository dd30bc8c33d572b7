import type { Candidates } from './candidates.ts';
import type { InstalledPackages } from './installed-packages.ts';
import { answers, groupText, type OsPackage, type Relation } from './os-package.ts';
import { Selection } from './selection.ts';

/** Tries after which a knot of alternatives is given up. */
const triesCap = 100_000;

interface Wanted {
  readonly type: 'wanted';
  readonly name: string;
}
/** This very candidate has to be there, or something newer. */
interface Newest {
  readonly type: 'newest';
  readonly name: string;
  readonly because: string;
}
interface Needed {
  readonly type: 'needed';
  readonly by: OsPackage;
  readonly group: readonly Relation[];
}
type Goal = Wanted | Newest | Needed;
interface Goals {
  readonly goal: Goal;
  readonly next: Goals | undefined;
}

export type Choice<Package extends OsPackage> =
  | { readonly chosen: readonly Package[] }
  /** The first dead end, as a sentence. */
  | { readonly problem: string };

/**
 * What has to be carried to a target so that the names wanted are there and everything stands on what it needs; nothing
 * that is there is removed. Alternatives are tried in the order they are written, what is installed before what is not.
 * `carried` comes to the target in any case. The same input gives the same choice.
 */
export function choosePackages<Package extends OsPackage>(
  candidates: Candidates<Package>,
  installed: InstalledPackages,
  wanted: readonly string[],
  carried: readonly string[] = [],
): Choice<Package> {
  return new Search(candidates, installed).run([
    ...wanted.map((name): Goal => ({ type: 'wanted', name })),
    ...carried.map((name): Goal => ({ type: 'newest', name, because: 'another target' })),
  ]);
}

class Search<Package extends OsPackage> {
  readonly #candidates: Candidates<Package>;
  readonly #selection: Selection<Package>;
  /** Who asked for what was chosen, for messages. */
  readonly #askedBy = new Map<string, string>();
  #problem: string | undefined;
  #tries = 0;

  constructor(candidates: Candidates<Package>, installed: InstalledPackages) {
    this.#candidates = candidates;
    this.#selection = new Selection(installed);
  }

  run(goals: readonly Goal[]): Choice<Package> {
    if (this.#reach(listOf(goals))) return { chosen: this.#selection.chosen() };
    return { problem: this.#problem ?? 'no choice of packages fits' };
  }

  #reach(goals: Goals | undefined): boolean {
    let open = goals;
    while (open !== undefined && this.#isReached(open.goal)) open = open.next;
    if (open === undefined) return true;
    const { goal, next } = open;
    for (const option of this.#optionsFor(goal)) {
      this.#tries += 1;
      if (this.#tries > triesCap) {
        this.#problem = `no choice of packages found in ${triesCap} tries`;
        return false;
      }
      const replaced = this.#selection.current(option.name);
      this.#selection.choose(option);
      if (goal.type === 'needed') this.#askedBy.set(option.name, goal.by.name);
      const more = this.#consequences(option, replaced);
      // names asked for come first, so that alternatives find them there
      if (more !== undefined) {
        const isReached =
          goal.type === 'needed' ? this.#reach(listOf(more, next)) : this.#reach(listOf(itemsOf(next), listOf(more)));
        if (isReached) return true;
      }
      this.#selection.unchoose(option);
    }
    this.#problem ??= this.#reasonFor(goal);
    return false;
  }

  #isReached(goal: Goal): boolean {
    if (goal.type === 'wanted') return this.#selection.current(goal.name) !== undefined;
    if (goal.type === 'needed') {
      return this.#selection.current(goal.by.name) !== goal.by || this.#selection.holds(goal.group);
    }
    const there = this.#selection.current(goal.name);
    const candidate = this.#candidates.named(goal.name);
    if (there === undefined || candidate === undefined) return false;
    return this.#candidates.rules.compare(there.version, candidate.version) >= 0;
  }

  #optionsFor(goal: Goal): Package[] {
    if (goal.type !== 'needed') return this.#choosable(goal.name);
    const { by, group } = goal;
    const successor = this.#selection.isChosen(by.name) ? [] : this.#choosable(by.name);
    const answering = group.flatMap((relation) => {
      const found = this.#candidates.answersTo(relation).flatMap(({ name }) => this.#choosable(name));
      const isThere = ({ name }: OsPackage) => Number(this.#selection.current(name) !== undefined);
      return found.sort((a, b) => isThere(b) - isThere(a));
    });
    return [...new Set([...successor, ...answering])];
  }

  /** The candidate of this name, where the target may take it. */
  #choosable(name: string): Package[] {
    if (this.#selection.isChosen(name)) return [];
    const there = this.#selection.current(name);
    const found = there === undefined ? this.#candidates.named(name) : this.#candidates.successorOf(there);
    return found === undefined ? [] : [found];
  }

  /** What follows from a choice; undefined where it cannot be, because something excludes it. */
  #consequences(option: Package, replaced: OsPackage | undefined): Goal[] | undefined {
    const { rules } = this.#candidates;
    const goals: Goal[] = [];
    const inTheWay = (other: OsPackage, isCured: (successor: Package) => boolean): boolean => {
      const successor = this.#choosable(other.name)[0];
      if (successor !== undefined && isCured(successor)) {
        goals.push({ type: 'newest', name: other.name, because: option.name });
        return false;
      }
      this.#problem ??= `${this.#pathTo(option.name)} and ${nameOf(other)} exclude each other`;
      return true;
    };
    for (const relation of option.excludes) {
      for (const other of this.#selection.answering(relation)) {
        if (other.name !== option.name && inTheWay(other, (after) => !answers(after, relation, rules)))
          return undefined;
      }
    }
    for (const other of this.#selection.excluders(option)) {
      const stillExcludes = (after: Package) => after.excludes.some((relation) => answers(option, relation, rules));
      if (inTheWay(other, (after) => !stillExcludes(after))) return undefined;
    }
    const unsettled = replaced === undefined ? [] : this.#selection.unsettledBy(replaced);
    const needs = [...unsettled, ...option.needs.map((group) => ({ by: option, group }))];
    return [...goals, ...needs.map(({ by, group }): Goal => ({ type: 'needed', by, group }))];
  }

  #reasonFor(goal: Goal): string {
    const about = (name: string) => {
      if (name.startsWith('(')) return 'rich dependencies are not resolved here';
      const there = this.#selection.current(name);
      if (there?.isHeld) return `${nameOf(there)} is held on the target`;
      const offered = this.#candidates.named(name);
      if (offered !== undefined) return `the repositories have ${nameOf(offered)}`;
      return there === undefined ? `no repository has ${name}` : `the target has ${nameOf(there)}`;
    };
    if (goal.type === 'wanted') {
      const others = this.#candidates.providersOf(goal.name).map(({ name }) => name);
      return others.length === 0
        ? `no repository has ${goal.name}`
        : `${goal.name} is no package of its own: name one of ${others.slice(0, 5).join(', ')}`;
    }
    if (goal.type === 'newest')
      return `${goal.name} would have to be replaced for ${goal.because}, but ${about(goal.name)}`;
    const names = [...new Set(goal.group.map(({ name }) => name))];
    return `${this.#pathTo(goal.by.name)} needs ${groupText(goal.group)}, but ${names.map(about).join('; ')}`;
  }

  /** `chrony → libfoo1`. */
  #pathTo(name: string): string {
    const path = [name];
    for (let by = this.#askedBy.get(name); by !== undefined && !path.includes(by); by = this.#askedBy.get(by))
      path.push(by);
    return path.reverse().join(' → ');
  }
}

function nameOf({ name, version }: OsPackage): string {
  return `${name} ${version}`;
}

function listOf(goals: readonly Goal[], next?: Goals): Goals | undefined {
  return goals.reduceRight<Goals | undefined>((rest, goal) => ({ goal, next: rest }), next);
}

function itemsOf(goals: Goals | undefined): Goal[] {
  const items: Goal[] = [];
  for (let each = goals; each !== undefined; each = each.next) items.push(each.goal);
  return items;
}
