import { Paragraph, type Table } from 'docx';
import type { z } from 'zod';
import type { Block, Content } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { foldedTables } from '../fold-table.ts';
import { moment } from '../format.ts';
import type { ReportLanguage } from '../html/content.ts';
import { colours, contentsLine, headingOf, paragraphOf } from './paragraphs.ts';
import { ganttOf, pictureOf } from './pictures.ts';
import { figuresOf, keyValuesOf, signatureLine, tableOf } from './tables.ts';

type ParsedBlock = z.output<typeof Block>;
/** Room on the page in twentieths of a point. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

export function docxBlock(block: ParsedBlock, language: ReportLanguage, room: Room): (Paragraph | Table)[] {
  switch (block.type) {
    case 'heading':
      return [headingOf(block.text, block.level, block.id, language)];
    case 'paragraph':
      return [paragraphOf(block.text, language, block.isMuted ? { size: 18, color: colours.soft } : {})];
    case 'bullets':
      return block.items.map((item) => bullet(item, language));
    case 'contents':
      return block.entries.map(({ id, text: entry }) => contentsLine(entry, id, language));
    case 'verdict':
      return [
        paragraphOf(block.words, language, { size: 32, isStrong: true, color: colours.brand }),
        paragraphOf(block.sentence, language),
        ...block.reasons.flatMap(({ text: ground, items }) => [
          paragraphOf(ground, language, { isStrong: true }),
          ...items.map((item) => bullet(item, language)),
        ]),
      ];
    case 'figures':
      return figuresOf(block, language, room.width);
    case 'key-values':
      return keyValuesOf(block, language, room.width);
    case 'table':
      return foldedTables(block).flatMap((part) =>
        part.type === 'table' ? tableOf(part, language, room.width) : docxBlock(part, language, room),
      );
    case 'evidence':
      return [
        paragraphOf(block.title, language, { isStrong: true }, { keepNext: true }),
        paragraphOf(
          `${block.target} · ${moment(block.at)}`,
          language,
          { size: 17, color: colours.soft },
          { keepNext: true },
        ),
        paragraphOf(block.text, language, { size: 16, isCode: true }),
      ];
    case 'sign-off':
      return block.roles.flatMap(({ role, statement }) => [
        paragraphOf(
          role,
          language,
          { size: 22, isStrong: true },
          { keepNext: true, spacing: { before: 240, after: 60 } },
        ),
        paragraphOf(statement, language, { color: colours.soft }, { keepNext: true, spacing: { after: 360 } }),
        signatureLine(
          [text('姓名', 'Name'), text('签字（盖章）', 'Signature (seal)'), text('日期', 'Date')],
          language,
          room.width,
        ),
      ]);
    case 'picture':
      return pictureOf(block, language, { width: room.width, height: room.height - 2100 });
    case 'gantt':
      return ganttOf(block, language, room.width);
    case 'page-break':
      return [new Paragraph({ pageBreakBefore: true, spacing: { after: 0, line: 20 }, children: [] })];
  }
}

function bullet(item: Content, language: ReportLanguage): Paragraph {
  return paragraphOf(item, language, {}, { bullet: { level: 0 }, spacing: { after: 60 } });
}
