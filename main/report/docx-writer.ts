import {
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TabStopType,
  TextRun,
  Document as WordDocument,
} from 'docx';
import type { z } from 'zod';
import { Document } from '../model/report/document.ts';
import { text } from '../model/text.ts';
import { runsOf } from './cell-text.ts';
import { docxBlock, type Room } from './docx/blocks.ts';
import { colours, fonts, paragraphOf, textRuns } from './docx/paragraphs.ts';
import { withoutClock } from './docx/without-clock.ts';
import { moment } from './format.ts';
import { plainWords, type ReportLanguage } from './html/content.ts';
import { type Sheet, sheets } from './sheets.ts';

type Parsed = z.output<typeof Document>;

/** A4 in twentieths of a point, and its margins. */
const page = { short: 11906, long: 16838, side: 1000, top: 1100, bottom: 1000 };
const practiceMark = '演练 PRACTICE';

/** A Word file: heads repeat, wide tables lie on their side, every page says which plan it is and its number. */
export async function writeDocx(document: Document, language: ReportLanguage): Promise<Uint8Array> {
  const parsed = Document.parse(document);
  const { title, subject, generatedAt, ferrymanVersion, blocks } = parsed;
  const all = sheets(blocks);
  const word = new WordDocument({
    title: plainWords(title, language),
    subject,
    creator: `Ferryman ${ferrymanVersion}`,
    lastModifiedBy: 'Ferryman',
    styles: {
      default: {
        document: {
          run: { font: fonts.text, size: 20, color: colours.ink, language: { value: 'en-US', eastAsia: 'zh-CN' } },
        },
      },
    },
    sections: all.map((sheet, index) => section(sheet, parsed, language, index === 0)),
  });
  return withoutClock(await Packer.toBuffer(word), generatedAt);
}

function section(
  sheet: Sheet<Parsed['blocks'][number]>,
  document: Parsed,
  language: ReportLanguage,
  isFirst: boolean,
): ISectionOptions {
  const [across, down] = sheet.isLying ? [page.long, page.short] : [page.short, page.long];
  const room: Room = { width: across - 2 * page.side, height: down - page.top - page.bottom };
  return {
    properties: {
      page: {
        size: {
          width: page.short,
          height: page.long,
          orientation: sheet.isLying ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: { top: page.top, bottom: page.bottom, left: page.side, right: page.side, header: 500, footer: 450 },
      },
    },
    headers: { default: new Header({ children: [head(document, language, room)] }) },
    footers: { default: new Footer({ children: [foot(document, language, room)] }) },
    children: [
      ...(isFirst ? titleOf(document, language) : []),
      ...sheet.blocks.flatMap((block) => docxBlock(block, language, room)),
    ],
  };
}

function titleOf(
  { title, subject, letterhead, generatedAt, ferrymanVersion, isPractice }: Parsed,
  language: ReportLanguage,
): Paragraph[] {
  const parties =
    letterhead === undefined ? [] : [letterhead.project, letterhead.customer, letterhead.vendor].filter(Boolean);
  const notice = text(
    '演练：以下内容来自模拟主机，不能作为交付依据。',
    'PRACTICE: everything below comes from simulated hosts and proves nothing about a delivery.',
  );
  return [
    ...(isPractice ? [paragraphOf(notice, language, { isStrong: true, color: colours.status.warn })] : []),
    new Paragraph({
      heading: 'Title',
      spacing: { after: 60 },
      children: textRuns(runsOf(title, language), { size: 38, isStrong: true, color: colours.brand }),
    }),
    paragraphOf(subject, language, { size: 26, color: colours.soft }, { spacing: { after: 60 } }),
    ...(parties.length === 0 ? [] : [paragraphOf(parties.join(' · '), language, { size: 19, color: colours.soft })]),
    paragraphOf(
      `Ferryman 摆渡 ${ferrymanVersion} · ${moment(generatedAt)}`,
      language,
      { size: 17, color: colours.soft },
      { spacing: { after: 120 } },
    ),
  ];
}

function head(
  { title, subject, letterhead, isPractice }: Parsed,
  language: ReportLanguage,
  { width }: Room,
): Paragraph {
  const draft = letterhead?.isDraft
    ? plainWords(text('草稿，未批准', 'DRAFT, not approved'), language === 'both' ? 'zh' : language)
    : '';
  const marks = [isPractice ? practiceMark : '', draft].filter(Boolean).join(' ');
  return margin(
    `${plainWords(title, language === 'both' ? 'zh' : language)} · ${subject}`,
    [new TextRun({ text: marks, size: 16, bold: true, color: colours.status.warn })],
    width,
  );
}

function foot({ letterhead, dataHash }: Parsed, language: ReportLanguage, { width }: Room): Paragraph {
  const left = [
    letterhead?.vendor ?? '',
    letterhead === undefined ? '' : `r${letterhead.revision}`,
    `SHA-256 ${dataHash.slice(0, 24)}`,
  ]
    .filter(Boolean)
    .join(' · ');
  const number =
    language === 'en'
      ? ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES]
      : ['第 ', PageNumber.CURRENT, ' 页，共 ', PageNumber.TOTAL_PAGES, ' 页'];
  return margin(left, [new TextRun({ children: number, size: 16, color: colours.soft })], width);
}

function margin(left: string, right: TextRun[], width: number): Paragraph {
  return new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: width }],
    children: [
      ...textRuns([{ text: left, isQuiet: true }], { size: 18 }),
      new TextRun({ text: '\t', size: 16 }),
      ...right,
    ],
  });
}
