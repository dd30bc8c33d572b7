/**
 * kubectl's -o jsonpath as far as scripts use it: text with {.a.b}, {.a['b\.c']}, {.list[?(@.key=="value")].c}, {.list[0]},
 * {range .list[*]}…{end}, {"\n"}.
 */
export function jsonPath(template: string, value: unknown): string {
  return template.replace(piece, (_whole, list?: string, inner?: string, quoted?: string, path = '') => {
    if (list !== undefined) {
      const items = walk(list, value);
      return Array.isArray(items) ? items.map((item) => jsonPath(inner ?? '', item)).join('') : '';
    }
    if (quoted !== undefined) return JSON.parse(quoted) as string;
    const found = walk(path, value);
    if (found === undefined || found === null) return '';
    return typeof found === 'object' ? JSON.stringify(found) : String(found);
  });
}

const piece = /\{range ([^}]*)\[\*\]\}(.*?)\{end\}|\{("[^"]*")\}|\{([^}]*)\}/gs;
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
