import type { z } from 'zod';
import type { Block, Status, Verdict } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { foldedTables } from '../fold-table.ts';
import { moment } from '../format.ts';
import { ganttPicture } from '../picture/gantt.ts';
import { drawSvg } from '../picture/svg.ts';
import { icon, type ReportLanguage, words } from './content.ts';
import { keyValues, table } from './table.ts';
import { Html, html } from './template.ts';

type ParsedBlock = z.output<typeof Block>;
type BlockOf<Type extends ParsedBlock['type']> = Extract<ParsedBlock, { type: Type }>;

/** Grounds are shown on the first page up to here; the chapters hold all of them. */
const groundItemLimit = 6;

export function renderBlock(block: ParsedBlock, language: ReportLanguage): Html {
  switch (block.type) {
    case 'heading':
      return block.level === 2
        ? html`<h2 id="${block.id}">${words(block.text, language)}</h2>`
        : html`<h3 id="${block.id}">${words(block.text, language)}</h3>`;
    case 'paragraph':
      return html`<p class="${block.isMuted ? 'muted' : 'plain'}">${words(block.text, language)}</p>`;
    case 'contents':
      return contents(block, language);
    case 'verdict':
      return verdict(block, language);
    case 'figures':
      return figures(block, language);
    case 'key-values':
      return keyValues(block, language);
    case 'table':
      return html`${foldedTables(block).map((part) =>
        part.type === 'table' ? table(part, language) : renderBlock(part, language),
      )}`;
    case 'evidence':
      return evidence(block, language);
    case 'sign-off':
      return signOff(block, language);
    case 'bullets':
      return html`<ul>${block.items.map((item) => html`<li>${words(item, language)}</li>`)}</ul>`;
    case 'picture':
      return picture(block, language);
    case 'gantt':
      return picture({ type: 'picture', ...ganttPicture(block) }, language);
    case 'page-break':
      return html`<div class="page-break"></div>`;
  }
}

function picture(block: BlockOf<'picture'>, language: ReportLanguage): Html {
  const caption = html`<figcaption>${words(block.title, language)}</figcaption>`;
  return html`<figure class="picture">${new Html(drawSvg(block, language))}${caption}</figure>`;
}

function contents({ entries }: BlockOf<'contents'>, language: ReportLanguage): Html {
  const items = entries.map(({ id, text: entry }) => html`<li><a href="#${id}">${words(entry, language)}</a></li>`);
  return html`<nav><ol>${items}</ol></nav>`;
}

const verdictIcons: Readonly<Record<Verdict, Status>> = {
  'NOT READY': 'fail',
  INCOMPLETE: 'not-run',
  'READY WITH ACTIONS': 'warn',
  READY: 'pass',
};

function verdict(block: BlockOf<'verdict'>, language: ReportLanguage): Html {
  const grounds = block.reasons.map(({ text: ground, items }) => {
    const list = items.slice(0, groundItemLimit).map((item) => html`<li>${words(item, language)}</li>`);
    const more = items.length - list.length;
    if (more > 0) {
      const rest = text(`另有 ${more} 项，见后文`, `and ${more} more, see below`);
      list.push(html`<li class="more">${words(rest, language)}</li>`);
    }
    return html`<p class="ground">${words(ground, language)}</p><ul>${list}</ul>`;
  });
  const state = verdictIcons[block.verdict];
  const caption = words(text('检验结论', 'Verdict'), language);
  return html`<section class="verdict ${state}">${icon(state)}<div><p class="caption">${caption}</p>
<p class="word">${words(block.words, language)}</p><p class="sentence">${words(block.sentence, language)}</p>${grounds}</div></section>`;
}

function figures({ figures: all }: BlockOf<'figures'>, language: ReportLanguage): Html {
  const boxes = all.map(({ value, label, status }) => {
    const mark = status === undefined ? html`` : icon(status);
    const name = html`<dt>${mark}<span>${words(label, language)}</span></dt>`;
    return html`<div class="${value === '0' ? 'zero' : value.length > 8 ? 'long' : 'some'}">${name}<dd>${value}</dd></div>`;
  });
  return html`<dl class="figures">${boxes}</dl>`;
}

function evidence({ title, target, status, text: content, at }: BlockOf<'evidence'>, language: ReportLanguage): Html {
  const head = html`${icon(status)}<b>${words(title, language)}</b><span>${target}</span><time>${moment(at)}</time>`;
  return html`<article class="evidence"><header>${head}</header><pre>${content}</pre></article>`;
}

function signOff({ roles }: BlockOf<'sign-off'>, language: ReportLanguage): Html {
  const fields = [text('姓名', 'Name'), text('签字', 'Signature'), text('日期', 'Date')];
  const ink = fields.map((field) => html`<div><span>${words(field, language)}</span></div>`);
  const sections = roles.map(({ role, statement }) => {
    return html`<section><h3>${words(role, language)}</h3><p>${words(statement, language)}</p><div class="ink">${ink}</div></section>`;
  });
  return html`<div class="sign-off">${sections}</div>`;
}
