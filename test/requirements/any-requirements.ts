import fc from 'fast-check';
import { z } from 'zod';
import { Address, Network } from '../../main/model/site/fields.ts';
import { Requirements } from '../../main/model/site/requirements.ts';
import { crossFieldProblems } from '../../main/requirements/cross-field.ts';

const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'));
const network = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => `${parts.join('.')}.0/24`);
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
/** Texts people never type, but that must survive. */
const oddText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(' ', '-', '"', 'json:1', 'auto', '是', 'yes', '1.30', 'a; b', '；', '\n', '=1+1', '"quoted"', '无'),
);

/** Anything a schema takes in, written down in full or only in part. */
function anyOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema === Address) return address;
  if (schema === Network) return network;
  const { def } = schema._zod;
  if ('innerType' in def) {
    const inner = anyOf((def as z.core.$ZodOptionalDef).innerType);
    return fc.option(inner, { nil: undefined, freq: 2 });
  }
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Record<string, z.core.$ZodType>);
    return fc
      .record(Object.fromEntries(shape.map(([key, item]) => [key, anyOf(item)])))
      .map((block) => Object.fromEntries(Object.entries(block).filter(([, value]) => value !== undefined)));
  }
  if (schema instanceof z.ZodArray) {
    const minimum = (schema.def.checks ?? [])
      .map((check) => check._zod.def)
      .find(({ check }) => check === 'min_length');
    return fc.array(anyOf(schema.element as z.core.$ZodType), {
      minLength: (minimum as { minimum?: number } | undefined)?.minimum ?? 0,
      maxLength: 3,
    });
  }
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map((option) => anyOf(option)));
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(fc.constantFrom('dataGb', 'users', 'a b', ''), anyOf(schema.valueType), { maxKeys: 3 });
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) {
    const whole = fc.integer({ min: 0, max: 40_000 });
    return fc
      .oneof(whole, fc.double({ min: 0, max: 10, noNaN: true }), fc.constantFrom(0.07, 0.1, 1e-7, 1, 1500, 0))
      .filter((value) => schema.safeParse(value).success);
  }
  if (schema instanceof z.ZodISODate) return day;
  if (schema instanceof z.ZodString) {
    const { pattern } =
      (schema.def.checks ?? [])
        .map((check) => check._zod.def as { pattern?: RegExp })
        .find((check) => check.pattern !== undefined) ?? {};
    return (pattern === undefined ? oddText : fc.stringMatching(new RegExp(pattern.source))).filter(
      (value) => schema.safeParse(value).success,
    );
  }
  throw new TypeError(`no values for ${def.type}`);
}

/** Requirements as somebody wrote them: valid, but for the cross-field rules. */
export const anyWritten: fc.Arbitrary<Record<string, unknown>> = anyOf(Requirements)
  .map((written) => written as Record<string, unknown>)
  .filter((written) => Requirements.safeParse(written).success);

export function passesCrossFields(written: unknown): boolean {
  try {
    crossFieldProblems(Requirements.parse(written));
    return true;
  } catch {
    return false;
  }
}
