import { z } from 'zod';

/** The languages every text of the product exists in. */
export const Language = z.enum(['zh', 'en']);
export type Language = z.infer<typeof Language>;

/** One sentence in both languages; `{name}` marks a parameter. */
export const Text = z.object({ zh: z.string(), en: z.string() });
export type Text = z.infer<typeof Text>;

export type TextParameters = Readonly<Record<string, string | number>>;

export function text(zh: string, en: string): Text {
  return { zh, en };
}

/** Fills `{name}` in both languages; an unknown name stays visible, so that a missing parameter is seen. */
export function fill(template: Text, parameters: TextParameters): Text {
  return { zh: fillIn(template.zh, parameters), en: fillIn(template.en, parameters) };
}

function fillIn(template: string, parameters: TextParameters): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(parameters, name) ? String(parameters[name]) : whole,
  );
}
