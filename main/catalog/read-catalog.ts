import { parse } from 'yaml';
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
  if (problems.length === 0) problems.push(...catalogProblems(catalog));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return catalog;
}

function readAll<T extends { id: string }>(
  files: Readonly<Record<string, string>>,
  schema: z.ZodType<T>,
  problems: string[],
): Map<string, T> {
  const read = new Map<string, T>();
  for (const [file, source] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = file.replace(/^.*\//, '');
    const parsed = schema.safeParse(parseYaml(source, name, problems));
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

function parseYaml(source: string, name: string, problems: string[]): unknown {
  try {
    return parse(source);
  } catch (cause) {
    problems.push(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
    return {};
  }
}
