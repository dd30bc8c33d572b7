import { randomBytes } from 'node:crypto';
import type { TerminalEvent } from '../contract/terminal.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { LocalTerminal, TerminalOpener, TerminalSize } from '../ports/terminal.ts';

const most = 4;
/** Beyond this much unread output the shell waits for its reader. */
const heldCharacters = 256 * 1024;

/** The terminals of one session: a few at most, each for as long as somebody looks at it, none beyond the session. */
export class Terminals {
  readonly #opener: TerminalOpener;
  readonly #ending: AbortSignal;
  readonly #open = new Map<string, LocalTerminal>();
  #opening = 0;

  constructor(opener: TerminalOpener, ending: AbortSignal) {
    this.#opener = opener;
    this.#ending = ending;
  }

  missing(): Promise<FerrymanError | undefined> {
    return this.#opener.missing();
  }

  /** Opens a shell; the answer streams it, and to leave the stream ends it. */
  async open(size: TerminalSize, leaving: AbortSignal | undefined): Promise<AsyncGenerator<TerminalEvent>> {
    if (this.#open.size + this.#opening >= most) throw new FerrymanError('TERMINAL_E0002', { most });
    this.#opening += 1;
    try {
      const signal = AbortSignal.any([this.#ending, ...(leaving === undefined ? [] : [leaving])]);
      return await this.#start(size, signal);
    } finally {
      this.#opening -= 1;
    }
  }

  write(id: string, text: string): void {
    this.#find(id).write(text);
  }

  resize(id: string, { columns, rows }: TerminalSize): void {
    this.#find(id).resize(columns, rows);
  }

  close(id: string): void {
    this.#find(id).end();
  }

  #find(id: string): LocalTerminal {
    const terminal = this.#open.get(id);
    if (terminal === undefined) throw new FerrymanError('TERMINAL_E0003');
    return terminal;
  }

  async #start(size: TerminalSize, signal: AbortSignal): Promise<AsyncGenerator<TerminalEvent>> {
    const id = randomBytes(8).toString('hex');
    let unread = '';
    let exitCode: number | undefined;
    let wake: () => void = () => undefined;
    const terminal = await this.#opener.open(size, {
      onOutput: (text) => {
        unread += text;
        if (unread.length > heldCharacters) terminal.pause();
        wake();
      },
      onExit: (code) => {
        exitCode = code;
        this.#open.delete(id);
        wake();
      },
    });
    this.#open.set(id, terminal);
    const end = () => {
      if (this.#open.delete(id)) terminal.end();
      wake();
    };
    if (signal.aborted) end();
    // also when nobody ever reads the stream
    signal.addEventListener('abort', end, { once: true });
    return (async function* () {
      try {
        yield { type: 'opened', id };
        while (!signal.aborted) {
          const text = unread;
          unread = '';
          if (text !== '') {
            terminal.resume();
            yield { type: 'output', text };
          } else if (exitCode !== undefined) {
            yield { type: 'exited', exitCode };
            return;
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        signal.removeEventListener('abort', end);
        end();
      }
    })();
  }
}
