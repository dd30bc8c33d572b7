import { z } from 'zod';

export const Path = z.string().min(1);
export const Word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+~_-]{0,127}$/, 'expected letters, digits and . + ~ _ -');

export const Url = z
  .url({ protocol: /^https?$/, error: 'expected an http or https address' })
  .refine((url) => hostPartOf(url)?.includes('@') !== true, 'no password belongs into an address: use registries');

export function hostPartOf(url: string): string | undefined {
  return /^https?:\/\/([^/?#]*)/i.exec(url)?.[1];
}

/** A union told apart by the one field each member has alone, so that a wrong field is named and not the whole union. */
export function oneKindOf<Kinds extends Record<string, z.ZodType>>(kinds: Kinds, error: string) {
  const names = Object.keys(kinds);
  return z.unknown().transform((value, context): z.output<Kinds[keyof Kinds]> => {
    const found = names.filter((name) => typeof value === 'object' && value !== null && Object.hasOwn(value, name));
    const schema = found.length === 1 ? kinds[found[0] ?? ''] : undefined;
    if (schema === undefined) {
      context.addIssue({ code: 'custom', message: error });
      return z.NEVER;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data as z.output<Kinds[keyof Kinds]>;
    for (const issue of parsed.error.issues) {
      context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message });
    }
    return z.NEVER;
  });
}

/** Nobody on the way can change what comes from there. */
export function isPrivate(url: string): boolean {
  return /^https:/.test(url) || /^(localhost|127\.\d+\.\d+\.\d+)(:\d+)?$/.test(hostPartOf(url) ?? '');
}
