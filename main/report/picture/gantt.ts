import type { z } from 'zod';
import type { Block, ScheduleBar, Shape, Tone } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { calendarColumns, daysFrom, monthDay } from './calendar-grid.ts';

type Gantt = Extract<z.output<typeof Block>, { type: 'gantt' }>;
type Picture = Omit<Extract<z.output<typeof Block>, { type: 'picture' }>, 'type'>;

const ownerTones: Readonly<Record<ScheduleBar['owner'], Tone>> = {
  vendor: 'brand',
  customer: 'customer',
  both: 'warn',
};
export const ownerWords = {
  vendor: text('乙方（交付方）', 'Vendor'),
  customer: text('甲方（客户）', 'Customer'),
  both: text('双方', 'Both'),
};

const wide = { width: 1000, labels: 300, row: 32, head: 40 };

/** The schedule as bars on a calendar of weeks; what decides the end has a mark. */
export function ganttPicture({ title, bars }: Gantt): Picture {
  const start = bars.map((bar) => bar.start).sort()[0] ?? '';
  const end =
    bars
      .map((bar) => bar.end)
      .sort()
      .at(-1) ?? '';
  const height = wide.head + bars.length * wide.row + 44;
  const base = { title, description: inWords(bars, start, end), width: wide.width, height };
  if (bars.length === 0) return { ...base, shapes: [] };
  const columns = calendarColumns(start, end, 18);
  const first = columns[0]?.from ?? start;
  const last = columns.at(-1)?.to ?? end;
  const perDay = (wide.width - wide.labels) / (daysFrom(first, last) + 1);
  const x = (day: string, plus = 0) => round(wide.labels + (daysFrom(first, day) + plus) * perDay);
  const bottom = wide.head + bars.length * wide.row;
  const shapes: Shape[] = [
    ...columns.flatMap(({ from, to }, index): Shape[] => [
      ...(index % 2 === 0 ? [box(x(from), 18, x(to, 1) - x(from), bottom - 18, 'frame')] : []),
      { type: 'words', x: x(from) + 3, y: 32, width: 60, text: monthDay(from), size: 10, tone: 'soft' },
    ]),
    { type: 'words', x: wide.labels + 3, y: 12, width: 300, text: `${start} – ${end}`, size: 11, tone: 'soft' },
    ...bars.flatMap((bar, index) => row(bar, wide.head + index * wide.row, x)),
    {
      type: 'line',
      points: [
        [0, bottom],
        [wide.width, bottom],
      ],
      tone: 'frame',
    },
    ...legend(bottom + 12),
  ];
  return { ...base, shapes: shapes as Picture['shapes'] };
}

function row(bar: ScheduleBar, top: number, x: (day: string, plus?: number) => number): Shape[] {
  const [from, to] = [x(bar.start), x(bar.end, 1)];
  const dates = bar.start === bar.end ? monthDay(bar.start) : `${monthDay(bar.start)} – ${monthDay(bar.end)}`;
  const isRoomRight = to + 90 < wide.width;
  return [
    {
      type: 'line',
      points: [
        [0, top],
        [wide.width, top],
      ],
      tone: 'frame',
    },
    { type: 'words', x: 2, y: top + 15, width: 34, text: bar.id, size: 11, tone: 'soft' },
    { type: 'words', x: 36, y: top + 15, width: wide.labels - 42, text: bar.title, size: 12, isStrong: bar.isCritical },
    box(from, top + 7, Math.max(4, to - from), 16, ownerTones[bar.owner]),
    ...(bar.isCritical
      ? [
          {
            type: 'line' as const,
            points: [
              [from, top + 26],
              [Math.max(from + 4, to), top + 26],
            ] as [number, number][],
            tone: 'warn' as const,
          },
        ]
      : []),
    { type: 'words', x: isRoomRight ? to + 5 : from - 84, y: top + 19, width: 90, text: dates, size: 10, tone: 'soft' },
  ];
}

function legend(top: number): Shape[] {
  const owners = (['vendor', 'customer', 'both'] as const).flatMap((owner, index): Shape[] => [
    box(index * 170, top, 22, 12, ownerTones[owner]),
    { type: 'words', x: index * 170 + 28, y: top + 10, width: 140, text: ownerWords[owner], size: 11 },
  ]);
  const critical = text('橙线：关键路径，延误即推迟完工', 'Orange line: a delay here delays the end');
  return [
    ...owners,
    {
      type: 'line',
      points: [
        [520, top + 8],
        [544, top + 8],
      ],
      tone: 'warn',
    },
    { type: 'words', x: 552, y: top + 10, width: 440, text: critical, size: 11 },
  ];
}

function box(x: number, y: number, width: number, height: number, tone: Tone): Shape {
  return { type: 'box', x, y, width: round(width), height, tone };
}

function inWords(bars: readonly ScheduleBar[], start: string, end: string) {
  return text(
    `进度横道图，${bars.length} 项工作，${start} 至 ${end}；每项的日期见同一章的表。`,
    `Gantt chart of ${bars.length} pieces of work from ${start} to ${end}; the table in the same chapter has every date.`,
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
