import type { Comparison, Provision, Relation } from './os-package.ts';

const debianName = /^[a-z0-9][a-z0-9+.-]*$/;
const debianVersion = /^[A-Za-z0-9.+:~-]+$/;

export function isDebianName(name: string): boolean {
  return debianName.test(name);
}

export function isDebianVersion(version: string): boolean {
  return debianVersion.test(version);
}

/**
 * A Depends, Pre-Depends, Conflicts or Breaks field: groups of alternatives. `python3:any` keeps its suffix, for only what
 * allows it answers to that name; `libc6:amd64` loses it for `architecture`, and keeps it for a foreign one, which nothing
 * answers to. Throws an Error that names what it cannot read.
 */
export function parseRelations(field: string, architecture: string): Relation[][] {
  return field
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '')
    .map((group) => group.split('|').map((one) => parseRelation(one.trim(), architecture)));
}

/** A Provides field; `foo (= 1.2)` provides that version. */
export function parseProvisions(field: string, architecture: string): Provision[] {
  return parseRelations(field, architecture)
    .flat()
    .map(({ name, bound }) => ({ name, version: bound?.is === '=' ? bound.version : undefined }));
}

function parseRelation(text: string, architecture: string): Relation {
  const match = /^([^\s:(]+)(?::([a-z0-9-]+))?\s*(?:\(\s*(<<|<=|=|>=|>>|<|>)\s*([^\s)]+)\s*\))?$/.exec(text);
  const [, name = '', qualifier, sign, version] = match ?? [];
  if (!isDebianName(name) || (version !== undefined && !isDebianVersion(version))) {
    throw new Error(`“${text.slice(0, 100)}” is no dependency that can be read`);
  }
  const isNative = qualifier === undefined || qualifier === architecture || qualifier === 'all';
  const bound = sign === undefined || version === undefined ? undefined : { is: comparisonOf(sign), version };
  return { name: isNative ? name : `${name}:${qualifier}`, ...(bound && { bound }) };
}

/** `<` and `>` are old writing and mean `<=` and `>=`. */
function comparisonOf(sign: string): Comparison {
  return sign === '<' ? '<=' : sign === '>' ? '>=' : (sign as Comparison);
}
