import { z } from 'zod';
import { unwrap } from './schema-path.ts';

/** Items of a cell: parted by semicolons and line breaks, and by commas where no item may hold one. */
export function splitList(cell: string, schema: z.ZodType | undefined): string[] {
  const mayHoldCommas = schema !== undefined && itemsOf(schema).some((item) => item.safeParse('a, b').success);
  return cell
    .split(mayHoldCommas ? /[;；\n]/ : /[;；\n、,，]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function itemsOf(schema: z.core.$ZodType): z.ZodType[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return [inner.element as z.ZodType];
  return inner instanceof z.ZodUnion ? inner.options.flatMap((option) => itemsOf(option)) : [];
}
