import type { z } from 'zod';
import type { Block, Cell } from '../../model/report/document.ts';
import { plainNumber } from '../format.ts';
import { icon, type ReportLanguage, words } from './content.ts';
import { type Html, html } from './template.ts';

type BlockOf<Type extends string> = Extract<z.output<typeof Block>, { type: Type }>;

const shares = { narrow: 15, medium: 24, wide: 40 };

/** The head is repeated on every printed page. */
export function table({ columns, rows, whenEmpty }: BlockOf<'table'>, language: ReportLanguage): Html {
  if (rows.length === 0) return html`<p class="muted">${words(whenEmpty, language)}</p>`;
  const head = columns.map(({ title }) => html`<th scope="col">${words(title, language)}</th>`);
  const body = rows.map((row) => html`<tr>${row.map((cell) => tableCell(cell, language, columns.length))}</tr>\n`);
  const density = columns.length > 9 ? 'rows dense' : 'rows';
  return html`<table class="${density}"><colgroup>${sizes(columns)}</colgroup><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** By class where the columns say narrow, medium or wide; in shares of the whole where they count characters. */
function sizes(columns: BlockOf<'table'>['columns']): Html[] {
  if (columns.every(({ characters }) => characters === undefined))
    return columns.map(({ width }) => html`<col class="${width}">`);
  const parts = columns.map(({ width, characters }) => characters ?? shares[width]);
  const whole = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => html`<col width="${((part / whole) * 100).toFixed(2)}%">`);
}

export function keyValues({ rows }: BlockOf<'key-values'>, language: ReportLanguage): Html {
  const body = rows.map(({ label, value }) => {
    return html`<tr><th scope="row">${words(label, language)}</th>${tableCell(value, language, 1)}</tr>\n`;
  });
  return html`<table class="pairs"><tbody>${body}</tbody></table>`;
}

function tableCell(cell: z.output<typeof Cell>, language: ReportLanguage, columns: number): Html {
  const { content, number, date, lines, status, look, note, span } = cell;
  if (span > 1 && span >= columns)
    return html`<th class="band" scope="rowgroup" colspan="${span}">${words(content ?? '', language)}</th>`;
  const below = note === undefined ? html`` : html`<span class="note">${words(note, language)}</span>`;
  const mark = status === undefined ? html`` : icon(status);
  const first = number === undefined ? (content ?? date ?? '') : look === 'code' ? String(number) : plainNumber(number);
  const inner = html`${words(first, language)}${lines.map((line) => html`<span class="line">${words(line, language)}</span>`)}`;
  const shown = look === 'code' ? html`<code>${inner}</code>` : look === 'strong' ? html`<b>${inner}</b>` : inner;
  const kind = number === undefined || look === 'code' ? look : `${look} number`;
  const spread = span > 1 ? html` colspan="${span}"` : html``;
  return html`<td class="${kind} ${status ?? ''}"${spread}><span class="value">${mark}<span>${shown}</span></span>${below}</td>`;
}
