import type { z } from 'zod';
import type { Content, Shape, Tone } from '../../model/report/document.ts';
import { stripRemoteText } from '../../model/strip-remote-text.ts';
import type { Text } from '../../model/text.ts';
import type { ReportLanguage } from '../html/content.ts';
import { shorten, textWidth } from './measure.ts';

type Words = Extract<z.output<typeof Shape>, { type: 'words' }>;

/** Colours of a picture, the same in every format: lines, what is inside them, letters. */
export const lineColours: Readonly<Record<Tone, string>> = {
  plain: '#475467',
  soft: '#98a2b3',
  brand: '#1f4e79',
  warn: '#b54708',
  customer: '#067647',
  frame: '#b9c2d0',
};
export const fillColours: Readonly<Record<Tone, string>> = {
  plain: '#ffffff',
  soft: '#eef1f5',
  brand: '#dbe7f3',
  warn: '#fde3c8',
  customer: '#d3f0de',
  frame: '#f8fafc',
};
const inkColours: Readonly<Record<Tone, string>> = {
  ...lineColours,
  plain: '#1d2939',
  soft: '#667085',
  frame: '#475467',
};

/** One line of letters, where it begins, in the size it is drawn in. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly ink: string;
  readonly isStrong: boolean;
}

/** Words cut to their room; with both languages, English below Chinese and smaller. */
export function labelsOf({ x, y, width, text, size, tone, isStrong, align }: Words, language: ReportLanguage): Label[] {
  const label = (content: string, top: number, px: number, ink: string): Label => {
    const shown = shorten(stripRemoteText(content).replace(/\s*\n\s*/g, ' '), width, isStrong ? px * 1.06 : px);
    const left = align === 'middle' ? x - textWidth(shown, px) / 2 : x;
    return { text: shown, x: left, y: top, size: px, ink, isStrong };
  };
  if (language === 'both' && isParted(text)) {
    const small = Math.round(size * 8.5) / 10;
    return [label(text.zh, y, size, inkColours[tone]), label(text.en, y + small * 1.25, small, inkColours.soft)];
  }
  return [label(typeof text === 'string' ? text : text[language === 'en' ? 'en' : 'zh'], y, size, inkColours[tone])];
}

/** The three corners of an arrow's head, the tip first. */
export function arrowHead(points: readonly (readonly [number, number])[]): [number, number][] {
  const [tip, from] = [points.at(-1), points.at(-2)];
  if (tip === undefined || from === undefined) return [];
  const angle = Math.atan2(tip[1] - from[1], tip[0] - from[0]);
  const corner = (turn: number): [number, number] => [
    tip[0] - 8 * Math.cos(angle + turn),
    tip[1] - 8 * Math.sin(angle + turn),
  ];
  return [[tip[0], tip[1]], corner(0.4), corner(-0.4)];
}

function isParted(content: Content): content is Text {
  return typeof content !== 'string' && content.zh !== content.en;
}
