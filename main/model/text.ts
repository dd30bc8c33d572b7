import { z } from 'zod';

/** The languages every text of the product exists in. */
export const Language = z.enum(['zh', 'en']);
export type Language = z.infer<typeof Language>;

/** One sentence in both languages; `{name}` marks a parameter. */
export const Text = z.object({ zh: z.string(), en: z.string() });
export type Text = z.infer<typeof Text>;

/** A parameter that is words itself comes in both languages. */
export type TextParameters = Readonly<Record<string, string | number | Text>>;

export function text(zh: string, en: string): Text {
  return { zh, en };
}

/** Fills `{name}` in both languages; an unknown name stays visible, so that a missing parameter is seen. */
export function fill(template: Text, parameters: TextParameters): Text {
  return { zh: fillIn(template, parameters, 'zh'), en: fillIn(template, parameters, 'en') };
}

function fillIn(template: Text, parameters: TextParameters, language: Language): string {
  return template[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return value === undefined ? whole : typeof value === 'object' ? value[language] : String(value);
  });
}
