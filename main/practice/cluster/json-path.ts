/** kubectl's -o jsonpath as far as scripts use it: text with {.a.b}, {.a['b\.c']}, {.list[?(@.key=="value")].c}, {.list[0]}. */
export function jsonPath(template: string, value: unknown): string {
  return template.replace(/\{([^}]*)\}/g, (_whole, path: string) => {
    const found = walk(path, value);
    if (found === undefined || found === null) return '';
    return typeof found === 'object' ? JSON.stringify(found) : String(found);
  });
}

const part = /\.([\w-]+)|\['((?:[^'\\]|\\.)*)'\]|\[\?\(@\.([\w-]+)\s*==\s*"([^"]*)"\)\]|\[(\d+)\]/g;

function walk(path: string, start: unknown): unknown {
  let value = start;
  for (const [, field, quoted, key, wanted, index] of path.matchAll(part)) {
    if (key !== undefined) {
      value = Array.isArray(value) ? value.find((item) => fieldOf(item, key) === wanted) : undefined;
    } else {
      value = fieldOf(value, field ?? index ?? quoted?.replace(/\\(.)/g, '$1') ?? '');
    }
  }
  return value;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Record<string, unknown>)[name];
}
