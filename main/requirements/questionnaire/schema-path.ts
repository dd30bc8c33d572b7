import { z } from 'zod';
import { Requirements } from '../../model/site/requirements.ts';

/** What a default, an optional or a prefault stands around. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod;
  return 'innerType' in def ? unwrap((def as z.core.$ZodOptionalDef).innerType) : schema;
}

/** `a.b[].c` as segments; `[]` is any item of a list. */
function segmentsOf(path: string): string[] {
  return path.replaceAll('[]', '.[]').split('.');
}

/** The schema at a path such as `modules[].routes[].host`; undefined where there is none. */
export function schemaAt(path: string, from: z.core.$ZodType = Requirements): z.ZodType | undefined {
  let schema: z.core.$ZodType | undefined = from;
  for (const segment of segmentsOf(path)) {
    if (schema === undefined) return undefined;
    const inner: z.core.$ZodType = unwrap(schema);
    if (segment === '[]') schema = inner instanceof z.ZodArray ? inner.element : undefined;
    else schema = inner instanceof z.ZodObject ? (inner.shape as Record<string, z.core.$ZodType>)[segment] : undefined;
  }
  return schema as z.ZodType | undefined;
}

/** Every path of the requirements a person can answer: leaves, and lists of what is no block of fields. */
export function answerPaths(schema: z.core.$ZodType = Requirements, path = ''): string[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape as Record<string, z.core.$ZodType>).flatMap(([key, item]) =>
      answerPaths(item, path === '' ? key : `${path}.${key}`),
    );
  }
  if (inner instanceof z.ZodArray && unwrap(inner.element as z.core.$ZodType) instanceof z.ZodObject)
    return answerPaths(inner.element as z.core.$ZodType, `${path}[]`);
  return [path];
}
