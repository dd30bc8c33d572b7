import { Bookmark, BorderStyle, InternalHyperlink, type IParagraphOptions, Paragraph, TextRun } from 'docx';
import type { Content } from '../../model/report/document.ts';
import { type Run, runsOf } from '../cell-text.ts';
import type { ReportLanguage } from '../html/content.ts';

export const colours = {
  ink: '1D2939',
  soft: '667085',
  brand: '1F4E79',
  wash: 'EAF0F6',
  line: 'B9C2D0',
  fill: 'FFF9E5',
  status: { pass: '067647', warn: 'B54708', fail: 'B42318', 'not-applicable': '667085', 'not-run': '667085' },
} as const;

/** Latin letters in Arial, Chinese in Microsoft YaHei: both are on every Windows machine, and have equals elsewhere. */
export const fonts = {
  text: { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'Microsoft YaHei' },
  code: { ascii: 'Consolas', hAnsi: 'Consolas', cs: 'Consolas', eastAsia: 'Microsoft YaHei' },
} as const;

export interface RunLook {
  /** Half points. */
  readonly size?: number;
  readonly isStrong?: boolean;
  readonly isCode?: boolean;
  readonly color?: string;
}

/** Line feeds become breaks; what is quiet is grey and a little smaller. */
export function textRuns(
  runs: readonly Run[],
  { size = 20, isStrong = false, isCode = false, color }: RunLook = {},
): TextRun[] {
  return runs.flatMap(({ text, isQuiet }) =>
    text.split('\n').map(
      (line, index) =>
        new TextRun({
          text: line,
          ...(index > 0 ? { break: 1 } : {}),
          size: isQuiet ? Math.round(size * 0.88) : size,
          bold: isStrong && !isQuiet,
          color: isQuiet ? colours.soft : (color ?? colours.ink),
          font: isCode && !isQuiet ? fonts.code : fonts.text,
        }),
    ),
  );
}

export function paragraphOf(
  content: Content,
  language: ReportLanguage,
  look: RunLook = {},
  options: IParagraphOptions = {},
): Paragraph {
  return new Paragraph({ spacing: { after: 100 }, ...options, children: textRuns(runsOf(content, language), look) });
}

const headingSizes = { 2: 30, 3: 24 } as const;

/** Named, so that the list of sections can lead to it. */
export function headingOf(content: Content, level: 2 | 3, id: string, language: ReportLanguage): Paragraph {
  const look = { size: headingSizes[level], isStrong: true, color: level === 2 ? colours.brand : colours.ink };
  return new Paragraph({
    heading: level === 2 ? 'Heading1' : 'Heading2',
    keepNext: true,
    spacing: { before: level === 2 ? 320 : 150, after: 70 },
    ...(level === 2
      ? { border: { bottom: { style: BorderStyle.SINGLE, size: 8, color: colours.brand, space: 3 } } }
      : {}),
    children: [new Bookmark({ id: anchorOf(id), children: textRuns(runsOf(content, language), look) })],
  });
}

export function contentsLine(content: Content, id: string, language: ReportLanguage): Paragraph {
  return new Paragraph({
    spacing: { after: 40 },
    indent: { left: 200 },
    children: [
      new InternalHyperlink({
        anchor: anchorOf(id),
        children: textRuns(runsOf(content, language === 'both' ? 'zh' : language), { color: colours.brand }),
      }),
    ],
  });
}

/** Word takes letters, digits and low lines, forty of them. */
function anchorOf(id: string): string {
  return `s_${id.replace(/[^A-Za-z0-9]/g, '_')}`.slice(0, 40);
}
