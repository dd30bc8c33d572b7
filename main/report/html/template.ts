import { stripRemoteText } from '../../model/strip-remote-text.ts';

/** Markup that is safe to print; made by `html` only. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = Html | string | number | readonly Html[];

/** Every string put in is escaped; markup comes from the template itself or from another `html`. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((whole, literal, index) => whole + markupOf(parts[index - 1] ?? '') + literal));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control and direction characters go, so that no host name can turn the text around it. */
export function escapeHtml(text: string): string {
  return stripRemoteText(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** Text inside a CSS string: everything but letters and digits by code point. */
export function escapeCss(text: string): string {
  return stripRemoteText(text).replace(
    /[^\p{L}\p{N}]/gu,
    (character) => `\\${character.codePointAt(0)?.toString(16)} `,
  );
}

function markupOf(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map(({ markup }) => markup).join('');
}
