import { stripVTControlCharacters } from 'node:util';
import { toErrorRecord } from '../../model/errors/ferryman-error.ts';
import type { Language, Text } from '../../model/text.ts';

/** 0 done · 1 a fault of Ferryman's · 2 wrong input · 3 the site's machines or files · 4 checks failed or not READY · 5 stopped. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** What a command says: one JSON document with --json, else text in one language. */
export class Output {
  readonly isJson: boolean;
  readonly language: Language;

  constructor(isJson: boolean, language: Language) {
    this.isJson = isJson;
    this.language = language;
  }

  /** The command's answer: `json` with --json, else the lines. */
  result(json: unknown, lines: readonly string[]): void {
    process.stdout.write(this.isJson ? `${JSON.stringify(json, null, 2)}\n` : `${lines.join('\n')}\n`);
  }

  /** On the way; silent with --json. */
  note(text: Text): void {
    if (!this.isJson) process.stdout.write(`${this.say(text)}\n`);
  }

  say(text: Text): string {
    return text[this.language];
  }

  /** One sentence with its code, what to do next, and the exit code that goes with it. */
  error(error: unknown): ExitCode {
    const record = toErrorRecord(error);
    if (this.isJson) process.stdout.write(`${JSON.stringify({ error: record }, null, 2)}\n`);
    const [message, remedy] = [this.say(record.message), this.say(record.remedy)];
    process.stderr.write(`${stripVTControlCharacters(`${record.code}: ${message}\n  → ${remedy}`)}\n`);
    if (record.source === 'product' && error instanceof Error && process.env.FERRYMAN_DEBUG)
      process.stderr.write(`${error.stack}\n`);
    return record.source === 'operator' ? 2 : record.source === 'environment' ? 3 : 1;
  }
}

/** Columns of equal width; CJK characters count as two. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, index) => Math.max(all[index] ?? 0, widthOf(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell + ' '.repeat((widths[index] ?? 0) - widthOf(cell))))
      .join('  '),
  );
}

/** How many columns a line takes on a terminal. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}
