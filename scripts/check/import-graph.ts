import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  /** Files of ours it imports, also as a type. */
  readonly imports: readonly string[];
  /** The same without `import type`: what runs. */
  readonly runtimeImports: readonly string[];
  /** Packages and node: modules it imports. */
  readonly packages: readonly string[];
  /** Values it exports; types are part of somebody's signature. */
  readonly exports: readonly string[];
  /** Names it takes from each file; `*` for all. */
  readonly taken: readonly { readonly from: string; readonly name: string }[];
}

/** Reads every TypeScript file below the folders and who imports whom, from the real syntax. */
export function readSources(root: string, folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) => listFiles(join(root, folder))).map((file) => readSource(root, file));
}

function readSource(root: string, file: string): SourceFile {
  const source = readFileSync(file, 'utf8');
  const { module } = parseSync(file, source);
  const typeNames = new Set([...source.matchAll(/^export (?:interface|type) (\w+)/gm)].map((match) => match[1] ?? ''));
  const path = relative(root, file).split(sep).join('/');
  const statements = [
    ...module.staticImports.map((statement) => ({
      target: statement.moduleRequest.value,
      isType: statement.entries.length > 0 && statement.entries.every(({ isType }) => isType),
      names: statement.entries.map(({ importName }) =>
        importName.kind === 'Name' ? (importName.name ?? '') : importName.kind === 'Default' ? 'default' : '*',
      ),
    })),
    ...module.staticExports.flatMap((statement) =>
      statement.entries.flatMap((entry) =>
        entry.moduleRequest == null
          ? []
          : [{ target: entry.moduleRequest.value, isType: entry.isType, names: [entry.importName.name ?? '*'] }],
      ),
    ),
    ...[...source.matchAll(/\bimport\(\s*'([^']+)'/g)].map((match) => ({
      target: match[1] ?? '',
      isType: false,
      names: ['*'],
    })),
  ];
  const own = statements
    .filter(({ target }) => target.startsWith('.'))
    .map((statement) => ({ ...statement, target: posix.join(dirname(path), statement.target).replace(/\?.*$/, '') }));
  return {
    path,
    lines: source.split('\n').length - 1,
    imports: unique(own.map(({ target }) => target)),
    runtimeImports: unique(own.filter(({ isType }) => !isType).map(({ target }) => target)),
    packages: unique(statements.filter(({ target }) => !target.startsWith('.')).map(({ target }) => packageOf(target))),
    exports: unique(
      module.staticExports.flatMap(({ entries }) =>
        entries.map(({ exportName }) => (exportName.kind === 'Default' ? 'default' : (exportName.name ?? '*'))),
      ),
    ).filter((name) => !typeNames.has(name)),
    taken: own.flatMap(({ target, names }) => names.map((name) => ({ from: target, name }))),
  };
}

function packageOf(request: string): string {
  if (request.startsWith('node:')) return request;
  const parts = request.split('/');
  return parts.slice(0, request.startsWith('@') ? 2 : 1).join('/');
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx)$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
