import type { z } from 'zod';
import type { Block, Content, Shape, Tone } from '../../model/report/document.ts';
import type { Text } from '../../model/text.ts';
import { plainWords, type ReportLanguage } from '../html/content.ts';
import { escapeHtml } from '../html/template.ts';
import { shorten } from './measure.ts';

type Picture = Extract<z.output<typeof Block>, { type: 'picture' }>;
type Drawn = z.output<typeof Shape>;
type ShapeOf<Type extends Drawn['type']> = Extract<Drawn, { type: Type }>;

const lines: Readonly<Record<Tone, string>> = {
  plain: '#475467',
  soft: '#98a2b3',
  brand: '#1f4e79',
  warn: '#b54708',
  customer: '#067647',
  frame: '#b9c2d0',
};
const fills: Readonly<Record<Tone, string>> = {
  plain: '#ffffff',
  soft: '#eef1f5',
  brand: '#dbe7f3',
  warn: '#fde3c8',
  customer: '#d3f0de',
  frame: '#f8fafc',
};
const inks: Readonly<Record<Tone, string>> = { ...lines, plain: '#1d2939', soft: '#667085', frame: '#475467' };
const fonts =
  "'Noto Sans','Segoe UI',Arial,'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";

/** An SVG element without style attributes or references, so that it may stand inside a page with a strict policy. */
export function drawSvg(picture: Picture, language: ReportLanguage): string {
  return svg(picture, language, '');
}

/** The same as a file of its own. */
export function drawSvgFile(picture: Picture, language: ReportLanguage): string {
  return svg(picture, language, ' xmlns="http://www.w3.org/2000/svg"');
}

function svg({ width, height, shapes, description }: Picture, language: ReportLanguage, namespace: string): string {
  const label = escapeHtml(plainWords(description, language));
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  const body = shapes.map((shape) => draw(shape, language)).join('');
  return `<svg${namespace} ${size} role="img" aria-label="${label}" font-family="${fonts}">${body}</svg>`;
}

function draw(shape: Drawn, language: ReportLanguage): string {
  switch (shape.type) {
    case 'box':
      return box(shape);
    case 'line':
      return line(shape);
    case 'words':
      return wordsOf(shape, language);
  }
}

function box({ x, y, width, height, tone, isDashed }: ShapeOf<'box'>): string {
  const dash = isDashed ? ' stroke-dasharray="5 4"' : '';
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" fill="${fills[tone]}" stroke="${lines[tone]}"${dash}/>`;
}

function line({ points, tone, isDashed, hasArrow }: ShapeOf<'line'>): string {
  const colour = lines[tone];
  const dash = isDashed ? ' stroke-dasharray="5 4"' : '';
  const path = points.map((point) => point.join(',')).join(' ');
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.2"${dash}/>${hasArrow ? arrow(points, colour) : ''}`;
}

function arrow(points: readonly (readonly [number, number])[], colour: string): string {
  const [tip, from] = [points.at(-1), points.at(-2)];
  if (tip === undefined || from === undefined) return '';
  const angle = Math.atan2(tip[1] - from[1], tip[0] - from[0]);
  const corner = (turn: number) =>
    `${(tip[0] - 8 * Math.cos(angle + turn)).toFixed(1)},${(tip[1] - 8 * Math.sin(angle + turn)).toFixed(1)}`;
  return `<polygon points="${tip.join(',')} ${corner(0.4)} ${corner(-0.4)}" fill="${colour}"/>`;
}

/** In both languages Chinese stands first, English below it and smaller. */
function wordsOf(
  { x, y, width, text, size, tone, isStrong, align }: ShapeOf<'words'>,
  language: ReportLanguage,
): string {
  const anchor = align === 'middle' ? ' text-anchor="middle"' : '';
  const put = (content: string, top: number, px: number, ink: string) =>
    `<text x="${x}" y="${top}" font-size="${px}" fill="${ink}"${isStrong ? ' font-weight="600"' : ''}${anchor}>${escapeHtml(shorten(content, width, px))}</text>`;
  if (language === 'both' && isParted(text)) {
    const small = Math.round(size * 8.5) / 10;
    return put(text.zh, y, size, inks[tone]) + put(text.en, y + small * 1.25, small, inks.soft);
  }
  return put(typeof text === 'string' ? text : text[language === 'en' ? 'en' : 'zh'], y, size, inks[tone]);
}

function isParted(content: Content): content is Text {
  return typeof content !== 'string' && content.zh !== content.en;
}
