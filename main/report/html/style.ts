import { detailStyle, firstPageStyle, pictureStyle, tableStyle } from './style-blocks.ts';
import { escapeCss } from './template.ts';

const palette = `
:root { --ink: #1d2939; --soft: #667085; --line: #d9dee7; --wash: #f5f7fa; --brand: #1f4e79;
  --pass: #067647; --warn: #b54708; --fail: #b42318; --idle: #475467; color-scheme: light; }`;

const base = `
* { box-sizing: border-box; }
html { background: #e9edf2; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 24px auto; max-width: 210mm; padding: 18mm 17mm; background: #fff; color: var(--ink);
  font: 14px/1.65 "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; box-shadow: 0 1px 12px rgb(16 24 40 / 12%); }
:lang(zh-CN) { line-break: strict; text-autospace: normal; }
p { margin: 0 0 10px; }
h1, h2, h3 { line-height: 1.3; margin: 0; text-wrap: balance; break-after: avoid; break-inside: avoid; }
h2 + p { break-after: avoid; break-inside: avoid; }
h2 { font-size: 19px; margin: 34px 0 10px; padding-bottom: 7px; border-bottom: 2px solid var(--brand); color: var(--brand); }
h3 { font-size: 15px; margin: 20px 0 8px; }
code, pre { font-family: "Noto Sans Mono", "SFMono-Regular", Consolas, "Liberation Mono", "Noto Sans Mono CJK SC", monospace; font-size: 12px; }
a { color: var(--brand); text-decoration: none; }
.muted { color: var(--soft); }
.icon { flex: none; width: 15px; height: 15px; margin-top: .28em; fill: currentColor; stroke: none; }
.icon .mark { fill: none; stroke: #fff; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.icon .ring, .icon .line { fill: none; stroke: currentColor; stroke-width: 1.6; }
.icon .dashed { stroke-dasharray: 2.6 2.3; }
.icon.pass { color: var(--pass); } .icon.warn { color: var(--warn); } .icon.fail { color: var(--fail); }
.icon.not-applicable, .icon.not-run { color: var(--idle); }`;

const head = `
.title { display: flex; justify-content: space-between; align-items: flex-start; gap: 24px; padding-bottom: 14px; border-bottom: 1px solid var(--line); }
.title h1 { font-size: 27px; letter-spacing: .01em; }
.title .subject { margin: 4px 0 0; font-size: 16px; color: var(--soft); }
.title .maker { flex: none; text-align: right; font-size: 12px; color: var(--soft); line-height: 1.5; }
.title .maker b { display: block; font-size: 14px; color: var(--brand); }
.practice { margin: 0 0 16px; padding: 8px 14px; border: 2px dashed var(--warn); border-radius: 6px; color: var(--warn); }
.watermark { position: fixed; inset: 0; z-index: 9; display: grid; place-content: center; pointer-events: none; }
.watermark span { transform: rotate(-32deg); font-size: 76px; font-weight: 700; letter-spacing: .08em; white-space: nowrap; color: rgb(181 71 8 / 10%); }
@media screen { .has-lying { max-width: 297mm; } }
footer { margin-top: 34px; padding-top: 10px; border-top: 1px solid var(--line); font-size: 11.5px; color: var(--soft); }`;

/** Chinese first, English below it and quieter. */
const bilingual = `
.both .zh, .both .en { display: block; }
.both .en { color: var(--soft); font-size: .87em; font-weight: 400; line-height: 1.45; }
.both h1 .en, .both h2 .en, .both .word .en { font-size: .72em; }
.both nav .zh, .both nav .en, .both .verdict li .zh, .both .verdict li .en { display: inline; }`;

const narrowScreen = `
@media screen and (max-width: 760px) {
  body { margin: 0; padding: 18px 16px; } .title { display: block; } .title .maker { text-align: left; margin-top: 10px; }
  .figures { grid-template-columns: repeat(2, 1fr); } nav ol { columns: 1; } .verdict { gap: 12px; padding: 16px; }
  .rows { table-layout: auto; } .watermark span { font-size: 44px; }
}`;

/** Words in the margin of every printed page. */
export interface PageMargin {
  readonly runningHead: string;
  /** Empty unless it is a practice site. */
  readonly mark: string;
  readonly footLine: string;
}

/**
 * A4 with running head and page numbers, for browsers that know margin boxes; the others leave the margin empty.
 * Headings ask for room behind them, since Chromium parts a heading from a table in spite of `break-after: avoid`.
 */
function print({ runningHead, mark, footLine }: PageMargin): string {
  const small = `font: 9px "Noto Sans", "Segoe UI", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #667085;`;
  return `
@page { size: A4; margin: 19mm 16mm 18mm;
  @top-left { content: "${escapeCss(runningHead)}"; ${small} }
  @top-right { content: "${escapeCss(mark)}"; ${small} color: #b54708; font-weight: 700; }
  @bottom-left { content: "${escapeCss(footLine)}"; ${small} }
  @bottom-right { content: counter(page) " / " counter(pages); ${small} } }
@media screen { .on-paper-only { display: none; } }
@page lying { size: A4 landscape; margin: 17mm 13mm 15mm; }
@media print {
  html { background: #fff; } body { margin: 0; padding: 0; max-width: none; box-shadow: none; font-size: 10pt; line-height: 1.45; }
  .rows { line-height: 1.4; } .title h1 { font-size: 23px; } .figures div { padding: 5px 10px; } .figures dd { font-size: 19px; } footer { margin-top: 8px; padding-top: 5px; font-size: 9px; } footer code { font-size: 7.5px; } p { margin-bottom: 7px; break-inside: avoid; }
  th, td { padding: 3.5px 7px; } h3 { margin: 11px 0 5px; } ul { margin: 0 0 8px; } .figures { margin: 10px 0; } .title { padding-bottom: 7px; } .title .subject { font-size: 14px; } .letterhead { margin-top: 4px; font-size: 12px; }
  .lying { page: lying; } .lying .picture svg { max-height: 140mm; } .both .lying .picture svg { max-height: 130mm; }
  .rows { font-size: 9pt; } .dense { font-size: 7.5pt; } .dense thead th, .dense .note, .dense code { font-size: 7.5pt; } code, .evidence pre { font-size: 8pt; } .note, thead th { font-size: 8.5pt; }
  h2::after, h3::after { content: ""; display: block; height: 42mm; margin-bottom: -42mm; } h3::after { height: 24mm; margin-bottom: -24mm; }
  .page-break { break-before: page; } .page-break + h2 { margin-top: 0; } a { color: inherit; } h2 { font-size: 14pt; }
}`;
}

export function styleSheet(margin: PageMargin): string {
  const sheets = [palette, base, head, firstPageStyle, tableStyle, pictureStyle, detailStyle, bilingual, narrowScreen];
  return [...sheets, print(margin)].join('\n');
}
