import { sha256Hex } from '../../model/canonical-json.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { stripRemoteText } from '../../model/strip-remote-text.ts';

const most = { bytes: 2 ** 20, lines: 5_000, letters: 600 } as const;

/** The `key=value` lines of a result, whole and unchanged; values are stripped of what does not belong on a screen. */
export class ResultLines {
  readonly #values = new Map<string, string[]>();
  readonly #file: string;

  /** FACT_E0001 unless the checksum in the last line fits all lines before it. */
  constructor(content: Uint8Array, file: string) {
    this.#file = file;
    if (content.length > most.bytes) throw this.refusal('larger than 1 MiB');
    // mail programs of other systems end lines their own way
    const text = new TextDecoder('utf-8').decode(content).replaceAll('\r\n', '\n').trimEnd();
    const end = text.lastIndexOf('\n');
    const sum = /^checksum=([0-9a-f]{64})$/.exec(text.slice(end + 1))?.[1];
    const body = text.slice(0, end + 1);
    if (!body.startsWith('ferryman-facts/1\n')) throw this.refusal('it does not begin with ferryman-facts/1');
    if (sum === undefined)
      throw this.refusal('its last line is no checksum: it was cut, or the server has no SHA-256 tool');
    if (sha256Hex(new TextEncoder().encode(body)) !== sum)
      throw this.refusal('its checksum does not fit: it was changed');
    const lines = body.trimEnd().split('\n').slice(1);
    if (lines.length > most.lines) throw this.refusal(`more than ${most.lines} lines`);
    lines.forEach((line, index) => {
      if (line.length > most.letters) throw this.refusal(`line ${index + 2} is longer than ${most.letters} letters`);
      const at = line.indexOf('=');
      if (at < 1) throw this.refusal(`line ${index + 2} is no key=value`);
      const key = line.slice(0, at);
      const value = stripRemoteText(line.slice(at + 1))
        .replaceAll(/[\t\n]/g, ' ')
        .trim();
      this.#values.set(key, [...(this.#values.get(key) ?? []), value]);
    });
  }

  refusal(detail: string): FerrymanError {
    return new FerrymanError('FACT_E0001', { file: this.#file, detail });
  }

  /** Every line of that key. */
  all(key: string): readonly string[] {
    return this.#values.get(key) ?? [];
  }

  /** Empty when the server could not tell. */
  text(key: string): string {
    return this.all(key)[0] ?? '';
  }

  needed(key: string): string {
    const value = this.text(key);
    if (value === '') throw this.refusal(`${key} is missing`);
    return value;
  }

  /** A whole number within bounds; `otherwise` where the server could not tell. */
  number(
    key: string,
    { least = 0, most: greatest, otherwise }: { least?: number; most: number; otherwise?: number },
  ): number {
    const value = this.text(key);
    if (value === '' && otherwise !== undefined) return otherwise;
    return this.numberIn(key, value, { least, most: greatest });
  }

  numberIn(key: string, value: string, { least = 0, most: greatest }: { least?: number; most: number }): number {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= least && number <= greatest))
      throw this.refusal(`${key} is ${value.slice(0, 40) || 'empty'}, no number from ${least} to ${greatest}`);
    return number;
  }

  flag(key: string): boolean {
    const value = this.text(key);
    if (value !== 'true' && value !== 'false') throw this.refusal(`${key} is neither true nor false`);
    return value === 'true';
  }
}
