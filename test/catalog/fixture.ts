import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compile } from '../../main/catalog/expression.ts';
import { type CatalogFiles, readCatalog } from '../../main/catalog/read-catalog.ts';
import type { Component } from '../../main/model/catalog/component.ts';
import type { SizingContext } from '../../main/model/catalog/sizing-context.ts';
import type { Rule, Workload } from '../../main/model/catalog/workload.ts';

/** What ships, as it stands in the files: the program itself reads what a build made of them. */
export const shippedFiles: CatalogFiles = {
  components: textsIn('bundles/catalog'),
  products: textsIn('bundles/products'),
};

export const shipped = readCatalog(shippedFiles);

function textsIn(folder: string): Record<string, string> {
  const path = resolve(import.meta.dirname, '../..', folder);
  const names = readdirSync(path).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(names.map((name) => [`${folder}/${name}`, readFileSync(resolve(path, name), 'utf8')]));
}

export function component(id: string): Component {
  const found = shipped.components.get(id);
  if (found === undefined) throw new Error(`no component ${id}`);
  return found;
}

/** A small production site; figures a test cares about are given. */
export function site(figures: Partial<SizingContext> = {}): SizingContext {
  return {
    nodes: 3,
    controlPlanes: 3,
    pods: 50,
    meshedPods: 0,
    failures: 1,
    isProduction: true,
    clusters: 1,
    concurrentUsers: 100,
    registeredUsers: 1000,
    requestsPerSecond: 20,
    modules: 3,
    logGbPerDay: 5,
    hotDays: 14,
    retentionDays: 184,
    fileGb: 100,
    growthPerYear: 0.2,
    years: 3,
    imageGb: 20,
    mlps: 'none',
    architecture: 'amd64',
    hasNas: false,
    hasObjectStore: false,
    hasLoadBalancer: false,
    hasRegistry: false,
    hasLogCentre: false,
    hasMail: false,
    hasChat: false,
    ...figures,
  };
}

export function workload(id: string, name: string): Workload {
  const found = component(id).workloads.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${id} has no workload ${name}`);
  return found;
}

/** A rule's value; inputs left out take their defaults, not the site's figures. */
export function figure(
  id: string,
  rule: Rule | undefined,
  given: { readonly inputs?: Readonly<Record<string, unknown>>; readonly site?: Partial<SizingContext> } = {},
): number {
  if (rule === undefined) throw new Error(`${id}: no such rule`);
  const inputs = Object.fromEntries(component(id).inputs.map(({ name, default: value }) => [name, value]));
  const value = compile(rule.value)({ inputs: { ...inputs, ...given.inputs }, site: site(given.site) });
  if (typeof value !== 'number') throw new Error(`${id}: ${rule.value} gives ${JSON.stringify(value)}`);
  return value;
}
