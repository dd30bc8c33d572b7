import type { Content, Status } from '../../model/report/document.ts';
import type { Text } from '../../model/text.ts';
import { Html, html } from './template.ts';

/** `both` prints Chinese first and English below it. */
export type ReportLanguage = 'zh' | 'en' | 'both';

/** Words in the language asked for; data as it is. */
export function words(content: Content, language: ReportLanguage): Html {
  if (typeof content === 'string') return data(content);
  if (language !== 'both') return html`${content[language]}`;
  if (content.zh === content.en) return html`${content.zh}`;
  return html`<span class="zh">${content.zh}</span> <span class="en" lang="en">${content.en}</span>`;
}

/** Long names (hosts, images, paths) may break after their own separators rather than in the middle of a word. */
function data(content: string): Html {
  const parts = content.split(/(?<=[/.@_])(?=[^\s/.@_]{3})/);
  return html`${parts.map((part, index) => (index === 0 ? html`${part}` : html`<wbr>${part}`))}`;
}

/** One line of plain text, for a title. */
export function plainWords({ zh, en }: Text, language: ReportLanguage): string {
  if (language === 'zh') return zh;
  return language === 'en' || zh === en ? en : `${zh} ${en}`;
}

export function langOf(language: ReportLanguage): string {
  return language === 'en' ? 'en' : 'zh-CN';
}

const shapes: Readonly<Record<Status, string>> = {
  pass: '<circle cx="8" cy="8" r="7"/><path class="mark" d="m4.8 8.2 2.2 2.3 4.2-4.7"/>',
  warn: '<path d="M8 1.2 15.4 14.4H.6Z"/><path class="mark" d="M8 6v3.8M8 11.9v.4"/>',
  fail: '<circle cx="8" cy="8" r="7"/><path class="mark" d="m5.4 5.4 5.2 5.2M10.6 5.4l-5.2 5.2"/>',
  'not-applicable': '<circle class="ring" cx="8" cy="8" r="6.2"/><path class="line" d="M5 8h6"/>',
  'not-run': '<circle class="ring dashed" cx="8" cy="8" r="6.2"/>',
};

/** Drawn, not typed: a font without the glyph would leave a box. The word beside it carries the meaning. */
export function icon(status: Status): Html {
  return new Html(`<svg class="icon ${status}" viewBox="0 0 16 16" aria-hidden="true">${shapes[status]}</svg>`);
}
