import type { z } from 'zod';
import type { Block, Shape } from '../../model/report/document.ts';
import { plainWords, type ReportLanguage } from '../html/content.ts';
import { escapeHtml } from '../html/template.ts';
import { arrowHead, fillColours, type Label, labelsOf, lineColours } from './labels.ts';

type Picture = Extract<z.output<typeof Block>, { type: 'picture' }>;
type Drawn = z.output<typeof Shape>;
type ShapeOf<Type extends Drawn['type']> = Extract<Drawn, { type: Type }>;

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
      return labelsOf(shape, language).map(text).join('');
  }
}

function box({ x, y, width, height, tone, isDashed }: ShapeOf<'box'>): string {
  const dash = isDashed ? ' stroke-dasharray="5 4"' : '';
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" fill="${fillColours[tone]}" stroke="${lineColours[tone]}"${dash}/>`;
}

function line({ points, tone, isDashed, hasArrow }: ShapeOf<'line'>): string {
  const colour = lineColours[tone];
  const dash = isDashed ? ' stroke-dasharray="5 4"' : '';
  const head = hasArrow ? `<polygon points="${path(arrowHead(points))}" fill="${colour}"/>` : '';
  return `<polyline points="${path(points)}" fill="none" stroke="${colour}" stroke-width="1.2"${dash}/>${head}`;
}

function text({ text: shown, x, y, size, ink, isStrong }: Label): string {
  const weight = isStrong ? ' font-weight="600"' : '';
  return `<text x="${rounded(x)}" y="${rounded(y)}" font-size="${size}" fill="${ink}"${weight}>${escapeHtml(shown)}</text>`;
}

function path(points: readonly (readonly [number, number])[]): string {
  return points.map((point) => point.map(rounded).join(',')).join(' ');
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
