/** How many sessions may be open at once on one link; the rest wait in order. */
export class ChannelLimit {
  #limit: number;
  #open = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves with a place; rejects with the signal's reason when aborted while waiting. */
  async acquire(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#open < this.#limit) {
      this.#open += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const grant = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(grant), 1);
        reject(signal?.reason);
      };
      this.#waiting.push(grant);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  release(): void {
    this.#open -= 1;
    while (this.#open < this.#limit) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#open += 1;
      next();
    }
  }

  /** The machine granted fewer than asked for: from now on no more than the others that are open. False when none is. */
  lower(): boolean {
    if (this.#open <= 1) return false;
    this.#limit = this.#open - 1;
    return true;
  }
}
