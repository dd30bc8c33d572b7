import type { z } from 'zod';
import { sha256Hex } from '../model/canonical-json.ts';
import { Block, Document } from '../model/report/document.ts';
import { text } from '../model/text.ts';
import { moment } from './format.ts';
import { renderBlock } from './html/blocks.ts';
import { langOf, plainWords, type ReportLanguage, words } from './html/content.ts';
import { styleSheet } from './html/style.ts';
import { Html, html } from './html/template.ts';
import { inPieces } from './in-pieces.ts';
import { type Sheet, sheets } from './sheets.ts';

export type { ReportLanguage } from './html/content.ts';

const practiceMark = '演练 PRACTICE';
const draftMark = text('草稿，未批准', 'DRAFT, not approved');
const practiceNotice = text(
  '演练 PRACTICE：以下内容来自模拟主机，不能作为交付依据。',
  'PRACTICE 演练: everything below comes from simulated hosts and proves nothing about a delivery.',
);

const Head = Document.omit({ blocks: true });
type Letterhead = z.output<typeof Head>['letterhead'];

/** One self-contained HTML file: no script, no request to anywhere, every text escaped, made to be printed on A4. */
export function writeHtml(document: Document, language: ReportLanguage): string {
  return [...htmlPieces(document, language)].join('');
}

/** The same in pieces, one after the other. */
export function htmlPieces(document: Document, language: ReportLanguage): Generator<string> {
  return inPieces(parts(document, language));
}

function* parts(document: Document, language: ReportLanguage): Generator<string> {
  const { title, subject, isPractice, generatedAt, ferrymanVersion, dataHash, letterhead } = Head.parse(document);
  const { blocks } = document;
  const name = `${plainWords(title, language)} · ${subject}`;
  const mark = isPractice ? practiceMark : letterhead?.isDraft ? plainWords(draftMark, language) : '';
  const all = sheets(blocks);
  const hasLying = blocks.some((block) => block.type === 'page-break' && block.orientation === 'landscape');
  const style = styleSheet({ runningHead: name, mark, footLine: footLine(letterhead, dataHash) });
  const styleHash = Buffer.from(sha256Hex(style), 'hex').toString('base64');
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  yield html`<!doctype html>
<html lang="${langOf(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${isPractice ? `[${practiceMark}] ${name}` : name}</title>
<style>${new Html(style)}</style>
</head>
<body class="${language}${hasLying ? ' has-lying' : ''}">
${isPractice ? practice(language) : html``}
<header class="title"><div><h1>${words(title, language)}</h1><p class="subject">${subject}</p>${letterheadLine(letterhead, language)}</div>
<div class="maker"><b>Ferryman 摆渡</b>${ferrymanVersion}<br>${moment(generatedAt)}</div></header>
<main>
`.markup;
  for (const sheet of all) yield* sheetParts(sheet, language);
  yield html`
</main>
<footer class="${all.at(-1)?.isLying ? 'lying' : 'standing'}">Ferryman ${ferrymanVersion} · ${moment(generatedAt)} · SHA-256 <code>${dataHash}</code></footer>
</body>
</html>
`.markup;
}

/** Each block is read when it is drawn: a large report is never in memory twice. */
function* sheetParts({ isLying, blocks }: Sheet<Block>, language: ReportLanguage): Generator<string> {
  if (isLying) yield '<div class="lying">';
  for (const block of blocks) yield html`${renderBlock(Block.parse(block), language)}\n`.markup;
  if (isLying) yield '</div>';
}

function letterheadLine(letterhead: Letterhead, language: ReportLanguage): Html {
  if (letterhead === undefined) return html``;
  const { customer, vendor, project, revision, isDraft } = letterhead;
  const parts = [project, customer, vendor].filter((part) => part !== '').map((part) => html`${part} · `);
  const state = isDraft ? draftMark : text('已批准', 'Approved');
  return html`<p class="letterhead">${parts}<b>r${revision}</b> · ${words(state, language)}</p>`;
}

function footLine(letterhead: Letterhead, dataHash: string): string {
  const hash = `SHA-256 ${dataHash.slice(0, 32)}`;
  return letterhead === undefined ? hash : `r${letterhead.revision} · ${hash}`;
}

function practice(language: ReportLanguage): Html {
  return html`<div class="watermark" aria-hidden="true"><span>${practiceMark}</span></div>
<p class="practice">${words(practiceNotice, language)}</p>`;
}
