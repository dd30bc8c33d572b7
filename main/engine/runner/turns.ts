/** A few may go at once, the others wait in the order they came. */
export class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Waits for a turn; what it answers ends that turn, the first time it is called. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((go) => this.#waiting.push(go));
    let isEnded = false;
    return () => {
      if (isEnded) return;
      isEnded = true;
      const go = this.#waiting.shift();
      if (go === undefined) this.#free += 1;
      else go();
    };
  }
}
