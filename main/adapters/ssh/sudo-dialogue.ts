import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { stripRemoteText } from '../../model/strip-remote-text.ts';
import type { HostAddress } from '../../ports/remote-host.ts';

/** What is to be done after more of sudo's words have come in. */
export type SudoMove =
  | { readonly do: 'wait' }
  | { readonly do: 'answer' }
  | { readonly do: 'fail'; readonly error: Error };

/**
 * Watches for the one prompt that is ours; it is answered once, a second prompt means that the password is wrong. sudo
 * takes being left there as a second failure, so pam_faillock counts two: a terminal's interrupt, quit or hang-up instead
 * of the end of a pipe change nothing, and its process takes no signal of the user's.
 */
export class SudoDialogue {
  readonly #host: HostAddress;
  readonly #prompt: string;
  #isAnswered = false;

  constructor(host: HostAddress, prompt: string) {
    this.#host = host;
    this.#prompt = prompt;
  }

  heard(words: string): SudoMove {
    const prompts = words.split(this.#prompt).length - 1;
    if (prompts === 0) return { do: 'wait' };
    if (prompts > 1) return { do: 'fail', error: this.#wrongPassword() };
    if (this.#isAnswered) return { do: 'wait' };
    this.#isAnswered = true;
    return { do: 'answer' };
  }

  /** Why sudo ended without starting the program. */
  ended(words: string): FerrymanError {
    // sudo says the same by exit code for every refusal; its words (in English, by LC_ALL=C) only choose the message.
    if (this.#isAnswered && /incorrect password|Sorry, try again/.test(words)) return this.#wrongPassword();
    return this.refused(words.replaceAll(this.#prompt, '') || 'it ended without a word');
  }

  refused(detail: string): FerrymanError {
    const { name: machine, access } = this.#host;
    const told = stripRemoteText(detail)
      .trim()
      .split('\n')
      .slice(-3)
      .join(' ')
      .replace(/\bsudo: /g, '')
      .slice(0, 400);
    return new FerrymanError('SSH_E0007', { machine, user: access.user, detail: told }, { target: machine });
  }

  #wrongPassword(): FerrymanError {
    const { name: machine, access } = this.#host;
    return new FerrymanError('SSH_E0006', { machine, user: access.user }, { target: machine });
  }
}
