import type { Secrets } from '../../ports/secrets.ts';
import { cleanText } from './remote-text.ts';

const keptChars = 64 * 1024;

/** A run's log: told line by line as it comes, its end kept, both cleaned. Secrets are looked for in whole lines. */
export class LogKeeper {
  readonly #secrets: Secrets;
  readonly #onLog: (text: string) => void;
  readonly #decoder = new TextDecoder();
  #line = '';
  #kept = '';

  constructor(secrets: Secrets, onLog: (text: string) => void) {
    this.#secrets = secrets;
    this.#onLog = onLog;
  }

  push(bytes: Uint8Array): void {
    const text = this.#line + this.#decoder.decode(bytes, { stream: true });
    const end = text.lastIndexOf('\n') + 1;
    // A line without an end (a progress display) is not held back for ever.
    const cut = end === 0 && text.length > keptChars ? text.length : end;
    this.#line = text.slice(cut);
    this.#take(text.slice(0, cut));
  }

  /** The last 64 Ki characters. */
  end(): string {
    this.#take(this.#line + this.#decoder.decode());
    this.#line = '';
    return this.#kept;
  }

  #take(text: string): void {
    if (text === '') return;
    const clean = cleanText(text, this.#secrets);
    this.#kept = (this.#kept + clean).slice(-keptChars);
    this.#onLog(clean);
  }
}
