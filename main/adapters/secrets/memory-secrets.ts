import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Secrets } from '../../ports/secrets.ts';

/** Shorter values would redact ordinary words. */
const leastRedacted = 4;

/** Secrets for the time of a run. `ask` brings what is not known yet, or undefined where nobody can be asked. */
export class MemorySecrets implements Secrets {
  readonly #values = new Map<string, string>();
  readonly #asked = new Map<string, Promise<string | undefined>>();
  readonly #ask: (name: string) => Promise<string | undefined>;

  constructor(ask: (name: string) => Promise<string | undefined>, known: Readonly<Record<string, string>> = {}) {
    this.#ask = ask;
    for (const [name, value] of Object.entries(known)) this.put(name, value);
  }

  async get(name: string): Promise<string> {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    // Several machines may want the same one at once: it is asked for once.
    const asking = this.#asked.get(name) ?? this.#ask(name);
    this.#asked.set(name, asking);
    const value = await asking.finally(() => this.#asked.delete(name));
    if (value === undefined) throw new FerrymanError('SSH_E0010', { secret: name });
    this.put(name, value);
    return value;
  }

  put(name: string, value: string): void {
    this.#values.set(name, value);
  }

  forget(name: string): void {
    this.#values.delete(name);
  }

  redact(text: string): string {
    // the longest first: a secret that begins another one must not leave the other's rest to be read
    const forms = [...this.#values.values()].filter((value) => value.length >= leastRedacted).flatMap(formsOf);
    return forms.sort((a, b) => b.length - a.length).reduce((rest, form) => rest.replaceAll(form, '•••'), text);
  }
}

/** As it is, and as base64, URL and JSON carry it. */
function formsOf(value: string): string[] {
  return [
    ...new Set([
      value,
      Buffer.from(value).toString('base64'),
      encodeURIComponent(value),
      JSON.stringify(value).slice(1, -1),
    ]),
  ];
}
