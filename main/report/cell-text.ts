import type { z } from 'zod';
import type { Cell, Content, Status } from '../model/report/document.ts';
import { stripRemoteText } from '../model/strip-remote-text.ts';
import { plainNumber } from './format.ts';
import type { ReportLanguage } from './html/content.ts';

type ParsedCell = z.output<typeof Cell>;

/** A stretch of text of one look. */
export interface Run {
  readonly text: string;
  readonly isQuiet: boolean;
}

/** Shown where a format has no drawn icons; the words beside it carry the meaning. */
const statusMarks: Readonly<Record<Status, string>> = {
  pass: '✓',
  warn: '!',
  fail: '✗',
  'not-applicable': '–',
  'not-run': '○',
};

/** Words in the language asked for; with both, English on a line of its own and quieter. */
export function runsOf(content: Content, language: ReportLanguage): Run[] {
  if (typeof content === 'string') return plain(content);
  if (language !== 'both' || content.zh === content.en) return plain(language === 'en' ? content.en : content.zh);
  return [...plain(content.zh), { text: `\n${clean(content.en)}`, isQuiet: true }];
}

/** Everything a cell says: mark, content, further lines, note. */
export function cellRuns(
  { content, number, date, lines, status, note, look }: ParsedCell,
  language: ReportLanguage,
): Run[] {
  const first = number === undefined ? (content ?? date) : look === 'code' ? String(number) : plainNumber(number);
  const mark = status === undefined ? [] : [{ text: `${statusMarks[status]} `, isQuiet: false }];
  const all = [...(first === undefined ? [] : [first]), ...lines].map((one) => runsOf(one, language));
  const below =
    note === undefined
      ? []
      : runsOf(note, language).map(({ text }, index) => ({ text: index === 0 ? `\n${text}` : text, isQuiet: true }));
  return [
    ...mark,
    ...all.flatMap((runs, index) => (index === 0 ? runs : [{ text: '\n', isQuiet: false }, ...runs])),
    ...below,
  ];
}

export function plainText(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

function plain(text: string): Run[] {
  return [{ text: clean(text), isQuiet: false }];
}

/** No control characters: an XML file may not hold them. */
function clean(text: string): string {
  return stripRemoteText(text);
}
