import { ImageRun, Paragraph, type Table, TableCell, TableRow, WidthType } from 'docx';
import type { z } from 'zod';
import type { Block, ScheduleBar } from '../../model/report/document.ts';
import { plainWords, type ReportLanguage } from '../html/content.ts';
import { calendarColumns, monthDay } from '../picture/calendar-grid.ts';
import { drawEmf } from '../picture/emf.ts';
import { ownerWords } from '../picture/gantt.ts';
import { drawSvgFile } from '../picture/svg.ts';
import { colours, paragraphOf } from './paragraphs.ts';
import { cellBorders, fixedTable, plainCell, shaded, shared } from './tables.ts';

type ParsedBlock = z.output<typeof Block>;
type BlockOf<Type extends ParsedBlock['type']> = Extract<ParsedBlock, { type: Type }>;

const pixelsPerTwentieth = 96 / 1440;
const barFills: Readonly<Record<ScheduleBar['owner'], string>> = {
  vendor: '8FB3D9',
  customer: '86CFA6',
  both: 'F2B880',
};
/** Drawn as SVG, which Word takes from 2016 on, and as a metafile for every other program; the title stands below. */
export function pictureOf(
  block: BlockOf<'picture'>,
  language: ReportLanguage,
  room: { width: number; height: number },
): Paragraph[] {
  const [width, height] = [room.width * pixelsPerTwentieth, room.height * pixelsPerTwentieth];
  const scale = Math.min(width / block.width, height / block.height);
  const name = plainWords(block.title, language);
  const image = new ImageRun({
    type: 'svg',
    data: Buffer.from(drawSvgFile(block, language)),
    transformation: { width: Math.round(block.width * scale), height: Math.round(block.height * scale) },
    // the library knows no metafiles; the name is put right when the file is packed
    fallback: { type: 'png', data: Buffer.from(drawEmf(block, language)) },
    altText: { name, title: name, description: plainWords(block.description, language) },
  });
  return [
    new Paragraph({ alignment: 'center', keepNext: true, children: [image] }),
    paragraphOf(
      block.title,
      language,
      { size: 17, color: colours.soft },
      { alignment: 'center', spacing: { after: 160 } },
    ),
  ];
}

/** A table with a column a week and coloured cells, which every word processor shows alike. */
export function ganttOf(
  { title, bars }: BlockOf<'gantt'>,
  language: ReportLanguage,
  width: number,
): (Table | Paragraph)[] {
  const start = bars.map((bar) => bar.start).sort()[0];
  const end = bars
    .map((bar) => bar.end)
    .sort()
    .at(-1);
  if (start === undefined || end === undefined) return [];
  const weeks = calendarColumns(start, end, 20);
  const widths = shared([26, 11, ...weeks.map(() => 63 / weeks.length)], width);
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: [
      plainCell(title, language, widths[0] ?? 0, { size: 15, isStrong: true }, { fill: colours.wash }),
      plainCell('', language, widths[1] ?? 0, { size: 15 }, { fill: colours.wash }),
      ...weeks.map(({ from }, index) =>
        plainCell(monthDay(from), language, widths[index + 2] ?? 0, { size: 13 }, { fill: colours.wash }),
      ),
    ],
  });
  const rows = bars.map((bar) => {
    const isIn = ({ from, to }: { from: string; to: string }) => bar.start <= to && bar.end >= from;
    return new TableRow({
      cantSplit: true,
      children: [
        plainCell({ zh: `${bar.id} ${bar.title.zh}`, en: `${bar.id} ${bar.title.en}` }, language, widths[0] ?? 0, {
          size: 15,
          isStrong: bar.isCritical,
        }),
        plainCell(`${monthDay(bar.start)} – ${monthDay(bar.end)}`, language, widths[1] ?? 0, {
          size: 13,
          color: colours.soft,
        }),
        ...weeks.map((week, index) => weekCell(isIn(week) ? barFills[bar.owner] : undefined, widths[index + 2] ?? 0)),
      ],
    });
  });
  return [fixedTable([head, ...rows], widths), legend(language)];
}

function weekCell(fill: string | undefined, width: number): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    borders: cellBorders,
    ...(fill === undefined ? {} : { shading: shaded(fill) }),
    children: [new Paragraph({ children: [] })],
  });
}

function legend(language: ReportLanguage): Paragraph {
  const one = (owner: ScheduleBar['owner'], zh: string, en: string) => ({
    zh: `${zh}：${ownerWords[owner].zh}`,
    en: `${en}: ${ownerWords[owner].en}`,
  });
  const all = [one('vendor', '蓝', 'blue'), one('customer', '绿', 'green'), one('both', '橙', 'orange')];
  const words = {
    zh: `${all.map(({ zh }) => zh).join('　')}　粗体：关键路径`,
    en: `${all.map(({ en }) => en).join(', ')}; bold: decides the end`,
  };
  return paragraphOf(words, language, { size: 16, color: colours.soft }, { spacing: { before: 60, after: 160 } });
}
