import type { z } from 'zod';
import type { Block, Cell } from '../../model/report/document.ts';
import { icon, type ReportLanguage, words } from './content.ts';
import { type Html, html } from './template.ts';

type BlockOf<Type extends string> = Extract<z.output<typeof Block>, { type: Type }>;

/** The head is repeated on every printed page. */
export function table({ columns, rows, whenEmpty }: BlockOf<'table'>, language: ReportLanguage): Html {
  if (rows.length === 0) return html`<p class="muted">${words(whenEmpty, language)}</p>`;
  const sizes = columns.map(({ width }) => html`<col class="${width}">`);
  const head = columns.map(({ title }) => html`<th scope="col">${words(title, language)}</th>`);
  const body = rows.map((row) => html`<tr>${row.map((cell) => tableCell(cell, language))}</tr>\n`);
  return html`<table class="rows"><colgroup>${sizes}</colgroup><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

export function keyValues({ rows }: BlockOf<'key-values'>, language: ReportLanguage): Html {
  const body = rows.map(({ label, value }) => {
    return html`<tr><th scope="row">${words(label, language)}</th>${tableCell(value, language)}</tr>\n`;
  });
  return html`<table class="pairs"><tbody>${body}</tbody></table>`;
}

function tableCell({ content, status, look, note }: z.output<typeof Cell>, language: ReportLanguage): Html {
  const below = note === undefined ? html`` : html`<span class="note">${words(note, language)}</span>`;
  const mark = status === undefined ? html`` : icon(status);
  const inner = content === undefined ? html`` : words(content, language);
  const shown = look === 'code' ? html`<code>${inner}</code>` : look === 'strong' ? html`<b>${inner}</b>` : inner;
  return html`<td class="${look} ${status ?? ''}"><span class="value">${mark}<span>${shown}</span></span>${below}</td>`;
}
