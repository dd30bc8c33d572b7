import { z } from 'zod';

/** What a document looks like, for programs that read or write it: JSON Schema, as the model says it. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }), undefined, 2)}\n`;
}
