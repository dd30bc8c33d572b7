import type { core } from 'zod';

/** `machines[1].address: found "10.0.0", allowed is an IPv4 address such as 10.0.0.11`. */
export function describeProblem(issue: core.$ZodIssue, raw: unknown): string {
  const isLogin = issue.path.includes('auth') || issue.path.includes('sudo');
  const found =
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(quote).join(', ')
      : isLogin && typeof valueAt(raw, issue.path) === 'string'
        ? 'a text (not repeated: it may be a password)'
        : show(valueAt(raw, issue.path));
  return `${formatPath(issue.path)}: found ${found}, allowed is ${allowed(issue)}`;
}

const kindsOfValue: Readonly<Record<string, string>> = {
  object: 'a block of fields',
  array: 'a list',
  string: 'a text',
  int: 'a whole number',
};

function allowed(issue: core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `no field named ${issue.keys.map(quote).join(', ')}`;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'invalid_type':
      return kindsOfValue[issue.expected] ?? `a ${issue.expected}`;
    case 'too_small':
      return `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    case 'invalid_format':
    case 'custom':
      return issue.message;
    case 'invalid_union':
      return unionAllowed(issue);
    default:
      return issue.message;
  }
}

function unionAllowed(issue: core.$ZodIssueInvalidUnion): string {
  const options = issue.errors.flatMap((branch) => branch.slice(0, 1).map((inner) => allowed(inner as core.$ZodIssue)));
  return [...new Set(options)].join(', or ');
}

function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(whole file)';
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    raw,
  );
}

function quote(name: string): string {
  return `"${name}"`;
}

/** A value as it was written; of a whole block only that it is one, for a block may hold what must not be repeated. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'a block of fields';
  const shown = JSON.stringify(value);
  return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
}
