import { z } from 'zod';
import { Base, type CellProblem, type Cells, type ReturnedAnswers, type Stranger } from '../../model/intake/answers.ts';
import { questionOf } from '../questionnaire/questionnaire.ts';
import { cellName, column, listSheet, mark, metaSheet, workbookFormat } from './layout.ts';
import { words } from './words.ts';

export interface Sheet {
  readonly name: string;
  readonly cells: readonly (readonly [row: number, column: number, text: string])[];
}

export interface ReturnedWorkbook {
  readonly returned: ReturnedAnswers;
  /** Where a wrong answer stands: `Network!C7`. */
  readonly placeOf: (problem: CellProblem) => string;
  readonly strangers: readonly Stranger[];
}

/** What a workbook of ours says; undefined when it is none. Anything written where nothing is asked is kept aside. */
export function readWorkbook(sheets: readonly Sheet[], file: string): ReturnedWorkbook | undefined {
  const meta = readMeta(sheets.find(({ name }) => name === metaSheet));
  if (meta === undefined) return undefined;
  const reading = new Reading(file);
  for (const sheet of sheets) if (sheet.name !== metaSheet && sheet.name !== listSheet) reading.sheet(sheet);
  const { siteId, createdAt, base } = meta;
  return {
    returned: {
      format: 'ferryman-answers/1',
      site: siteId,
      by: reading.by.slice(0, 120),
      at: createdAt,
      answers: Object.fromEntries(reading.answers),
      unknown: Object.fromEntries(reading.unknown),
      // of a sheet that was left out nothing was taken away
      base: Object.fromEntries(Object.entries(base).filter(([id]) => reading.asked.has(id))),
    },
    placeOf: ({ question, row, column: at }) =>
      reading.places.get(placeKey(question, row, at)) ?? reading.places.get(placeKey(question, row)) ?? file,
    strangers: reading.strangers,
  };
}

function placeKey(question: string, row?: number, at?: string): string {
  return [question, row ?? '', at ?? ''].join('\n');
}

class Reading {
  readonly answers = new Map<string, Cells>();
  readonly unknown = new Map<string, string>();
  readonly places = new Map<string, string>();
  readonly strangers: Stranger[] = [];
  readonly asked = new Set<string>();
  by = '';
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  sheet({ name, cells }: Sheet): void {
    const rows = new Map<number, Map<number, string>>();
    for (const [row, at, text] of cells) rows.set(row, (rows.get(row) ?? new Map<number, string>()).set(at, text));
    let table: { id: string; ids: Map<number, string>; rows: Record<string, string>[] } | undefined;
    for (const [row, found] of [...rows].sort(([a], [b]) => a - b)) {
      const kind = found.get(column.mark) ?? '';
      if (kind.startsWith(mark.table)) {
        const id = kind.slice(mark.table.length);
        table = { id, ids: new Map([...found].filter(([at]) => at > column.number)), rows: [] };
        if (questionOf(id) !== undefined) this.asked.add(id);
        this.places.set(placeKey(id), `${name}!${cellName(row + 1, column.question)}`);
      } else if (kind === mark.end) {
        table = undefined;
      } else if (kind === mark.by) {
        this.by = (found.get(column.answer) ?? '').trim();
        this.#others(name, row, found, [column.mark, column.question, column.answer]);
      } else if (kind.startsWith(mark.question)) {
        this.#question(name, row, found, kind.slice(mark.question.length));
      } else if (kind.startsWith(mark.text)) {
        const own = Number(kind.slice(mark.text.length));
        this.#others(name, row, new Map([...found].filter(([at]) => at > own)), [column.mark]);
      } else if (table !== undefined) {
        this.#tableRow(name, row, found, table);
      } else {
        this.#others(name, row, found, [column.mark]);
      }
    }
  }

  #question(sheet: string, row: number, found: ReadonlyMap<number, string>, id: string): void {
    const answer = found.get(column.answer) ?? '';
    this.places.set(placeKey(id), `${sheet}!${cellName(row, column.answer)}`);
    if (questionOf(id) === undefined) {
      if (answer.trim() !== '') this.#stranger(sheet, row, column.answer, answer);
      return;
    }
    this.asked.add(id);
    if (answer.trim() !== '') this.answers.set(id, answer);
    const unknown = (found.get(column.unknown) ?? '').trim();
    const isWord = unknown === words.dontKnow.zh || unknown === words.dontKnow.en;
    if (unknown !== '') this.unknown.set(id, isWord ? '' : unknown.slice(0, 300));
    this.#others(
      sheet,
      row,
      found,
      Array.from({ length: column.last }, (_, index) => index + 1),
    );
  }

  #tableRow(
    sheet: string,
    row: number,
    found: ReadonlyMap<number, string>,
    table: { id: string; ids: Map<number, string>; rows: Record<string, string>[] },
  ): void {
    const written = [...found].filter(([at, text]) => table.ids.has(at) && text.trim() !== '');
    this.#others(sheet, row, found, [column.mark, column.number, ...table.ids.keys()]);
    if (written.length === 0) return;
    if (questionOf(table.id) === undefined) {
      for (const [at, text] of written) this.#stranger(sheet, row, at, text);
      return;
    }
    const index = table.rows.length;
    table.rows.push(Object.fromEntries(written.map(([at, text]) => [table.ids.get(at) ?? '', text])));
    this.places.set(placeKey(table.id, index), `${sheet}!${cellName(row, column.question)}`);
    for (const [at, id] of table.ids) this.places.set(placeKey(table.id, index, id), `${sheet}!${cellName(row, at)}`);
    this.answers.set(table.id, table.rows);
  }

  #others(sheet: string, row: number, found: ReadonlyMap<number, string>, known: readonly number[]): void {
    for (const [at, text] of found) if (!known.includes(at) && text.trim() !== '') this.#stranger(sheet, row, at, text);
  }

  #stranger(sheet: string, row: number, at: number, text: string): void {
    if (this.strangers.length < 500)
      this.strangers.push({ from: this.#file, place: `${sheet}!${cellName(row, at)}`, text: text.slice(0, 500) });
  }
}

const Meta = z.tuple([z.literal(workbookFormat), z.string(), z.string(), z.enum(['zh', 'en'])]).rest(z.string());

function readMeta(sheet: Sheet | undefined): { siteId: string; createdAt: string; base: Base } | undefined {
  const lines = [...(sheet?.cells ?? [])].sort(([a], [b]) => a - b).map(([, , text]) => text);
  const parsed = Meta.safeParse(lines);
  if (!parsed.success) return undefined;
  const [, siteId, createdAt, , ...parts] = parsed.data;
  return { siteId, createdAt, base: baseIn(parts.join('')) };
}

/** Without it every answer is compared with what is known: more questions, nothing lost. */
function baseIn(json: string): Base {
  try {
    return Base.parse(JSON.parse(json));
  } catch {
    return {};
  }
}
