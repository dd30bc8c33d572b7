import type { SourceFile } from './import-graph.ts';
import { driverHomes, importTable, impureModules, pureFolders } from './import-rules.ts';

/** Imports against the table, drivers outside their home, impure modules in pure folders, circles. Each is an error. */
export function findProblems(sources: readonly SourceFile[]): string[] {
  return [...sources.flatMap(forbiddenImports), ...sources.flatMap(strayPackages), ...circles(sources)];
}

/** Worth a second look, never an error: long files, and exports nobody takes. */
export function findWarnings(sources: readonly SourceFile[], users: readonly SourceFile[]): string[] {
  return [
    ...sources
      .filter(({ lines }) => lines > 300)
      .map(({ path, lines }) => `${path}: ${lines} lines; does it have one reason to exist?`),
    ...deadExports(sources, users),
  ];
}

function forbiddenImports({ path, imports }: SourceFile): string[] {
  const from = roomOf(path);
  const allowed = importTable[from];
  if (allowed === undefined) return [`${path}: ${from} is no room of the house`];
  return imports.flatMap((target) => {
    const to = roomOf(target);
    const isData = target.startsWith('bundles/') || target === 'package.json';
    return to === from || isData || allowed.includes(to) ? [] : [`${path}: ${from} may not import ${to} (${target})`];
  });
}

function strayPackages({ path, packages }: SourceFile): string[] {
  const strays = packages.filter((name) => driverHomes[name]?.every((home) => !path.startsWith(home)));
  const isPure = pureFolders.some((folder) => path.startsWith(folder));
  const impure = isPure ? packages.filter((name) => impureModules.includes(name)) : [];
  return [
    ...strays.map((name) => `${path}: ${name} belongs in ${driverHomes[name]?.join(' or ')}`),
    ...impure.map((name) => `${path}: a pure folder may not import ${name}`),
  ];
}

function circles(sources: readonly SourceFile[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (done.has(path)) return;
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.push(`circle: ${[...trail.slice(start), path].join(' → ')}`);
      return;
    }
    for (const next of byPath.get(path)?.imports ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return found;
}

function deadExports(sources: readonly SourceFile[], users: readonly SourceFile[]): string[] {
  const taken = new Map<string, Set<string>>();
  for (const { from, name } of users.flatMap((source) => source.taken))
    taken.set(from, (taken.get(from) ?? new Set()).add(name));
  return sources.flatMap(({ path, exports }) => {
    const names = taken.get(path);
    if (names?.has('*')) return [];
    return exports
      .filter((name) => name !== 'default' && name !== 'register' && !names?.has(name))
      .map((name) => `${path}: nobody imports ${name}`);
  });
}

/** `main/model/x.ts` lies in model; the renderer is one room. */
function roomOf(path: string): string {
  const [top = '', room = ''] = path.split('/');
  return top === 'main' ? room : top;
}
