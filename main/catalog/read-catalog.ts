import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { Component } from '../model/catalog/component.ts';
import { type Catalog, Product } from '../model/catalog/product.ts';
import { catalogProblems } from './catalog-problems.ts';

export interface CatalogFiles {
  /** Text of bundles/catalog/*.yaml by path. */
  readonly components: Readonly<Record<string, string>>;
  /** Text of bundles/products/*.yaml by path. */
  readonly products: Readonly<Record<string, string>>;
}

/** Reads the whole catalog. Throws a plain Error that names file and field of everything wrong in it. */
export function readCatalog(files: CatalogFiles): Catalog {
  const problems: string[] = [];
  const catalog = {
    components: readAll(files.components, Component, problems),
    products: readAll(files.products, Product, problems),
  };
  // what refers to what can only be told once every file could be read
  if (problems.length === 0 && !isProven(files)) problems.push(...catalogProblems(catalog));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return catalog;
}

/** JSON is what a build made of it, which has proven it: to compile every expression again costs each start a tenth. */
function isProven({ components, products }: CatalogFiles): boolean {
  return [...Object.values(components), ...Object.values(products)].every(isJson);
}

function isJson(source: string): boolean {
  return source.startsWith('{');
}

function readAll<T extends { id: string }>(
  files: Readonly<Record<string, string>>,
  schema: z.ZodType<T>,
  problems: string[],
): Map<string, T> {
  const read = new Map<string, T>();
  for (const [file, source] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = file.replace(/^.*\//, '');
    const content = parseSource(source, name, problems);
    if (content === undefined) continue;
    const parsed = schema.safeParse(content);
    if (!parsed.success) {
      problems.push(
        ...parsed.error.issues.map((issue) => `${name}: ${issue.path.join('.') || '(whole file)'}: ${issue.message}`),
      );
      continue;
    }
    if (`${parsed.data.id}.yaml` !== name)
      problems.push(`${name}: id: found "${parsed.data.id}", allowed is the file's own name`);
    read.set(parsed.data.id, parsed.data);
  }
  return read;
}

/** Nothing when it is neither YAML nor JSON: what is wrong with its fields cannot be told then. */
function parseSource(source: string, name: string, problems: string[]): unknown {
  if (isJson(source)) return JSON.parse(source);
  const document = parseDocument(source);
  const [error] = document.errors;
  if (error === undefined) return document.toJS() ?? {};
  problems.push(`${name}: line ${error.linePos?.[0].line ?? 1}: ${error.message.split('\n')[0]}`);
  return undefined;
}
