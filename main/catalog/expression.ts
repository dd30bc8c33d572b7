import { type CelFunc, CelScalar, celEnv, celFunc, isCelError, mapType, parse, plan } from '@bufbuild/cel';

export type Scope = Readonly<Record<'inputs' | 'site' | 'machine', object>>;
export type Compiled = (scope: Partial<Scope>) => number | boolean | string;

const double = CelScalar.DOUBLE;
const one = (name: string, run: (value: number) => number): CelFunc => celFunc(name, [double], double, run);
const two = (name: string, run: (a: number, b: number) => number): CelFunc =>
  celFunc(name, [double, double], double, run);

const scopeType = mapType(CelScalar.STRING, CelScalar.DYN);
const environment = celEnv({
  funcs: [
    one('ceil', Math.ceil),
    one('floor', Math.floor),
    two('max', Math.max),
    two('min', Math.min),
    two('pow', Math.pow),
    two('roundUp', (value, step) => Math.ceil(value / step - 1e-9) * step + 0),
  ],
  variables: { inputs: scopeType, site: scopeType, machine: scopeType },
});

/**
 * A sizing expression, parsed once: CEL with ceil, floor, max, min, pow and roundUp(value, step).
 * CEL does not mix int and double, so every whole number in it is read as a double: `2 * inputs.users` means what it says.
 * Throws a plain Error with CEL's own words; the caller knows file and field.
 */
export function compile(source: string): Compiled {
  const parsed = parse(source);
  readNumbersAsDoubles(parsed.expr);
  const run = plan(environment, parsed);
  return (scope) => {
    const value = run({ inputs: {}, site: {}, machine: {}, ...scope } as Parameters<typeof run>[0]);
    if (isCelError(value)) throw new Error(`${source}: ${value.message}`);
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
    throw new Error(`${source}: gives neither a number, a text nor yes/no`);
  };
}

/** Expressions are few and asked again with every plan: each is parsed once. */
export class Expressions {
  readonly #compiled = new Map<string, Compiled>();

  of(source: string): Compiled {
    const known = this.#compiled.get(source);
    if (known !== undefined) return known;
    const compiled = compile(source);
    this.#compiled.set(source, compiled);
    return compiled;
  }
}

function readNumbersAsDoubles(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const literal = (node as { constantKind?: { case?: string; value?: unknown } }).constantKind;
  if (literal?.case === 'int64Value') {
    literal.case = 'doubleValue';
    literal.value = Number(literal.value);
    return;
  }
  for (const child of Object.values(node)) readNumbersAsDoubles(child);
}
